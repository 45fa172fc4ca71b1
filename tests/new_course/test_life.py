"""The course that `grader new-course` makes, through its life: begun, checked, watched, seen, handed in, graded, extended, released."""

import json
import shutil
from pathlib import Path

import pytest

from grader import course as courses
from tests.learner.conftest import grader
from tests.learner.terminal import Terminal
from tests.typed import typed

pytestmark = pytest.mark.slow

RIGHT = "    return slope * weight + start\n"
WRONG = "    return slope * weight\n"
STUB = "    # Write your code here, then delete the next line.\n    raise NotImplementedError\n"
SENTENCE = "The line begins at its start, not at 0: add the start."


def check(work: Path, course: Path) -> tuple[int, list[str]]:
    """The exit status of `grader check` and its lines."""
    done = grader(work, "check", "--course", str(course))
    return done.returncode, done.stdout.splitlines()


@pytest.fixture
def work(toy: Path, tmp_path: Path) -> Path:
    """What a learner begins with."""
    done = grader(tmp_path, "start", "work", "--course", str(toy))
    assert done.stdout.splitlines() == [
        "Your course is in work. Open unit1_line.py there and read down to the first exercise.",
        f"Write your lines, then run:  cd work  and  grader check --course {toy}",
        f"Stuck? Run:  grader hint NAME --course {toy}",
    ]
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["README.md", "unit1_line.py"]
    return tmp_path / "work"


def solved(toy: Path, predict: str = RIGHT) -> str:
    """The unit, with this body of `predict`."""
    text = (toy / "solutions" / "unit1_line.py").read_text()
    assert text.count(RIGHT) == 1
    return text.replace(RIGHT, predict)


def test_a_stub_wrong_and_right_work_are_checked(toy: Path, work: Path) -> None:
    status, lines = check(work, toy)
    assert (status, lines[2]) == (1, "      predict is not written yet.")
    (work / "unit1_line.py").write_text(solved(toy, WRONG))
    status, lines = check(work, toy)
    assert status == 1
    assert f"      {SENTENCE}" in lines
    (work / "unit1_line.py").write_text(solved(toy))
    status, lines = check(work, toy)
    assert (status, lines[:3]) == (0, ["● predict", "● fit_line", "2 of 2 exercises pass the public checks."])


def test_every_save_is_judged(toy: Path, work: Path) -> None:
    unit = work / "unit1_line.py"
    with Terminal(work, "watch", "--course", str(toy)) as terminal:
        terminal.until("Toy", "0 of 2 exercises 0 of 3 points", "predict is not written yet.")
        unit.write_text(solved(toy, WRONG))
        terminal.until("✗ gives the length at each weight", SENTENCE)
        unit.write_text(solved(toy))
        terminal.until("Every exercise passes its public checks. Next: grader submit", "2 of 2 exercises 3 of 3 points")
        terminal.press("q")
        assert terminal.end() == 0
    assert "Traceback" not in terminal.raw.decode()


def test_the_picture_is_of_the_learners_own_line(toy: Path, work: Path) -> None:
    done = grader(work, "show", "line", "--course", str(toy))
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "No picture of unit1_line yet."
    (work / "unit1_line.py").write_text(solved(toy) + "\n\ndef fit_line(weight, length):\n    return float('nan'), 1.0\n")
    done = grader(work, "show", "line", "--course", str(toy))
    assert (done.returncode, done.stdout) == (1, "The picture needs two numbers from fit_line. See: grader check fit_line\n")
    (work / "unit1_line.py").write_text(solved(toy))
    done = grader(work, "show", "line", "--course", str(toy))
    assert (done.returncode, done.stdout) == (0, "Saved pictures/unit1_line/line.png\n")
    assert (work / "pictures" / "unit1_line" / "line.png").stat().st_size > 1000


def test_a_class_is_graded_with_two_jobs_and_gets_its_pages(toy: Path, tmp_path: Path) -> None:
    for name, text in (("right", solved(toy)), ("wrong", solved(toy, WRONG)), ("untouched", (toy / "assignments" / "unit1_line.py").read_text())):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "unit1_line.py").write_text(text)
    done = grader(tmp_path, "grade", "class", "--out", "out", "--jobs", "2", "--seed", "1", "--course", str(toy))
    assert done.returncode == 0, done.stdout + done.stderr
    lines = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
    assert {each["submission"]: each["score"] for each in lines} == {"right": 3, "wrong": 2, "untouched": 0}
    assert f"      {SENTENCE}" in done.stdout.splitlines()
    done = typed("report", "out", "--out", "pages", "--learner", "--pictures", "--course", toy, cwd=tmp_path)
    assert done.stdout.splitlines() == ["wrote pages/right.html", "wrote pages/untouched.html", "wrote pages/wrong.html"]
    assert "Your line through the measured lengths" in (tmp_path / "pages" / "right.html").read_text()


def test_it_becomes_an_nbgrader_course(toy: Path, tmp_path: Path) -> None:
    pytest.importorskip("nbgrader")
    done = typed("nbgrader", "init", "nb", "--course", toy, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "Next:  cd nb  and  nbgrader generate_assignment unit1_line"
    assert [path.name for path in (tmp_path / "nb" / "source").rglob("*.ipynb")] == ["unit1_line.ipynb"]
    assert 'c.CourseDirectory.course_id = "toy"\n' in (tmp_path / "nb" / "nbgrader_config.py").read_text()


def test_an_exercise_is_added(toy: Path, tmp_path: Path) -> None:
    root = tmp_path / "toy"
    shutil.copytree(toy, root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = typed("new-exercise", "unit1_line", "errors", "--after", "predict", "--course", root, cwd=root)
    assert done.returncode == 0, done.stderr
    changed = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file() and before.get(path) != path.read_bytes())
    assert changed == ["checks/hidden/unit1_line/check_errors.py", "checks/public/unit1_line/check_errors.py", "course.toml", "solutions/unit1_line.py"]
    assert list(courses.load(root).exercises) == ["predict", "errors", "fit_line"]
    done = typed("verify", "errors", "--seeds", "1", "--course", root, cwd=root)
    assert done.returncode == 1
    assert "✗ assignments/unit1_line.py is out of date: run `grader dev stubs`" in done.stdout.splitlines()


def test_it_is_released(toy: Path, tmp_path: Path) -> None:
    shutil.copytree(toy, tmp_path / "toy")
    done = grader(tmp_path, "release", "--course", "toy", "--out", "dist")
    assert done.returncode == 0, done.stderr
    assert [path.name.partition("-")[0] for path in (tmp_path / "dist" / "learner").glob("course_*.whl")] == ["course_toy"]
