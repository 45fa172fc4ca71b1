"""The learner's kit, installed from its wheel: it works without solutions and hidden checks."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from grader.course import Course
from tests.conftest import ROOT
from tests.release.conftest import Install, members, named, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kit(install: Install) -> Path:
    """The installed command `grader`."""
    return install("+learner") / "grader"


@pytest.fixture(scope="module")
def begun(kit: Path, files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learner's zip, unpacked, after `grader start .` in it."""
    home = tmp_path_factory.mktemp("home")
    (home / "kit.zip").write_bytes(named(files, "learner/mnist-basics")[1])
    shutil.unpack_archive(home / "kit.zip", home)
    done = run(kit, "start", ".", cwd=home / "mnist-basics")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Kept what was there: 14 of 14 files were left as they are.\nYour course is in .")
    return home / "mnist-basics"


@pytest.fixture
def work(begun: Path, tmp_path: Path) -> Path:
    shutil.copytree(begun, tmp_path / "work", ignore=shutil.ignore_patterns("mnist_sample", "kit"))
    return tmp_path / "work"


def test_the_folder_holds_what_a_learner_needs(begun: Path, files: dict[str, bytes], course: Course) -> None:
    for path in course.modules("assignments"):
        assert (begun / path.name).read_bytes() == path.read_bytes()
    assert len(list(begun.glob("mnist_sample/*/*/*.png"))) == 5000
    wheels = [named(files, part) for part in ("learner/exercise_grader", "+learner")]
    for name, content in wheels:
        assert (begun / "kit" / Path(name).name).read_bytes() == content
    line = " ".join(f"kit/{Path(name).name}" for name, _ in wheels)  # file by file: no shell has to expand anything, no index is asked
    assert f"    python -m pip install {line}\n" in (begun / "INSTALL.md").read_text()
    assert (begun / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert {".grader/", "mnist_sample/", "submission.zip*"} <= set((begun / ".gitignore").read_text().split())


def test_start_elsewhere_gives_the_same_stubs(kit: Path, begun: Path, tmp_path: Path) -> None:
    assert run(kit, "start", "again", cwd=tmp_path).returncode == 0
    for path in (tmp_path / "again").glob("*.*"):
        assert path.read_bytes() == (begun / path.name).read_bytes()


def test_check_tells_right_from_wrong_and_names_the_mistake(kit: Path, work: Path, course: Course) -> None:
    done = run(kit, "check", cwd=work)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, f"0 of {len(course.scored)} exercises pass the public checks.")
    for unit in ("unit01_pixels", "unit02_similarity"):
        (work / f"{unit}.py").write_text(course.reference[unit])
    assert run(kit, "check", "mnist_distance", "is_3", cwd=work).returncode == 0
    with open(work / "unit02_similarity.py", "a") as file:
        file.write("\n\ndef mnist_distance(a, b):\n    return (a - b).mean((-1, -2))\n")
    done = run(kit, "check", "mnist_distance", cwd=work)
    assert done.returncode == 1
    assert "It looks as if positive and negative differences cancel out: take .abs() before the mean." in done.stdout
    assert "Hint 1 of 3: " in run(kit, "hint", "mnist_distance", cwd=work).stdout


def test_the_whole_course_passes_its_public_checks(kit: Path, course: Course, tmp_path: Path) -> None:
    for name, text in course.reference.items():
        (tmp_path / f"{name}.py").write_text(text)
    done = run(kit, "grade", ".", "--out", tmp_path / "out", "--seed", 0, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (line,) = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    assert (line["score"], line["max_score"]) == (course.points, course.points)
    content = json.loads((tmp_path / "out" / line["result"]).read_text())
    assert {check["visibility"] for each in content["exercises"] for check in each["checks"]} == {"public"}


def test_submit_works(kit: Path, work: Path, course: Course) -> None:
    done = run(kit, "submit", cwd=work)
    assert done.returncode == 0
    assert f"0 of {len(course.scored)} exercises will be graded; {len(course.scored)} are untouched." in done.stdout
    assert {name for name, _ in members((work / "submission.zip").read_bytes())} == {
        path.name for path in work.glob("unit*.py")
    }


@pytest.mark.parametrize("command", ["verify", "figures", "release --out dist", "nbgrader init folder"])
def test_what_needs_the_solutions_says_so(kit: Path, tmp_path: Path, command: str) -> None:
    done = run(kit, *command.split(), cwd=tmp_path)
    sentence = "This needs the solutions, which a learner's kit comes without: run it in a clone of the course."
    said = [line for line in (done.stdout + done.stderr).splitlines() if line != "Course: MNIST basics (installed)"]
    assert (done.returncode, " ".join(" ".join(said).split())) == (2, sentence)
    assert list(tmp_path.iterdir()) == []


def test_no_release_with_stubs_out_of_date(tmp_path: Path) -> None:
    """Of a clone whose solutions have moved on."""
    for name in ("grader", "solutions", "assignments", "checks", "extras"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.toml", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    with open(tmp_path / "solutions" / "unit01_pixels.py", "a") as file:
        file.write("\n# %% [markdown]\n# One more thing.\n")
    said = f"Course: MNIST basics (course.toml in {tmp_path})\n"
    done = run(sys.executable, "-m", "grader", "release", "--out", "dist", cwd=tmp_path, PYTHONPATH=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"{said}unit01_pixels.py in assignments/ is out of date: run `grader dev stubs`.\n")
    shutil.copyfile(tmp_path / "assignments" / "unit01_pixels.py", tmp_path / "solutions" / "unit01_pixels.py")
    done = run(sys.executable, "-m", "grader", "release", "--out", "dist", cwd=tmp_path, PYTHONPATH=tmp_path)
    assert (done.returncode, done.stderr) == (2, f"{said}LICENSE is missing: clone the repository again.\n")
