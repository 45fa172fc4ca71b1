"""docs/authoring.md, followed to the letter on a copy of the course: every block of it is run, written or found in what is printed."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.authoring.conftest import ROOT, clone, started
from tests.pages import plain, steps, write_file

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "authoring.md"


def follow(folder: Path) -> list[subprocess.CompletedProcess[str]]:
    """Do all that the page says; what its commands printed and how they ended, in order."""
    done: list[subprocess.CompletedProcess[str]] = []
    replaced: tuple[Path, str] | None = None
    for step in steps(PAGE.read_text(encoding="utf-8")):
        if step.kind == "sh":
            done += [run(folder, line) for line in step.text.splitlines()]
        elif step.kind == "text":
            assert plain(step.text) <= plain(done[-1].stdout), f"not printed:\n{step.text}\nbut\n{done[-1].stdout}{done[-1].stderr}"
        elif write_file(folder, step):
            continue
        elif asked := re.search(r"In `([^`]+)`, replace$", step.says):
            replaced = folder / asked[1], step.text
        else:
            assert step.says == "by", f"what is to be done with the block after {step.says!r}?"
            assert replaced is not None
            path, before = replaced
            assert path.read_text(encoding="utf-8").count(before) == 1
            path.write_text(path.read_text(encoding="utf-8").replace(before, step.text), encoding="utf-8")
    return done


def run(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """One command of the page. `make stubs` is what the Makefile says it is, without making an environment first."""
    words = shlex.split(line)
    if words[0] == "make":
        recipe = re.search(rf"^{words[1]}:.*\n\t@\$\(BIN\)/(.+)$", (folder / "Makefile").read_text(), re.MULTILINE)
        assert recipe is not None
        words = shlex.split(recipe[1])
    return started(folder, *(["-m", "grader"] if words[0] == "grader" else []), *words[1:])


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[subprocess.CompletedProcess[str]]]:
    folder = clone(tmp_path_factory.mktemp("document") / "course")
    return folder, follow(folder)


def test_the_page_leads_to_an_exercise_that_holds(followed: tuple[Path, list[subprocess.CompletedProcess[str]]]) -> None:
    outcomes = [(" ".join(done.args[1:])[:60], done.returncode) for done in followed[1]]
    assert outcomes == [
        ("-m grader new-exercise unit02_similarity mnist_distance_l2 -", 0),
        ("-m grader verify mnist_distance_l2 --seeds 1", 1),
        ("-m grader dev stubs", 0),
        ("-m grader verify mnist_distance_l2", 0),
        ("-m grader verify --mutants mnist_distance_l2", 0),
        ("data/build_submissions.py", 0),
    ]


def test_learners_get_a_stub_and_a_mistake_its_sentence(
    followed: tuple[Path, list[subprocess.CompletedProcess[str]]], tmp_path: Path
) -> None:
    folder, _ = followed
    stub = (folder / "assignments" / "unit02_similarity.py").read_text()
    assert "def mnist_distance_l2(a: Tensor, b: Tensor) -> Tensor:" in stub
    assert "mean((-1, -2)).sqrt()" not in stub
    assert "def mnist_distance_l2" in (folder / "data" / "submissions" / "student-01" / "unit02_similarity.py").read_text()
    (tmp_path / "unit02_similarity.py").write_text("def mnist_distance_l2(a, b):\n    return ((a - b) ** 2).mean((-1, -2))\n")
    done = started(folder, "-m", "grader", "grade", tmp_path, "--out", tmp_path / "out", "--seed", "0", "--only", "mnist_distance_l2")
    assert "That is the mean of the squares: the root is missing, so end with .sqrt()." in done.stdout, done.stderr


def test_the_page_names_the_place_of_everything_in_its_order() -> None:
    kinds = [step.kind for step in steps(PAGE.read_text(encoding="utf-8"))]
    assert kinds == ["sh", "text", "sh", "text", "python", "python", *["toml"] * 4, "python", "python", "python", "sh", "text", "toml", "sh", "text", "sh"]
