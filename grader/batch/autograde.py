"""`grader autograde`: one submission, judged for Gradescope; results.json is there from the start and after every exercise."""

import dataclasses
import os
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from grader import course as courses
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import told
from grader.course import Course, CourseError, Exercise
from grader.course.find import refuse_inside
from grader.grading import record
from grader.grading.judge import Judge
from grader.grading.terms import Terms, Untrusted
from grader.reports.exports import gradescope
from grader.results.policy.final_grade import apply_policy
from grader.results.policy.rules import Policy
from grader.results.write import write
from grader.submission.files import KINDS, MAX_DEPTH, hidden
from grader.submission.model import Submission, SubmissionError, read_aside

STOPPED = "The autograder was stopped before it was done: {done} of {all} exercises are judged. Tell your instructor."
LATE = "Time was over when {done} of {all} exercises were judged. Is there a loop that never ends, or one that takes minutes?"
BROKEN = "The autograder itself failed. That is no fault of yours: your instructor can read why, and run it again."
NOTHING = "There is no submission here. Hand in your unit files, or the zip that `grader submit` makes."
UNJUDGED = "Not judged.", "The sentence at the top says why."


@dataclass
class Sheet:
    """results.json as it grows: what is judged, and what is still to come."""

    path: Path
    course: Course
    terms: Terms
    notes: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    judged: dict[str, ExerciseVerdict] = field(default_factory=dict)

    def write(self, closing: str = STOPPED) -> None:
        """Write the file whole. `closing` is said first, and is wrong only about what comes later: it may be the last write.

        What is still to come has no score then, and neither has the whole. Only who used up the time, or handed in nothing,
        has none of those points.
        """
        status = Status.FAILED if closing in (LATE, NOTHING) else Status.UNGRADED
        awaited = {name: each for name, each in self.course.exercises.items() if name in self.judged or not each.bonus}
        verdicts = record.told([self.judged.get(name) or _unjudged(each, status) for name, each in awaited.items()])
        done = sum(name in self.judged for name in self.course.scored)
        said = closing.format(done=done, all=len(self.course.scored))
        content = record.make(
            "submission",
            verdicts,
            seed=self.terms.seed,
            device=self.terms.device,
            data=self.terms.data,
            notes=tuple(each for each in (said, *self.notes) if each),
            unsafe=self.lacking,
        )
        (grade,) = apply_policy([content], Policy())
        if said:  # which tells better than a count why there is no score
            grade = dataclasses.replace(grade, reasons=())
        write(self.path, gradescope.render(grade, self.course.title))


def autograde(folder: Path, out: Path, seed: int, seconds: float, unsafe: bool) -> int:
    """Judge what is in `folder` for `seconds` at most, begun exercises aside; the exit status (1 where the grader failed)."""
    deadline = time.monotonic() + seconds
    try:
        write(out, gradescope.document(None, BROKEN, []))
        course = courses.load()
        refuse_inside(course.root, [folder])
        sheet = Sheet(out, course, Terms(seed, course.find_data().name, unsafe=unsafe))
        try:
            work = one(folder, course)
        except SubmissionError:
            sheet.write(NOTHING)
            return 0
        sheet.notes = work.notes
        sheet.write()
        with Judge(course, sheet.terms) as judge:
            sheet.lacking = judge.lacks()
            for verdict in judge.verdicts(work):
                sheet.judged[verdict.name] = verdict
                sheet.write()
                if time.monotonic() > deadline:
                    break
            sys.stdout.writelines(judge.faults)
        sheet.write("" if sheet.judged.keys() >= set(course.scored) else LATE)
    except (Untrusted, CourseError) as error:
        print(error)
        write(out, gradescope.document(None, BROKEN, []))
        return 1
    except Exception:  # whatever it is: results.json says as much as is known by then, and standard output says why
        traceback.print_exc(file=sys.stdout)
        return 1
    return 0


def one(folder: Path, course: Course) -> Submission:
    """The one submission in a folder, also where it is a file or a folder in it. Raises SubmissionError where there is nothing.

    No link is followed: it could lead to the solutions.
    """
    path, inside = folder, _contents(folder, course)
    if not inside:
        raise SubmissionError(f"There is nothing in {folder}.")
    for _ in range(MAX_DEPTH):
        if len(inside) != 1 or inside[0].is_symlink():
            break
        (path,) = inside
        inside = _contents(path, course)
    fits = os.path.isdir(path) or (os.path.isfile(path) and path.suffix.lower() in (*KINDS, ".zip"))
    return read_aside(path if fits else path.parent, course, "submission")


def _contents(path: Path, course: Course) -> list[Path]:
    """What there is to see in a folder; nothing in what is none, or cannot be opened."""
    try:
        return [each for each in path.iterdir() if not hidden(each.name, course.ignored)]
    except OSError:
        return []


def _unjudged(exercise: Exercise, status: Status) -> ExerciseVerdict:
    title, message = UNJUDGED
    check = CheckVerdict("", title, "public", status, told(message))
    return ExerciseVerdict(exercise.name, exercise.unit, exercise.points, (check,))
