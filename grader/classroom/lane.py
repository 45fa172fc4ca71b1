"""One lane of a class: a judge kept warm in its process, and one function that grades one submission with it.

Every executor (in this process, a pool of processes, a cluster) calls `grade` once a submission; the first call in a process opens
its lane.
"""

import threading
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from grader import course as courses
from grader import result
from grader.checks.messages import FAULT
from grader.classroom import warm
from grader.course import Course
from grader.digits import Split, find_data_folder, load_embedded, split
from grader.grade import Judge, Terms
from grader.idx import load_idx
from grader.result import Result
from grader.submission import Submission
from grader.verdict import CheckVerdict, ExerciseVerdict, Status


@dataclass(frozen=True)
class Graded:
    """A result, and the tracebacks of the grader's own failures on the way (for the instructor, never the learner).

    `modules` are the learner's own sources by module name; `only` names the exercises judged, where not all were.
    """

    result: Result
    faults: tuple[str, ...] = ()
    modules: dict[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()


_judge: Judge | None = None
_opened: tuple[Terms, Path | None] | None = None
_lacking: tuple[str, ...] = ()
_turn = threading.Lock()  # a judge serves one submission at a time; a cluster's process may have several threads


def open_lane(terms: Terms, data_folder: Path | None) -> None:
    """Make this process ready to grade; raises DataError, CheckFault or Untrusted with the cure."""
    global _judge, _opened, _lacking  # one judge a process is the point of a lane
    if _opened != (terms, data_folder):  # a cluster's process outlives a run
        close_lane()
    if _judge is None:
        judge = Judge(courses.load(), load_data(terms.seed, data_folder), terms, zygote=warm.take())
        try:
            _lacking = judge.lacks()
        except BaseException:
            judge.__exit__()
            raise
        _judge, _opened = judge, (terms, data_folder)


def close_lane() -> None:
    """End the judge's zygote; a process that ends closes its lane by itself, since the zygote watches its socket."""
    global _judge
    if _judge is not None:
        _judge.__exit__()
        _judge = None


def load_data(seed: int, folder: Path | None) -> Split:
    """The embedded digits split anew by the seed, or the full data from the folder with its official split."""
    return split(load_embedded(find_data_folder()), seed) if folder is None else load_idx(folder)


def grade(
    submission: Submission, key: str, terms: Terms, data_folder: Path | None, only: frozenset[str] = frozenset()
) -> Graded:
    """Grade one submission, or `only` some of its exercises.

    Never raises for what a submission holds: the grader's own failure is a verdict, too.
    """
    with _turn:
        open_lane(terms, data_folder)
        assert _judge is not None
        try:
            verdicts = _judge.grade(submission, only)
        except Exception:
            _judge.faults.append(traceback.format_exc())
            verdicts = [
                _fault(each.name, each.unit, each.points) for each in _judge.exercises if not only or each.name in only
            ]
        modules = own_modules(submission, _judge.course)
        faults = tuple(_judge.faults)
        _judge.faults.clear()
    made = result.make(
        submission.id,
        verdicts if only else result.told(verdicts),
        seed=terms.seed,
        device=terms.device,
        data=terms.data,
        key=key,
        notes=submission.notes,
        unsafe=_lacking,
    )
    return Graded(made, faults, modules, only)


def own_modules(submission: Submission, course: Course) -> dict[str, str]:
    """The learner's own sources, without the support modules; half a character, as a notebook may hold, becomes "?"."""
    support = {Path(each).stem for each in course.support}
    return {
        name: text.encode("utf-8", "replace").decode("utf-8")
        for name, text in submission.modules.items()
        if name not in support
    }


def _fault(name: str, unit: str, points: float) -> ExerciseVerdict:
    check = CheckVerdict("grader", "could not be judged", "hidden", Status.GRADER_FAULT, FAULT)
    return ExerciseVerdict(name, unit, points, (check,))
