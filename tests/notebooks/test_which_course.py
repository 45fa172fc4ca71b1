"""A course folder remembers its course: `grader nbgrader` and plain `nbgrader` take it, wherever they are called."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import CourseError
from grader.notebooks.nbgrader.remembered import find_remembered, said
from tests.finding.conftest import LINE_FIT, ROOT
from tests.notebooks.conftest import Class
from tests.processes import finish

UNIT = "unit1_line"
WRONG = "def residuals(distance, velocity, slope):\n    return distance\n"


def grader(*words: object, cwd: Path, **around: object) -> subprocess.CompletedProcess[str]:
    return finish(sys.executable, "-m", "grader", "nbgrader", *words, cwd=cwd, **around)


def nbgrader(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """nbgrader's own command, in a course folder, in a process that nobody told of a course."""
    return finish(sys.executable, "-m", "nbgrader", *words, cwd=folder, PYTHONPATH=ROOT)


def copied(folder: Path) -> Path:
    """The second course, elsewhere."""
    shutil.copytree(LINE_FIT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.slow
def test_every_command_of_a_course_folder_takes_its_course(tmp_path: Path) -> None:
    course, nb = copied(tmp_path / "line"), tmp_path / "nb"
    done = grader("init", "nb", "--course", "line", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "Course: Fit a line (--course line)\n")
    assert f"\nconfigure(c, course={str(course)!r})\n" in (nb / "nbgrader_config.py").read_text()
    line = "Course: Fit a line (nb/nbgrader_config.py)\n"
    done = grader("update", "nb", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, line)
    made = nbgrader(nb, "generate_assignment", UNIT)
    assert made.returncode == 0, made.stderr
    handed_in = Class(nb, UNIT)
    handed_in.submit("ada", handed_in.solved())
    handed_in.submit("bob", handed_in.solved(residuals=WRONG))
    handed_in.submit("cleo", handed_in.solved(), "mine.ipynb")  # found by the names of the course's cells
    done = grader("autograde", "nb", UNIT, "--jobs", "2", cwd=tmp_path, GRADER_COURSE=tmp_path)
    assert (done.returncode, done.stderr) == (0, f"{line}mine.ipynb was taken for {UNIT}.ipynb, which is missing.\n"), done.stdout
    parallel = {student: handed_in.scores(student) for student in ("ada", "bob", "cleo")}
    assert parallel["ada"] == parallel["cleo"]
    assert set(parallel["ada"]) == {"predict", "residuals", "mse", "least_squares"}
    assert sum(parallel["ada"].values()) == 8
    assert parallel["bob"]["residuals"] < parallel["ada"]["residuals"]
    alone = nbgrader(nb, "autograde", UNIT, "--force")
    assert alone.returncode == 0, alone.stderr
    assert {student: handed_in.scores(student) for student in parallel} == parallel

    course.rename(tmp_path / "moved")
    sentence = f"{{}}nbgrader_config.py names {course}, which holds no course.toml: name the folder of a course, or the id of an installed one.\n"
    done = grader("autograde", "nb", UNIT, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence.format("nb/"))
    alone = nbgrader(nb, "autograde", UNIT, "--force")
    assert (alone.returncode, alone.stderr.splitlines()[-1]) == (1, sentence.format("").strip())
    assert "Traceback" not in alone.stderr


@pytest.mark.slow
@pytest.mark.security
def test_a_course_that_a_learner_hands_in_is_never_taken(tmp_path: Path) -> None:
    nb = tmp_path / "nb"
    assert grader("init", "nb", "--course", LINE_FIT, cwd=tmp_path).returncode == 0
    assert nbgrader(nb, "generate_assignment", UNIT).returncode == 0
    handed_in = Class(nb, UNIT)
    folder = handed_in.submit("mallory", handed_in.solved())
    shutil.copyfile(LINE_FIT / "course.toml", folder / "course.toml")
    stolen = tmp_path / "stolen"
    for name in ("checks", "extras"):
        (folder / name).mkdir()
        for file in ("__init__", "given"):
            (folder / name / f"{file}.py").write_text(f"open({str(stolen)!r}, 'w')\n")
    for cwd, path in ((folder, "../../.."), (folder.parent, "../.."), (nb, ".")):
        done = grader("autograde", path, UNIT, "--force", cwd=cwd, PYTHONPATH=ROOT)
        assert (done.returncode, done.stderr.splitlines()[0]) == (0, f"Course: Fit a line ({Path(path) / 'nbgrader_config.py'})")
        assert sum(handed_in.scores("mallory").values()) == 8
    assert nbgrader(nb, "autograde", UNIT, "--force").returncode == 0
    assert not stolen.exists()

    config = nb / "nbgrader_config.py"
    config.write_text(config.read_text().replace(str(LINE_FIT), str(folder)))
    done = grader("autograde", "nb", UNIT, "--force", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[1:] == [
        f"The course in {folder} lies inside {nb / 'submitted'}, which is to be graded: its checks could be a learner's own.",
        "Grade the submissions alone, or name a course that lies elsewhere by --course.",
    ]
    alone = nbgrader(nb, "autograde", UNIT, "--force")
    assert alone.returncode == 1
    assert f"The course in {folder} lies inside {nb / 'submitted'}, which is to be graded" in alone.stderr
    assert not stolen.exists()


def test_what_a_configuration_says(tmp_path: Path) -> None:
    config = tmp_path / "nbgrader_config.py"
    assert said(tmp_path) == ""
    for text, course in (
        ("configure(c)\n", ""),
        ("configure(c, course='line-fit')\n", "line-fit"),
        ("if True:\n    configure(c, course='/some/where')\nother(course='no')\n", "/some/where"),
        ("# configure(c, course='no')\n", ""),
        ("this is no Python\n", ""),
        ("place = '/x'\nconfigure(c, course=place)\n", ""),
    ):
        config.write_text(text)
        assert said(tmp_path) == course


def test_the_option_may_not_name_another_course(tmp_path: Path) -> None:
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f"configure(c, course={str(LINE_FIT)!r})\n")
    assert find_remembered(tmp_path, "").root == find_remembered(tmp_path, str(LINE_FIT)).root == LINE_FIT
    with pytest.raises(CourseError) as raised:
        find_remembered(tmp_path, str(ROOT))
    assert str(raised.value) == (
        f"{config} names the course {LINE_FIT}, and --course names {ROOT}.\n"
        "Leave --course out, or change that line: its sources and its gradebook are of that course."
    )
    assert find_remembered(tmp_path / "new", str(ROOT)).root == ROOT


@pytest.mark.slow
def test_a_course_that_the_configuration_works_out_must_be_named(tmp_path: Path) -> None:
    """Which course the line names, the configuration alone knows."""
    nb = tmp_path / "nb"
    assert grader("init", "nb", "--course", LINE_FIT, cwd=tmp_path).returncode == 0
    config = nb / "nbgrader_config.py"
    config.write_text(config.read_text().replace(f"course={str(LINE_FIT)!r}", f"course=str({str(LINE_FIT)!r})"))
    done = grader("autograde", "nb", UNIT, cwd=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[1:]) == (
        2, [f"nb/nbgrader_config.py sets up the course in {LINE_FIT}: name it here, too, by --course {LINE_FIT}."],
    )  # fmt: skip
