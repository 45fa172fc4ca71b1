"""What is remembered between two checks: void after an edit of the code in question, and after no other."""

import json
import re
from pathlib import Path

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course
from grader.learner.keys import is_untouched, key
from grader.learner.progress import next_line
from grader.learner.progress_file import Memory
from grader.submission.model import Submission, read
from tests.learner.conftest import Run

UNIT = "unit02_similarity"


@pytest.fixture
def source(course: Course) -> str:
    return course.reference[UNIT]


def keys(course: Course, text: str) -> dict[str, str]:
    work = Submission("mine", {**course.reference, UNIT: text}, {})
    return {name: key(course, work, name) for name in ("l1_distance", "mnist_distance", "is_3", "nearest_ideal_digit")}


def changed(course: Course, before: str, after: str) -> set[str]:
    old, new = keys(course, before), keys(course, after)
    return {name for name in old if old[name] != new[name]}


def test_an_edit_elsewhere_changes_nothing(course: Course, source: str) -> None:
    assert changed(course, source, source + "\n\n# a comment\n\n\ndef unused():\n    return 1\n") == set()
    assert (
        changed(course, source, source.replace('if __name__ == "__main__":', 'if __name__ == "__main__":\n    print()'))
        == set()
    )


def test_an_edit_of_the_code_changes_it_and_what_stands_on_it(course: Course, source: str) -> None:
    assert changed(course, source, source + "\n\ndef l1_distance(a, b):\n    return 0\n") == {"l1_distance"}
    mine = source + "\n\ndef mnist_distance(a, b):\n    return 0\n"
    assert changed(course, source, mine) == {"mnist_distance", "is_3", "nearest_ideal_digit"}


def test_an_edit_of_a_helper_or_an_import_changes_what_uses_it(course: Course, source: str) -> None:
    helped = source + "\n\ndef half(x):\n    return x / 2\n\n\ndef l1_distance(a, b):\n    return half(a)\n"
    assert changed(course, helped, helped.replace("x / 2", "x / 3")) == {"l1_distance"}
    assert changed(course, source, "import math\n" + source) >= {"l1_distance", "mnist_distance", "is_3"}


def test_a_file_that_cannot_be_parsed_changes_all_of_it(course: Course, source: str) -> None:
    broken = source + "\ndef f(:\n"
    assert changed(course, broken, broken + "\n") == {"l1_distance", "mnist_distance", "is_3", "nearest_ideal_digit"}


def test_untouched_is_what_the_stub_says(course: Course) -> None:
    stub = (course.root / "assignments" / f"{UNIT}.py").read_text()
    for text, expected in (
        (stub, True),
        (stub.replace("# Write your code here, then delete the next line.", ""), True),
        ("x = 1", True),
        (stub.replace("raise NotImplementedError", "return 0"), False),
        ("def f(:", False),
    ):
        assert is_untouched(course, Submission("mine", {UNIT: text}, {}), "is_3") is expected
    assert is_untouched(course, Submission("mine", {}, {}), "is_3")
    assert not is_untouched(course, Submission("mine", {}, {UNIT: "unit02_similarity.py is 3 MiB large."}), "is_3")


def verdict(name: str, status: Status) -> ExerciseVerdict:
    return ExerciseVerdict(name, UNIT, 2, (CheckVerdict("check", "is right", "public", status),))


def test_what_passed_is_remembered_until_it_changes(course: Course, source: str, tmp_path: Path) -> None:
    work = Submission("mine", {**course.reference}, {})
    memory = Memory(tmp_path, course, work)
    assert memory.next() == "image_to_tensor"
    for name in course.exercises:
        memory.take(verdict(name, Status.PASSED))
    memory.save()
    assert next_line(Memory(tmp_path, course, work)) == "Every exercise passes its public checks. Next: grader submit"
    edited = Submission("mine", {**course.reference, UNIT: source + "\n\ndef l1_distance(a, b):\n    return 0\n"}, {})
    again = Memory(tmp_path, course, edited)
    assert next_line(again) == "Next: l1_distance in unit02_similarity.py"
    assert (again.status("l1_distance"), again.points("l1_distance")) == (Status.NOT_CHECKED, 0)
    assert (again.status("is_3"), again.points("is_3")) == (Status.PASSED, 2)


def test_a_verdict_on_a_broken_file_is_no_news(course: Course, source: str, tmp_path: Path) -> None:
    memory = Memory(tmp_path, course, Submission("mine", dict(course.reference), {}))
    memory.take(verdict("is_3", Status.PASSED))
    memory.save()
    broken = Memory(tmp_path, course, Submission("mine", {**course.reference, UNIT: source + "\ndef f(:\n"}, {}))
    broken.take(verdict("is_3", Status.FAILED))
    broken.save()
    assert Memory(tmp_path, course, Submission("mine", dict(course.reference), {})).status("is_3") is Status.PASSED


@pytest.mark.parametrize(
    "content", ["", "[]", '{"is_3": 3}', '{"is_3": {"key": "x", "status": "best", "points": 9}}', "[" * 99]
)
def test_a_memory_that_is_broken_is_empty(course: Course, tmp_path: Path, content: str) -> None:
    (tmp_path / ".grader").mkdir()
    (tmp_path / ".grader" / "progress.json").write_text(content)
    assert Memory(tmp_path, course, Submission("mine", {}, {})).entries == {}


def test_a_folder_that_cannot_be_written_to_does_no_harm(course: Course, tmp_path: Path) -> None:
    (tmp_path / ".grader").write_text("a file where the folder should be")
    Memory(tmp_path, course, Submission("mine", {}, {})).save()


def test_progress_as_it_is_typed(work: Path, course: Course, run: Run) -> None:
    (work / f"{UNIT}.py").write_text(course.reference[UNIT])
    memory = Memory(work, course, Submission("work", {**course.reference, UNIT: course.reference[UNIT]}, {}))
    memory.take(verdict("is_3", Status.PASSED))
    memory.save()
    done = run(work, "progress")
    assert done.returncode == 0
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    first, second, *_ = course.units
    marks = "".join("●" if each.name == "is_3" else "–" for each in second.exercises)
    worth = [sum(each.points for each in unit.exercises) for unit in (first, second)]
    cells = [re.split(r"\s{2,}", line) for line in lines[:2]]
    assert cells[0] == ["1", "An image is numbers", "·" * len(first.exercises), f"0 / {worth[0]:g}"]
    assert cells[1] == ["2", "Pixel similarity", marks, f"2 / {worth[1]:g}"]
    assert lines[-2:] == [
        f"2 of {course.points:g} points on the public checks. Your instructor's checks are stricter.",
        "Next: image_to_tensor in unit01_pixels.py",
    ]
    assert json.loads((work / ".grader" / "progress.json").read_text())["is_3"]["status"] == "passed"


def test_a_check_when_all_is_known_to_be_right(work: Path, course: Course, run: Run) -> None:
    for name in course.reference:
        (work / f"{name}.py").write_text(course.reference[name])
    memory = Memory(work, course, read(work, course))
    for name in course.exercises:
        memory.take(verdict(name, Status.PASSED))
    memory.save()
    done = run(work, "check")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{len(course.scored)} of {len(course.scored)} exercises, and 5 of 5 bonus exercises pass the public checks.",
        "All of them are right. Hand them in with: grader submit",
    ]
