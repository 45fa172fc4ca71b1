"""Which mistake is it? The one that answers the same check as the learner's code did.

Each `@mistake` is grafted over the reference and put through the same check with the same inputs; the mistakes of an exercise take
turns in one worker, apart from the learner's. The one that fails at the same place with the same answers is named. A mistake's
answers depend on nothing but the seed, so they are worked out once a class and kept. Where the course has no solutions, mistakes
are grafted over the learner's own work.
"""

import ast
import hashlib
import inspect
import json
import textwrap
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.checks.compare import alike
from grader.checks.expectation import CheckFailed
from grader.checks.kit import MISTAKES, Mistake
from grader.checks.withheld import known, withhold
from grader.course import Course, Exercise
from grader.sandbox.answer import Answer
from grader.sandbox.worker import Missing, StudentRaised, WorkerLost
from grader.submission import Submission

Replay = Callable[[str, Submission], tuple[list[Answer], BaseException | None]]

COMPARED = (AssertionError, StudentRaised, WorkerLost, Missing)  # what stops a check that has begun, and is no fault of ours


@dataclass(frozen=True)
class Trace:
    """What a piece of code was asked by one check and answered, and what stopped the check; None where it passed."""

    calls: frozenset[str]
    values: list[Any]
    raised: BaseException | None


class Diagnosis:
    """Names mistakes; keeps what each mistake answered to each check under the present seed."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.ground = course.reference  # the modules that mistakes are grafted over
        self.traces: dict[tuple[str, str, str], Trace] = {}

    def forget(self) -> None:
        """Drop the kept answers: the seed, and with it every input, has changed."""
        self.traces.clear()

    def stand_on(self, submission: Submission) -> None:
        """Graft mistakes over this work from now on, if there are no solutions; over the stub of what it lacks."""
        if not self.course.has_solutions:
            self.ground = {**self.course.reference, **submission.modules}

    def name(
        self, exercise: str, check: str, passed: list[str], log: list[Answer], raised: BaseException, replay: Replay
    ) -> Mistake | None:
        """The first mistake of the exercise that fails the check as the learner's code did and passes what it passed, or None.

        `replay(check, submission)` puts a submission through a check: its answers, and what stopped it (None: it passed).
        """
        values, stopped_by = [each.evidence for each in log], _stopper(raised)
        for mistake in MISTAKES.get(exercise, []):
            known = self._trace(mistake, check, replay)
            if (
                known.raised is not None
                and _stopper(known.raised) == stopped_by
                and alike(values, known.values)
                and alike(known.values, values)  # each is as rough as the other
                and all(self._trace(mistake, other, replay).raised is None for other in passed)
            ):
                return mistake
        return None

    def withheld(
        self, raised: BaseException, exercise: Exercise, check: str, modules: Mapping[str, str], mistake: Mistake | None,
        above: Iterable[str], replay: Replay,
    ) -> BaseException:  # fmt: skip
        """What may be told in place of `raised`, where the worker held sound versions; see withheld.py."""
        wrong = MISTAKES.get(exercise.name, []) if isinstance(raised, COMPARED) else []
        traces = [self._trace(each, check, replay) for each in wrong]
        own = known((call for each in traces for call in each.calls), (each.raised for each in traces))
        named = self._trace(mistake, check, replay).raised if mistake else None
        return withhold(raised, own, exercise, modules, above, named)

    def _trace(self, mistake: Mistake, check: str, replay: Replay) -> Trace:
        ground = "" if self.course.has_solutions else _digest(self.ground, self.course, mistake)
        key = (check, mistake.name, ground)
        if key not in self.traces:
            log, raised = replay(check, graft(self.course, mistake, self.ground))
            if raised is not None:
                raised.__traceback__ = raised.__context__ = None  # whose frames hold the check's tensors
            values = [each.evidence for each in log] if raised is not None else []
            self.traces[key] = Trace(frozenset(each.call for each in log), values, raised)
        return self.traces[key]


def _stopper(raised: BaseException) -> str:
    """The kind of stop: two failures are the same only if the same aspect of an answer was looked at."""
    return f"expect {raised.aspect}" if isinstance(raised, CheckFailed) else type(raised).__name__


def graft(course: Course, mistake: Mistake, ground: dict[str, str] | None = None) -> Submission:
    """The reference, or the modules of `ground`, with this mistake in them. Also how `grader verify` proves that each is caught."""
    modules = dict(course.reference if ground is None else ground)
    unit = course.exercises[mistake.exercise].unit
    parts = [modules[unit], _imports(Path(inspect.getfile(mistake.function))), _source(mistake)]
    modules[unit] = "\n".join([*parts, f"{mistake.exercise} = {mistake.name}", ""])
    return Submission(f"mistake {mistake.exercise}.{mistake.name}", modules, {})


def _digest(ground: dict[str, str], course: Course, mistake: Mistake) -> str:
    """The sha256 of all that the mistake is grafted over; the learner's version of the exercise itself makes no difference."""
    modules = dict(ground)
    unit = course.exercises[mistake.exercise].unit
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):  # what cannot be parsed is compared as text
        tree = ast.parse(modules[unit])
        tree.body = [node for node in tree.body if getattr(node, "name", None) != mistake.exercise]
        modules[unit] = ast.dump(tree)
    return hashlib.sha256(json.dumps(modules, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _source(mistake: Mistake) -> str:
    """The text of the function or class, below that of the classes of the same file that it builds on."""
    found = mistake.function
    parts = (
        [each for each in reversed(found.__mro__) if each.__module__ == found.__module__]
        if isinstance(found, type)
        else [found]
    )
    return "\n\n".join(map(_text, parts))


def _text(function: Callable[..., Any]) -> str:
    """The text of a function or class without its decorators."""
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    assert isinstance(node, (ast.FunctionDef, ast.ClassDef))
    return "\n".join(text.split("\n")[node.lineno - 1 :])


@cache
def _imports(path: Path) -> str:
    """The check file's imports of libraries, so that a mistake may use them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kept = [
        node
        for node in tree.body
        if (
            isinstance(node, ast.Import)
            or (isinstance(node, ast.ImportFrom) and not str(node.module).startswith("grader"))
        )
    ]
    return "\n".join(ast.unparse(node) for node in kept)
