"""A grading process: it keeps one judge warm, and one function that grades one submission with it.

Every executor (in this process, a pool of processes, a cluster) calls `grade` once a submission; the first call in a process opens
the judge.
"""

import threading
import traceback
from dataclasses import dataclass, field

from grader.checking.messages import FAULT
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course, Exercise
from grader.grading import record
from grader.grading.identity import Identity, reopen
from grader.grading.judge import Judge
from grader.grading.record import Result
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms
from grader.sandbox import prestart
from grader.sandbox.failures import SandboxError
from grader.submission.model import Submission, needs_optimizers


@dataclass(frozen=True)
class Graded:
    """A result, and the tracebacks of the grader's own failures on the way (for the instructor, never the learner).

    `modules` are the learner's own sources by module name, as they are run, and `written` those of notebooks as they are read;
    `only` names the exercises judged, where not all were.
    """

    result: Result
    faults: tuple[str, ...] = ()
    modules: dict[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    written: dict[str, str] = field(default_factory=dict)


_judge: Judge | None = None
_opened: tuple[Identity, Terms, frozenset[str]] | None = None
_lacking: tuple[str, ...] = ()
_turn = threading.Lock()  # a judge serves one submission at a time; a cluster's process may have several threads


def open_own_judge(submission: Submission, terms: Terms, which: Identity, only: frozenset[str]) -> Judge:
    """A judge of all exercises, or `only` some: this process's own, made for the `submission` that comes first.

    Raises CourseError, DataError, CheckFault or Untrusted with the cure.
    """
    global _judge, _opened, _lacking  # one judge a process
    if _judge is not None and _serves(_judge.course, which, terms, only):
        return _judge
    close_own_judge()  # a cluster's process outlives a run
    course = reopen(which)
    units = _units(course, only)
    checks = tuple(course.checks / kind / unit for kind in ("public", "hidden") for unit in sorted(units))
    zygote = prestart.take()
    if needs_optimizers(course, submission, only or course.exercises):
        zygote.expect_optimizers()  # it imports them while this process goes on
    judge = Judge(course, terms, checks, Sandboxed(course, zygote))
    try:
        _lacking = judge.lacks()
    except BaseException:
        judge.__exit__()
        raise
    _judge, _opened = judge, (which, terms, units)
    return judge


def _serves(course: Course, which: Identity, terms: Terms, only: frozenset[str]) -> bool:
    """Whether the judge that is open has this course, these terms, and the checks of these exercises; of none in particular means
    of all.
    """
    if _opened is None or _opened[:2] != (which, terms):
        return False
    return not _opened[2] or (bool(only) and _units(course, only) <= _opened[2])


def _units(course: Course, names: frozenset[str]) -> frozenset[str]:
    return frozenset(course.exercises[name].unit for name in names)


def close_own_judge() -> None:
    """End the judge's zygote. That of a process that was killed ends by itself, since it watches its socket."""
    global _judge
    if _judge is not None:
        _judge.__exit__()
        _judge = None


def grade(
    submission: Submission,
    key: str,
    terms: Terms,
    which: Identity,
    only: frozenset[str] = frozenset(),
    sole: bool = True,
) -> Graded:
    """Grade one submission by the course `which`, or `only` some of its exercises; `sole` where no other process grades (see
    Judge.sole).

    Never raises for what a submission holds: what could not be judged is ungraded. Raises CourseError where this process cannot
    have the very same course.
    """
    with _turn:
        try:
            judge = open_own_judge(submission, terms, which, only)
        except SandboxError as error:  # others may leave the system no process, or no room, for ours at the moment
            return give_up(submission, reopen(which), terms, str(error), only)
        judge.sole = sole
        try:
            verdicts = judge.grade(submission, only)
        except Exception:
            judge.faults.append(traceback.format_exc())
            verdicts = [ungraded(each) for each in judge.exercises if not only or each.name in only]
        modules = own_modules(submission, judge.course)
        faults = tuple(judge.faults)
        judge.faults.clear()
    made = record.make(
        submission.id,
        verdicts if only else record.told(verdicts),
        seed=terms.seed,
        device=terms.device,
        data=terms.data,
        key=key,
        notes=submission.notes,
        unsafe=_lacking,
    )
    return Graded(made, faults, modules, only, _as_text(submission.written))


def give_up(
    submission: Submission, course: Course, terms: Terms, why: str, only: frozenset[str] = frozenset()
) -> Graded:
    """All exercises, or `only` some, ungraded; the notes say why. It has no key: the next run tries again."""
    made = record.make(
        submission.id,
        [ungraded(each) for each in course.exercises.values() if each.name in (only or course.scored)],
        seed=terms.seed,
        device=terms.device,
        data=terms.data,
        notes=(*submission.notes, why),
    )
    return Graded(made, (why,), own_modules(submission, course), only, _as_text(submission.written))


def own_modules(submission: Submission, course: Course) -> dict[str, str]:
    """The learner's own sources, without the support modules."""
    return _as_text({name: text for name, text in submission.modules.items() if name not in course.support_names})


def _as_text(sources: dict[str, str]) -> dict[str, str]:
    """The same; half a character, as a notebook may hold, becomes "?"."""
    return {name: text.encode("utf-8", "replace").decode("utf-8") for name, text in sources.items()}


def ungraded(exercise: Exercise) -> ExerciseVerdict:
    """The verdict on an exercise that nobody came to judge."""
    check = CheckVerdict("grader", "could not be judged", "hidden", Status.UNGRADED, FAULT)
    return ExerciseVerdict(exercise.name, exercise.unit, exercise.points, (check,))
