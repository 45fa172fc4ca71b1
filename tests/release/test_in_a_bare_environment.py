"""The engine's wheel that pip builds from this project, and the course's of a release, in an environment that holds nothing else."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.authoring.release.sources import Sources
from grader.course import Course
from tests.conftest import ROOT
from tests.notebooks.conftest import UNIT, Class
from tests.processes import GUARD

pytestmark = pytest.mark.slow
OFFLINE = re.compile(
    r"connection broken by|connection error|Max retries exceeded|from versions: none", re.IGNORECASE
)  # pip's words
OURS = ("PYTHON", "COVER", "VIRTUAL_ENV", "JUPYTER", "IPYTHON", "XDG_", "MNIST_DIR", "GRADER_")  # what a stranger has not set


class Bare(NamedTuple):
    """An environment with both wheels in it, and a home; `wheel` is the engine's."""

    wheel: Path
    env: Path
    home: Path

    def run(self, folder: Path, program: str, *words: object) -> subprocess.CompletedProcess[str]:
        """A program of the environment, as it is typed in a folder."""
        return run(
            [self.env / "bin" / program, *words], folder, HOME=self.home, PATH=f"{self.env / 'bin'}:{os.defpath}"
        )


def run(words: list[object], folder: Path, **around: object) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = {**kept, "COLUMNS": "120", "NO_COLOR": "1", **{name: str(value) for name, value in around.items()}}
    command = [str(each) for each in words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=GUARD)


def pip(python: object, folder: Path, *words: object) -> None:
    """What pip cannot fetch for want of an index is nobody's fault, but on CI; all else that fails is ours."""
    done = run([python, "-m", "pip", "--disable-pip-version-check", *words], folder)
    said = done.stdout + done.stderr
    if done.returncode != 0 and OFFLINE.search(said):
        errors = [line.strip() for line in said.splitlines() if line.strip().startswith("ERROR: ")]
        reason = (
            f"pip cannot install the dependencies here: it reaches no index ({errors[-1] if errors else 'no details'})"
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    assert done.returncode == 0, said


@pytest.fixture(scope="module")
def bare(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Bare:
    place = tmp_path_factory.mktemp("bare")
    (place / "home").mkdir()
    pip(sys.executable, place, "wheel", "--no-deps", "--wheel-dir", place / "wheels", ROOT)
    (wheel,) = (place / "wheels").iterdir()
    course = sources.wheel("instructor")
    (place / course.name).write_bytes(course.content)
    venv.create(place / "env", symlinks=True, with_pip=True)
    wanted = (f"{wheel}[nbgrader]", place / course.name)
    pip(place / "env" / "bin" / "python", place, "install", "-c", ROOT / "constraints.txt", *wanted)
    return Bare(wheel, place / "env", place / "home")


def test_the_wheel_holds_what_git_knows_and_nothing_else(bare: Bare) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    if listed == [""]:
        pytest.skip("this is no clone: git lists no files here")
    with zipfile.ZipFile(bare.wheel) as archive:
        held = {each for each in archive.namelist() if ".dist-info/" not in each}
    assert held == {each for each in listed if each.startswith("grader/") and (ROOT / each).is_file()}


def test_pip_is_content(bare: Bare, tmp_path: Path) -> None:
    done = bare.run(tmp_path, "python", "-m", "pip", "check")
    assert (done.returncode, done.stdout) == (0, "No broken requirements found.\n")


def test_nothing_comes_from_the_checkout(bare: Bare, tmp_path: Path) -> None:
    code = (
        "import json, sys, grader.cli, grader.notebooks.kernel.live, grader.batch.command\n"
        "print(json.dumps([grader.__file__, sys.path, [getattr(m, '__file__', None) or '' for m in sys.modules.values()]]))"
    )
    done = bare.run(tmp_path, "python", "-c", code)
    assert done.returncode == 0, done.stderr
    ours, path, loaded = json.loads(done.stdout)
    assert Path(ours).is_relative_to(bare.env)
    assert len(loaded) > 100
    assert [each for each in [*path, *loaded] if Path(each).is_relative_to(ROOT)] == []


def test_the_doctor_says_what_it_says_in_the_checkout(bare: Bare, tmp_path: Path) -> None:
    here = run([sys.executable, "-m", "grader", "doctor"], ROOT)
    there = bare.run(tmp_path, "grader", "doctor")
    assert (there.returncode, there.stdout) == (here.returncode, here.stdout), there.stderr
    assert there.returncode == 0


def graded(folder: Path) -> dict[str, tuple[float, dict[str, str]]]:
    lines = json.loads((folder / "results.json").read_text())["submissions"]
    return {each["submission"]: (each["score"], each["exercises"]) for each in lines}


def test_the_sample_class_gets_the_scores_that_it_gets_in_the_checkout(
    bare: Bare, course: Course, tmp_path: Path
) -> None:
    words = ["grade", ROOT / "data" / "submissions", "--jobs", "2", "--seed", "0", "--out"]
    there = bare.run(tmp_path, "grader", *words, tmp_path / "there")
    assert there.returncode == 0, there.stderr
    here = run([sys.executable, "-m", "grader", *words, tmp_path / "here"], ROOT)
    assert here.returncode == 0, here.stderr
    found = graded(tmp_path / "there")
    assert found == graded(tmp_path / "here")
    assert len(found) == 10
    assert (found["student-01"][0], found["student-02"][0]) == (course.points, 0)


def test_a_learner_starts_and_is_checked(bare: Bare, course: Course, tmp_path: Path) -> None:
    done = bare.run(tmp_path, "grader", "start", "course")
    assert done.returncode == 0, done.stderr
    unit = tmp_path / "course" / "unit02_similarity.py"
    before = bare.run(unit.parent, "grader", "check", "l1_distance")
    assert before.returncode == 1, before.stderr
    assert "not written yet" in before.stdout
    unit.write_text(unit.read_text() + "\n\ndef l1_distance(a, b):\n    return (a - b).abs().mean()\n")
    after = bare.run(unit.parent, "grader", "check", "l1_distance")
    assert after.returncode == 0, after.stdout
    assert "not written yet" not in after.stdout


def test_nbgrader_generates_and_autogrades_a_unit(bare: Bare, course: Course, tmp_path: Path) -> None:
    done = bare.run(tmp_path, "grader", "nbgrader", "init", "course")
    assert done.returncode == 0, done.stderr
    made = Class(tmp_path / "course")
    done = bare.run(made.folder, "nbgrader", "generate_assignment", UNIT)
    assert done.returncode == 0, done.stderr
    made.submit("ada", made.solved())
    made.submit("ben", made.solved(is_3="def is_3(x, mean3, mean7):\n    return x"))
    done = bare.run(made.folder, "nbgrader", "autograde", UNIT)
    assert done.returncode == 0, done.stderr
    points = {each.name: each.points for each in course.units[1].exercises}
    assert made.scores("ada") == points
    assert {
        name: points[name] - score for name, score in made.scores("ben").items() if score != points[name]
    }.keys() == {"is_3"}
