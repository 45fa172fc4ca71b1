"""The whole path of a new learner, in a terminal, with a kit that holds no solutions and no hidden checks."""

import shutil
from pathlib import Path

import pytest

from grader.authoring.release.expanded import expanded
from grader.course import Course
from tests.conftest import ROOT
from tests.learner.terminal import Terminal

pytestmark = pytest.mark.slow

STUB = "    # Write your code here, then delete the next line.\n    raise NotImplementedError\n"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    """A copy of the project as a learner has it: public checks alone, in which every known mistake is written out."""
    folder = tmp_path_factory.mktemp("kit")
    leave_out = shutil.ignore_patterns("__pycache__", "hidden", "submissions")
    for name in ("grader", "assignments", "checks", "data", "extras"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave_out)
    shutil.copy(ROOT / "course.toml", folder)
    for each in course.exercises.values():
        path = folder / "checks" / "public" / each.unit / f"check_{each.name}.py"
        path.write_text(expanded(path.read_text(), path.name, course.reference[each.unit], each.name))
    return folder


def write(unit: Path, *bodies: str) -> None:
    """Fill the first gaps of a stub."""
    text = (ROOT / "assignments" / unit.name).read_text()
    for body in bodies:
        text = text.replace(STUB, f"    {body}\n", 1)
    unit.write_text(text)


def test_from_start_to_submit(kit: Path, tmp_path: Path, course: Course) -> None:
    def typed(*arguments: str, status: int = 0, folder: Path | None = None) -> str:
        with Terminal(folder or tmp_path / "course", *arguments, PYTHONPATH=str(kit)) as terminal:
            assert terminal.end() == status, terminal.text
            terminal.until("")
            assert "Traceback" not in terminal.raw.decode()
            return " ".join(terminal.text.split())

    (tmp_path / "course" / "mnist_sample").mkdir(parents=True)  # which spares the writing of 5,000 pictures
    assert "Your course is in course. Open unit01_pixels.py there" in typed("start", "course", folder=tmp_path)
    unit = tmp_path / "course" / "unit02_similarity.py"
    l1, rmse = "return (a - b).abs().mean()", "return ((a - b) ** 2).mean().sqrt()"

    assert "mnist_distance is not written yet." in typed("check", "mnist_distance", status=1)

    write(unit, l1, rmse, "return (a - b).abs().mean()", "return mnist_distance(x, mean3) < mnist_distance(x, mean7)")
    seen = typed("check", "mnist_distance", "is_3", status=1)
    assert "Expected shape [25]; got a single number." in seen
    assert "You averaged over the images too: a batch of n images needs n distances" in seen  # the mistake is named
    assert "Judged once mnist_distance is right, for it stands on that." in seen  # there is nothing to stand in for it

    assert "Hint 1 of 3: A stack of n images needs n distances." in typed("hint", "mnist_distance")
    assert "Hint 2 of 3:" in typed("hint", "mnist_distance")

    right = "return (a - b).abs().mean((-1, -2))"
    write(unit, l1, rmse, right, "return mnist_distance(x, mean3) > mnist_distance(x, mean7)")
    seen = typed("check", "mnist_distance", "is_3", status=1)
    assert "● is the mean absolute difference" in seen
    assert "It looks as if the comparison is the wrong way round" in seen  # found over the learner's own functions

    write(unit, l1, rmse, right, "return mnist_distance(x, mean3) < mnist_distance(x, mean7)")
    assert "✗" not in typed("check", "mnist_distance", "is_3")
    assert f"6 of {course.points:g} points on the public checks." in typed("progress")
    count = len(course.scored)
    assert f"4 of {count} exercises will be graded; {count - 4} are untouched." in typed("submit")
    assert (tmp_path / "course" / "submission.zip").is_file()


def test_the_kit_holds_no_answers(kit: Path) -> None:
    assert not (kit / "solutions").exists()
    assert not (kit / "checks" / "hidden").exists()
    assert not any("BEGIN SOLUTION" in path.read_text() for path in kit.glob("assignments/*.py"))
