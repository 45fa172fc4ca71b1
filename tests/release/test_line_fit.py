"""examples/line_fit, released and installed by others: a learner's life with it, the class's grades, and Gradescope's."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.release.conftest import LENT, LINE_FIT, borrow, environment, named, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def learner(line_fit: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a learner's environment."""
    return environment(tmp_path_factory.mktemp("learner"), line_fit, "+learner")


@pytest.fixture(scope="module")
def begun(learner: Path, line_fit: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The learner's zip, unpacked, with `grader start .` done in it and both units solved."""
    home = tmp_path_factory.mktemp("home")
    (home / "kit.zip").write_bytes(named(line_fit, "learner/line-fit")[1])
    shutil.unpack_archive(home / "kit.zip", home)
    folder = home / "line-fit"
    done = run(learner / "grader", "start", ".", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Kept what was there: 5 of 5 files were left as they are.\n")
    for unit in ("unit1_line", "unit2_descent"):
        shutil.copy(LINE_FIT / "solutions" / f"{unit}.py", folder)
    return folder


def test_the_zip_speaks_of_this_course_alone(begun: Path) -> None:
    page = (begun / "INSTALL.md").read_text()
    assert page.startswith("# Fit a line: how to begin\n")
    assert "    python -m pip install kit/exercise_grader-0.1.0-py3-none-any.whl kit/course_line_fit-0.1.0+learner-py3-none-any.whl\n" in page
    assert "`unit1_line.py`" in page
    words = "".join(path.read_text() for path in (begun / "INSTALL.md", begun / ".gitignore", *begun.glob(".github/workflows/*")))
    assert [word for word in ("mnist", "MNIST", "digit", "<%") if word in words] == []


def test_nothing_of_the_instructors_files_speaks_of_another_course(line_fit: dict[str, bytes]) -> None:
    for name in ("instructor/Containerfile", "instructor/.github/workflows/grade.yml"):
        text = line_fit[name].decode()
        assert [word for word in ("mnist", "MNIST", "digit", "<%") if word in text] == [], name
    assert b"podman build -t line-fit-grader instructor/" in line_fit["instructor/Containerfile"]


def test_a_learner_checks_and_hands_in_and_an_instructor_grades(
    begun: Path, learner: Path, line_fit: dict[str, bytes], tmp_path: Path
) -> None:
    done = run(learner / "grader", "check", cwd=begun)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 of 8 exercises pass the public checks." in done.stdout
    done = run(learner / "grader", "submit", cwd=begun)
    assert done.returncode == 0, done.stderr
    (tmp_path / "class").mkdir()
    shutil.copy(begun / "submission.zip", tmp_path / "class" / "ada.zip")
    (tmp_path / "class" / "ben").mkdir()
    slip = (LINE_FIT / "solutions" / "unit1_line.py").read_text().replace("return velocity - predict(", "return -velocity + predict(")
    (tmp_path / "class" / "ben" / "unit1_line.py").write_text(slip)
    instructor = environment(tmp_path / "installed", line_fit, "+instructor")
    done = run(instructor / "grader", "grade", "class", "--out", "out", "--seed", 1, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    scores = {each["submission"]: each["score"] for each in lines}
    assert scores["ada"] == 24
    assert 1 <= scores["ben"] < 8
    result = json.loads((tmp_path / "out" / "submissions" / "ben" / "result.json").read_text())
    assert {check["visibility"] for each in result["exercises"] for check in each["checks"]} == {"public", "hidden"}


def test_gradescope(line_fit: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "gradescope.zip").write_bytes(named(line_fit, "gradescope")[1])
    shutil.unpack_archive(tmp_path / "gradescope.zip", tmp_path / "source")
    borrow(tmp_path / "venv")
    around = {"AUTOGRADER_ROOT": tmp_path, "AUTOGRADER_PYTHON": sys.executable, **LENT}
    done = run("bash", tmp_path / "source" / "setup.sh", cwd=tmp_path, **around)
    assert done.returncode == 0, done.stderr
    shutil.copytree(LINE_FIT / "solutions", tmp_path / "submission", ignore=shutil.ignore_patterns("styles", "README.md"))
    done = run("bash", tmp_path / "source" / "run_autograder", cwd=tmp_path, AUTOGRADER_ROOT=tmp_path)
    assert done.stdout == "The grader ended with status 0.\n"
    content = json.loads((tmp_path / "results" / "results.json").read_text())
    assert (content["score"], len(content["tests"])) == (24, 8)
