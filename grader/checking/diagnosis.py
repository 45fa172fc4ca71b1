"""Which known mistake explains a failed check: the one that gives the same answers as the learner's code.

Each `@mistake` is inserted into the reference and put through the same check with the same inputs; the mistakes of an exercise take
turns in one worker, apart from the learner's. The one that fails at the same place with the same answers is named, if the other
checks do not speak against it. A mistake's answers depend on nothing but the seed, so they are worked out once a class and kept.
Where the course has no solutions, mistakes are inserted into the learner's own work.

"The same" is: numbers alike and of one sort (bool, whole, floating), and errors of one type, with one message, raised by the same
operation of the learner's code, since different slips may meet the same words of a library.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.checking.answer import Answer, called, evidence_of
from grader.checking.check_failed import CheckFailed
from grader.checking.compare import as_tensor, same
from grader.checking.inserted import digest, insert, mistakes_of
from grader.checking.kit import Mistake
from grader.checking.why import Why
from grader.checking.withheld import known, withhold
from grader.course import Course, Exercise
from grader.sandbox.failures import NoSuchName, StudentRaised, WorkerLost
from grader.submission.model import Submission

Replay = Callable[[str, Submission], tuple[list[Answer], BaseException | None]]
Found = tuple[str, list[Answer], BaseException | None]  # a check, what some code answered to it, and what stopped it there

GENERAL = {"shape", "values", "type", "dtype", "gradients", "gradient"}  # aspects by which many different mistakes fail
ODD = 1e-2  # how far a thousandfold number is from a whole one, where more than three decimals are meant
NUMBERS = re.compile(r"\d+")
COMPARED = (AssertionError, StudentRaised, WorkerLost, NoSuchName)  # what stops a check that has begun, and is no fault of ours


@dataclass(frozen=True)
class Trace:
    """What a piece of code was asked by one check and answered, and what stopped the check; None where it passed."""

    calls: frozenset[str]
    values: list[Any]
    raised: BaseException | None


@dataclass(frozen=True)
class Named:
    """The mistake that a check fails by, and what the learner is told of it."""

    mistake: Mistake
    sentence: str


class Diagnosis:
    """Names mistakes; keeps what each mistake answered to each check under the present seed."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.base = course.reference  # the modules that mistakes are inserted into
        self.traces: dict[tuple[str, str, str], Trace] = {}

    def forget(self) -> None:
        """Drop the kept answers: the seed, and with it every input, has changed."""
        self.traces.clear()

    def use_base(self, submission: Submission) -> None:
        """Insert mistakes into this work from now on, if there are no solutions; into the stub of what it lacks."""
        if not self.course.has_solutions:
            self.base = {**self.course.reference, **submission.modules}

    def name(
        self, exercise: str, check: str, log: list[Answer], raised: BaseException, others: Iterable[Found], replay: Replay
    ) -> Named | None:
        """The known mistake of an exercise that a check fails by, or None where none is, or more than two are as likely.

        A mistake is likely that answers the check as the learner's code did. Its other checks rank it: one that both fail alike
        speaks for it, one that the code passes and the mistake fails against it. Where the failure alone is not telling, since many
        mistakes answer a small input alike, one must speak for it and none against. Where two are left, both are told.

        Args:
            exercise, check: whose check, and which.
            log, raised: what the code answered to it, and what stopped it there.
            others: the same of the exercise's other checks; asked for only where a mistake is likely at all.
            replay: `replay(check, submission)` puts a submission through a check: its answers, and what stopped it (None: passed).
        """
        likely = [each for each in mistakes_of(self.course, exercise) if self._agrees(each, check, log, raised, replay)]
        if not likely:
            return None
        further = list(others)
        passed = [name for name, _, stopped in further if stopped is None]
        failed = [found for found in further if found[2] is not None]
        scores = {}
        for each in likely:
            votes = sum(self._agrees(each, *found, replay) or self._raises_like(each, *found, replay) for found in failed)
            against = sum(self._fails(each, other, replay) for other in passed)
            if _telling(raised, log) or (not against and (votes or not failed)):  # else it may be one that nobody thought of
                scores[each] = votes - against
        best = {each.sentence: each for each, score in scores.items() if score == max(scores.values())}
        first = next(iter(best.values()), None)
        return Named(first, "\nOr: ".join(best)) if first and len(best) <= 2 else None

    def _agrees(self, mistake: Mistake, check: str, log: list[Answer], raised: BaseException | None, replay: Replay) -> bool:
        """Whether a mistake answers a check as this code did, and is stopped there for the same reason."""
        known = self._trace(mistake, check, replay)
        return (
            known.raised is not None
            and raised is not None
            and _stopper(known.raised) == _stopper(raised)
            and same(_evidence(log, raised), known.values)
        )

    def _fails(self, mistake: Mistake, check: str, replay: Replay) -> bool:
        """Whether a mistake fails a check, and not for what it inherits from another mistake."""
        raised = self._trace(mistake, check, replay).raised
        if raised is None:
            return False
        bases = mistake.version.__mro__[1:] if isinstance(mistake.version, type) else ()
        others = [each for each in mistakes_of(self.course, mistake.exercise) if each.version in bases]
        return all(_stopper(found) != _stopper(raised) for each in others if (found := self._trace(each, check, replay).raised))

    def _raises_like(
        self, mistake: Mistake, check: str, log: list[Answer], raised: BaseException | None, replay: Replay
    ) -> bool:
        """Whether a mistake raises the same error there, but for the numbers in its message: "index 3 is out of bounds"."""
        known = self._trace(mistake, check, replay).raised
        errors = [each for each in (known, raised) if isinstance(each, StudentRaised)]
        kinds = {tuple(NUMBERS.sub("#", part) for part in each.identity) for each in errors}
        return len(errors) == 2 and len(kinds) == 1

    def withheld(
        self, raised: BaseException, exercise: Exercise, check: str, modules: Mapping[str, str], found: Named | None,
        above: Iterable[Why], replay: Replay,
    ) -> BaseException:  # fmt: skip
        """What may be told in place of `raised`, where the worker held sound versions; see withheld.py."""
        wrong = mistakes_of(self.course, exercise.name) if isinstance(raised, COMPARED) else []
        traces = [self._trace(each, check, replay) for each in wrong]
        own = known((call for each in traces for call in each.calls), (each.raised for each in traces))
        named = self._trace(found.mistake, check, replay).raised if found else None
        return withhold(raised, own, exercise, modules, above, named)

    def _trace(self, mistake: Mistake, check: str, replay: Replay) -> Trace:
        base = "" if self.course.has_solutions else digest(self.base, self.course, mistake)
        key = (check, mistake.name, base)
        if key not in self.traces:
            log, raised = replay(check, insert(self.course, mistake, self.base))
            if raised is not None:
                raised.__traceback__ = raised.__context__ = None  # whose frames hold the check's tensors
            values = _evidence(log, raised) if raised is not None else []
            self.traces[key] = Trace(frozenset(map(called, log)), values, raised)
        return self.traces[key]


def _evidence(log: list[Answer], raised: BaseException) -> list[Any]:
    """What a failure rests on: what `fail` says, else all that the check read."""
    return evidence_of(log, raised.evidence if isinstance(raised, CheckFailed) else None)


def _telling(raised: BaseException, log: list[Answer]) -> bool:
    """Whether what stopped a check, or the numbers before, hardly come about in two ways: an error, an aspect that only some
    mistakes have, or a number that nobody gets by chance.
    """
    if isinstance(raised, CheckFailed):
        return raised.aspect not in GENERAL or _odd(_evidence(log, raised))
    return isinstance(raised, (StudentRaised, NoSuchName))


def _odd(value: Any) -> bool:
    """Whether there is a number in it with more than three decimals."""
    if isinstance(value, (list, tuple)):
        return any(map(_odd, value))
    if isinstance(value, dict):
        return _odd(list(value.values()))
    numbers = as_tensor(value)
    if numbers is None or not numbers.is_floating_point():
        return False
    thousands = numbers.double() * 1000
    return bool(((thousands - thousands.round()).abs() > ODD).any())


def _stopper(raised: BaseException) -> str:
    """The kind of stop: two failures are the same only if the same aspect of an answer was looked at."""
    return f"expect {raised.aspect}" if isinstance(raised, CheckFailed) else type(raised).__name__
