"""The learner's commands: start, check, hint, as they are typed."""

from pathlib import Path

from grader.course import Course
from tests.learner.conftest import grader
from tests.processes import CLONE


def test_start_makes_the_stubs_and_the_chapters_folders(begun: Path, course: Course) -> None:
    for path in course.modules("assignments"):
        assert (begun / path.name).read_bytes() == path.read_bytes()
    counts = {
        str(each.relative_to(begun)): len(list(each.iterdir())) for each in sorted(begun.glob("mnist_sample/*/*"))
    }
    assert counts == {
        f"mnist_sample/{part}/{digit}": n for part, n in (("train", 400), ("valid", 100)) for digit in range(10)
    }


def test_start_never_overwrites_work(work: Path) -> None:
    (work / "unit02_similarity.py").write_text("my work")
    (work / "mnist_sample").mkdir()  # which spares the writing of 5,000 pictures
    (work / "demo.py").unlink()
    done = grader(work.parent, "start", "work")
    assert done.returncode == 0
    assert (work / "unit02_similarity.py").read_text() == "my work"
    assert (work / "demo.py").exists()
    assert "Kept what was there: 13 of 14 files were left as they are." in done.stdout


def test_start_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    done = grader(tmp_path, "start", "taken")
    assert (done.returncode, done.stderr) == (2, f"{CLONE}taken cannot be used: give another folder.\n")


def test_check_stops_at_the_first_that_is_not_right(work: Path) -> None:
    done = grader(work, "check")
    assert done.returncode == 1
    assert done.stdout.count("More: grader hint") == 1
    assert " is not written yet." in done.stdout
    assert done.stdout.splitlines()[-1].startswith("0 of ")


def test_check_judges_a_later_exercise_by_sound_earlier_ones(work: Path, course: Course) -> None:
    (work / "unit04_loss.py").write_text(
        course.reference["unit04_loss"] + "\n\ndef mnist_loss(predictions, targets):\n    return 0\n"
    )
    (work / "unit05_training.py").write_text(course.reference["unit05_training"])
    done = grader(work, "check", "calc_grad", "--show")
    assert done.returncode == 0
    assert "No picture of unit05_training yet." in done.stdout  # which is their own work, mnist_loss and all


def test_check_knows_no_such_exercise(work: Path) -> None:
    done = grader(work, "check", "mnist_distence")
    assert (done.returncode, done.stderr) == (
        2,
        f"{CLONE}There is no exercise mnist_distence. Did you mean mnist_distance?\n",
    )


def test_hints_come_one_by_one_and_then_say_where_to_read(work: Path, course: Course) -> None:
    hints = course.exercises["is_3"].hints
    for number in (1, 2):
        first, second = (
            grader(work, "hint", "is_3").stdout.split("\n", 1)[0],
            f"Hint {number} of 3: {hints[number - 1]}",
        )
        assert second.startswith(first)
    last = " ".join(grader(work, "hint", "is_3").stdout.split())
    assert last == " ".join(f"Hint 3 of 3: {hints[2]} Read on: {course.exercises['is_3'].reading}".split())


def test_a_hint_where_the_memory_is_broken(work: Path) -> None:
    (work / ".grader").mkdir()
    (work / ".grader" / "hints.json").write_text('{"is_3": "x", "other": -5}')
    assert grader(work, "hint", "is_3").stdout.startswith("Hint 1 of 3: ")


def test_a_hint_that_is_not_the_last(work: Path) -> None:
    assert grader(work, "hint", "is_3").stdout.splitlines()[-1] == "Run the same command again for the next hint."
    assert grader(work, "hint", "zzz").stderr == f"{CLONE}There is no exercise zzz. The units list them all.\n"


def test_a_hint_for_no_such_exercise(work: Path) -> None:
    done = grader(work, "hint", "is_33")
    assert (done.returncode, done.stderr) == (2, f"{CLONE}There is no exercise is_33. Did you mean is_3?\n")
