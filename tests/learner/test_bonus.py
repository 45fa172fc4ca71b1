"""What a learner hears of the bonus: it is offered last and called one, and nobody is asked for it."""

import io
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course
from grader.learner.progress import next_line, unit_map
from grader.learner.progress_file import Memory
from grader.learner.submit import _outlook
from grader.learner.watch.screen import View, full_screen
from grader.submission.model import Submission

UNIT = "unit11_deeper"


def memory(course: Course, folder: Path, *passed: str, bonus: bool) -> Memory:
    """What is known of all references, the bonus as a stub or written, where the named exercises are known to pass."""
    stub = (course.root / "assignments" / f"{UNIT}.py").read_text(encoding="utf-8")
    work = Submission("mine", {**course.reference, **({} if bonus else {UNIT: stub})}, {})
    found = Memory(folder, course, work)
    for name in passed:
        each = course.exercises[name]
        found.take(ExerciseVerdict(name, each.unit, each.points, (CheckVerdict("c", "is right", "public", Status.PASSED),)))
    return found


def test_the_bonus_is_offered_last_and_called_one(course: Course, tmp_path: Path) -> None:
    some = memory(course, tmp_path, *course.scored[1:], bonus=False)
    assert next_line(some) == "Next: image_to_tensor in unit01_pixels.py"
    done = memory(course, tmp_path, *course.scored, bonus=False)
    assert next_line(done) == (
        "Every exercise that counts passes its public checks. Next: grader submit\n"
        "For whoever wants more, a bonus without points: one_cycle in unit11_deeper.py"
    )
    assert next_line(memory(course, tmp_path, *course.exercises, bonus=True)).startswith("Every exercise passes")


def test_a_single_exercise_is_one(course: Course, tmp_path: Path) -> None:
    first = course.units[0]
    alone = replace(course, units=(replace(first, exercises=first.exercises[:1]),))
    fresh = Memory(tmp_path, alone, Submission("ada", {first.name: (course.root / "assignments" / f"{first.name}.py").read_text()}, {}))
    assert _outlook(fresh) == ["0 of 1 exercise will be graded; 1 is untouched."]
    assert "0 of 1 exercise   0 of " in screen(fresh, first.exercises[0].name)


def test_an_untouched_bonus_is_not_expected(course: Course, tmp_path: Path) -> None:
    without = memory(course, tmp_path, *course.scored, bonus=False)
    assert without.expected() == course.scored
    assert without.bonus() == ""
    assert _outlook(without) == [f"{len(course.scored)} of {len(course.scored)} exercises will be graded; 0 are untouched."]
    begun = memory(course, tmp_path, *course.scored, "one_cycle", bonus=True)
    assert begun.expected() == list(course.exercises)
    assert begun.bonus() == "1 of 5 bonus exercises"
    assert _outlook(begun)[:2] == [
        f"{len(course.scored)} of {len(course.scored)} exercises will be graded; 0 are untouched.",
        "A bonus, without points: one_cycle, OneCycleSGD, ResidualBlock, make_resnet18, train_deeper",
    ]


def test_the_map_says_bonus(course: Course, tmp_path: Path) -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(unit_map(memory(course, tmp_path, *course.scored, bonus=False)))
    *_, questions, deeper = console.export_text().strip().splitlines()
    assert questions.endswith("4 / 4")
    assert deeper.split() == ["11", "Deeper", "(bonus)", "·····", "bonus"]


def test_the_screen_counts_a_bonus_by_itself(course: Course, tmp_path: Path) -> None:
    count, points = len(course.scored), f"{course.points:g} of {course.points:g} points"
    for names, counts in ((course.scored, f"{count} of {count} exercises   {points}"), (course.exercises, f"{points}   5 of 5 bonus")):
        assert counts in screen(memory(course, tmp_path, *names, bonus=len(names) > count), "one_cycle")


def screen(known: Memory, name: str) -> str:
    """What `grader watch` shows at an exercise."""
    out = io.StringIO()
    with full_screen(Console(file=out, force_terminal=True, width=110, height=20, color_system=None)) as show:
        show(View(known, name, None, "", "", False))
    return out.getvalue()
