"""Puts every mutant of an exercise through its checks: caught by one, listed as equivalent with a reason, or survived."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from grader.authoring.mutation.mutants import Mutant, mutants
from grader.authoring.styles import Style
from grader.course import Course, CourseError, Exercise
from grader.grading.judge import Judge
from grader.sandbox.failures import SandboxError
from grader.submission.model import Submission

SECONDS = 5.0  # of processor time for one call: what ends later is caught
EVERY = "every mutant"  # listed in place of a pattern where the learner chooses freely, so that a change is another right answer
EQUIVALENT = "solutions/styles/*/equivalent.toml"


@dataclass
class Tally:
    """What became of an exercise's mutants; of those that survived, the style and the change."""

    caught: int = 0
    equivalent: int = 0
    survived: list[tuple[str, Mutant]] = field(default_factory=list)
    left_out: str = ""  # why nothing was changed at all
    unused: list[str] = field(default_factory=list)  # equivalent ones that are listed, and are caught or no longer there

    @property
    def all(self) -> int:
        return self.caught + self.equivalent + len(self.survived)


def answers(course: Course, exercise: str, others: list[Style]) -> dict[str, str]:
    """The texts of all right answers by what they are called: the solution's own, and those in other styles."""
    text = course.reference[course.exercises[exercise].unit]
    (own,) = [each for each in ast.parse(text).body if getattr(each, "name", "") == exercise]
    return {"the solution": ast.unparse(own), **{each.title: each.text for each in others}}


def equivalents(course: Course) -> dict[str, dict[str, str]]:
    """Changes of each exercise that make no difference to what is asked for, as regular expressions, with the reason of each.

    Raises CourseError.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(course.root.glob(EQUIVALENT)):
        name, unit = path.relative_to(course.root).as_posix(), path.parent.name
        if unit not in {each.name for each in course.units}:  # leftovers.py names it
            continue
        try:
            listed = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise CourseError(f"{name}: {error}") from None
        if unknown := sorted(each for each in listed if each not in course.exercises or course.exercises[each].unit != unit):
            raise CourseError(f"{name} names {', '.join(unknown)}, which {unit} does not have: rename it there, or take it out.")
        found |= {each: {change: str(reason) for change, reason in changes.items()} for each, changes in listed.items()}
    return found


def trial(judge: Judge, exercise: str, others: list[Style], listed: dict[str, str], most: int = 0) -> Tally:
    """Judge all mutants of an exercise, or at most so many of them, evenly spread."""
    if EVERY in listed:
        return Tally(left_out=listed[EVERY])
    tally, met = Tally(), set()
    texts = answers(judge.course, exercise, others)
    made = [(title, mutant) for title, text in texts.items() for mutant in mutants(text)]
    step = -(-len(made) // most) if most else 1
    for title, mutant in made[::step]:
        if is_caught(judge, exercise, mutant.text):
            tally.caught += 1
        elif reason := _reason(listed, title, mutant):
            tally.equivalent += 1
            met.add(reason)
        else:
            tally.survived.append((title, mutant))
    judge.replayer.close()
    if step == 1:
        tally.unused = [each for each in listed if each not in met]
    return tally


def _reason(listed: dict[str, str], title: str, mutant: Mutant) -> str:
    """Under which pattern the change is listed: for one style, or for all of them; "" where it is not."""
    names = (mutant.name, f"{title}: {mutant.name}")
    return next((each for each in listed if any(re.fullmatch(each, name) for name in names)), "")


def is_caught(judge: Judge, name: str, text: str) -> bool:
    """Whether some check fails for the solutions with this text below one of them. Raises SandboxError."""
    exercise = judge.course.exercises[name]
    quick = replace(exercise, limits=replace(exercise.limits, call_seconds=SECONDS, exercise_seconds=3 * SECONDS))
    modules = dict(judge.course.reference)
    modules[exercise.unit] = f"{modules[exercise.unit]}\n\n{text}\n"
    version = Submission("mutant", modules, {})
    return any(raised is not None for raised in _outcomes(judge, quick, version))


def _outcomes(judge: Judge, exercise: Exercise, version: Submission) -> Iterator[BaseException | None]:
    for item in judge.session.items[exercise.name]:
        _, raised = judge.replayer.replay(exercise, item.nodeid, version)
        if isinstance(raised, SandboxError):
            raise raised
        yield raised
