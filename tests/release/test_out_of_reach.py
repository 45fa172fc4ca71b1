"""A learner's code in an environment where both wheels are installed reads nothing of the course, whichever way workers start."""

import json
import shutil
from pathlib import Path

import pytest

from grader import VARIABLE
from grader.course import Course
from grader.grading import record
from grader.worker.lockdown import landlock, seccomp
from tests.conftest import ROOT
from tests.hostile.attack import load
from tests.release.conftest import Install, run

pytestmark = [
    pytest.mark.security,
    pytest.mark.slow,
    pytest.mark.skipif(
        landlock.abi() == 0 or seccomp.program() is None,
        reason="there is no Landlock or no seccomp here: the attacks would succeed",
    ),
]
ATTACKED = "mnist_distance"


@pytest.fixture
def work(course: Course, tmp_path: Path) -> Path:
    """A submission with the attack behind the reference, and the folder `outside`, which the attack would write to."""
    (attack,) = [each for each in load() if each.id == "stealing_installed_courses"]
    for name in ("work", "outside"):
        (tmp_path / name).mkdir()
    (tmp_path / "work" / f"{attack.unit}.py").write_text(f"{course.reference[attack.unit]}\n\n{attack.source}")
    (tmp_path / "work" / "target.py").write_text(f"KIT = '/'\nOUTSIDE = {str(tmp_path / 'outside')!r}\n")
    return tmp_path / "work"


def test_without_a_sandbox_the_course_is_found(install: Install, work: Path) -> None:
    code = "from unit02_similarity import attack; print(attack().__file__)"
    done = run(install("+instructor") / "python", "-c", code, cwd=work)
    assert done.stdout.strip().endswith("/site-packages/course_mnist_basics/solutions/unit02_similarity.py"), done.stderr
    assert (work.parent / "outside" / "stolen.py").exists()


@pytest.mark.parametrize("workers", ["fork", "spawn"])
@pytest.mark.parametrize("where", ["installed", "working folder", "temporary folder"])
def test_it_gets_what_it_earned(install: Install, work: Path, course: Course, where: str, workers: str) -> None:
    """The course lies among the libraries, in the folder where the command is called, or elsewhere."""
    chosen = {}
    if where != "installed":
        folder = work.parent / ("course" if where == "working folder" else "elsewhere/course")
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "grader", "build", "out"))
        chosen[VARIABLE] = folder
    around = {"GRADER_WORKERS": workers, **chosen}
    done = run(install("+instructor") / "grader", "grade", "work", "--out", "out", "--seed", 0, cwd=work.parent, **around)
    assert done.returncode == 0, done.stderr
    (line,) = json.loads((work.parent / "out" / "results.json").read_text())["submissions"]
    result = json.loads((work.parent / "out" / line["result"]).read_text())
    earned = {each["name"]: each["points"] for each in result["exercises"] if each["unit"] == "unit02_similarity"}
    expected = {each.name: 0.0 if each.name == ATTACKED else each.points for each in course.units[1].exercises}
    assert earned == expected
    (attacked,) = [each for each in result["exercises"] if each["name"] == ATTACKED]
    assert {check["status"] for check in attacked["checks"]} == {"failed", "not_checked"}
    assert "'NoneType' object has no attribute 'mnist_distance'" in record.message(attacked["checks"][0])  # it looked everywhere
    assert list((work.parent / "outside").iterdir()) == []
