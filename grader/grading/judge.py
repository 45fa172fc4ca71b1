"""Grade one submission after another: run the checks, name the mistakes, give verdicts."""

import traceback
from collections.abc import Generator, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from grader.checking.answer import Answer
from grader.checking.context import Context, seed_for
from grader.checking.describe import parameters_of
from grader.checking.diagnosis import Diagnosis
from grader.checking.examples import check_of, examples
from grader.checking.givens import Givens
from grader.checking.item import verdict_on
from grader.checking.messages import FAULT, SPOILT, UNSTARTED, unjudgeable
from grader.checking.session import CheckFault, CheckSession
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course, Exercise
from grader.course.loaded import references
from grader.grading.backend import Backend, Run
from grader.grading.blame import Blame
from grader.grading.explainer import Explainer
from grader.grading.outcomes import Outcomes
from grader.grading.places import located
from grader.grading.replayer import Replayer
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms, Untrusted
from grader.sandbox.device import NoDevice
from grader.sandbox.failures import SandboxError, WorkerLost
from grader.submission.model import Submission


class Judge:
    """Holds what is paid for once: the collected checks, the reference, the data, the backend. Use it in a `with` block."""

    def __init__(
        self, course: Course, terms: Terms, checks: tuple[Path, ...] = (), backend: Backend | None = None
    ) -> None:
        """`checks` are folders or files of checks, by default all. The `backend`, by default the sandbox, ends with the judge.

        Raises DataError, CheckFault or CourseError where data, checks or givens of the course cannot be used.
        """
        self.backend = backend or Sandboxed(course)  # first: its zygote imports torch while this process collects the checks
        self.course = course
        self.terms = terms
        self.truth = references(course)
        present = [each for each in checks or (course.checks / "public", course.checks / "hidden") if each.exists()]
        if not present:
            raise CheckFault("There are no checks to judge by: reinstall the kit.")
        self.session = CheckSession(course, present)
        self.signatures = {name: parameters_of(function) for name, function in vars(self.truth).items()}
        for name in course.exercises:
            if name in self.session.items and (found := examples(course, name)):
                self.session.add(name, check_of(name, found, self.signatures))
        self.given = self._givens()
        self.diagnosis = Diagnosis(course)
        self.sole = True  # whether nobody else grades on this machine, so that what fails twice is the submission's doing
        self.replayer = Replayer(self)
        self.blame = Blame(self)
        self.explainer = Explainer(self)
        self.faults: list[str] = []  # tracebacks of the grader's own failures, for the instructor's log

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()
        self.backend.close()

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises that have checks, in the order of the course."""
        return [each for each in self.course.exercises.values() if each.name in self.session.items]

    def lacks(self) -> tuple[str, ...]:
        """The layers of the sandbox without which a grade cannot be trusted and that are missing here. Raises Untrusted."""
        try:
            lacking = self.backend.lacks(self.terms.device)
        except NoDevice as error:
            raise Untrusted(str(error)) from None
        if lacking and not self.terms.unsafe:
            raise Untrusted(
                f"Grades could not be trusted on this machine: {', '.join(lacking)} missing (see `grader doctor`). "
                "With --unsafe the class is graded all the same, and every result says so."
            )
        return lacking

    def use(self, terms: Terms) -> None:
        """Grade under other terms from now on, with the same backend and checks."""
        self.terms = terms
        self.given = self._givens()
        self.diagnosis.forget()

    def _givens(self) -> Givens:
        return Givens(self.course, self.course.find_data(self.terms.data, self.terms.folder), self.terms.seed)

    def grade(self, submission: Submission, only: frozenset[str] = frozenset()) -> list[ExerciseVerdict]:
        """The verdict of every exercise, or of `only` some, in the order of the course."""
        return list(self.verdicts(submission, only))

    def verdicts(self, submission: Submission, only: frozenset[str] = frozenset()) -> Generator[ExerciseVerdict, None, None]:
        """The same, one after another, each judged when it is asked for."""
        names = only or self.course.exercises
        self.backend.expect(submission, names)
        self.diagnosis.use_base(submission)
        failed: set[str] = set()
        with closing(self.open(submission, names)) as run, closing(self.replayer):
            for exercise in self.exercises:
                if only and exercise.name not in only:
                    continue
                verdict = located(self._judge(exercise, run, failed), submission)
                if verdict.status.is_wrong:
                    failed.add(exercise.name)
                yield verdict

    def open(self, submission: Submission, names: Iterable[str]) -> Run:
        """A run of a submission which will be turned to the named exercises; whoever asked for it closes it."""
        return self.backend.open(submission, names, self.terms, self.signatures)

    def _judge(self, exercise: Exercise, run: Run, failed: set[str]) -> ExerciseVerdict:
        """The verdict of one exercise. Raises NoDevice; whatever else fails is a verdict, too."""
        checks: dict[str, CheckVerdict] = {}
        left = list(self.session.items[exercise.name])
        try:
            run.turn_to(exercise, failed)
            outcomes = Outcomes(self, exercise, run, tuple(left))
            while left:
                item = left[0]
                checks[item.nodeid] = found = self.explainer.verdict(item, outcomes, checks)
                left.pop(0)
                if found.why in (UNSTARTED, SPOILT):  # the others would fare no better, and each costs the class seconds
                    checks |= {each.nodeid: verdict_on(each, found.status, found.why) for each in left}
                    break
        except NoDevice:
            raise
        except Exception as error:
            theirs = self.blame.is_theirs(exercise, left, error)
            status, why = (Status.FAILED, unjudgeable("")) if theirs else (Status.UNGRADED, FAULT)
            checks |= {each.nodeid: verdict_on(each, status, why) for each in left}
        return ExerciseVerdict(exercise.name, exercise.unit, exercise.points, tuple(checks.values()))

    def note(self, error: BaseException) -> None:
        """Keep what the grader itself failed at."""
        self.faults.append("".join(traceback.format_exception(error)))

    def renew(self) -> None:
        """Let the backend begin anew."""
        self.backend.renew()

    def attempt(
        self, item: pytest.Function, exercise: Exercise, run: Run, log: list[Answer]
    ) -> BaseException | None:
        """Put the submission through one check. It is begun again, once, when the backend's own side failed, which then begins
        anew, or when a worker was killed from outside, which may have been the machine's doing.
        """
        seed = seed_for(self.terms.seed, item.nodeid)
        for attempt in (1, 2):
            try:
                student = run.student(seed)
                device = exercise.device or self.terms.device
                context = Context(exercise, student, self.truth, self.given, seed, device)
                raised = self.session.run(item, context)
                log[:] = student.log
            except NoDevice:
                raise  # the backend is not to blame, and no other check would fare better
            except SandboxError as error:
                raised = error
            except Exception as error:  # what stopped the check before it began: not started, unloadable, a lost worker
                raised = error
            killed = isinstance(raised, WorkerLost) and raised.kind == "killed"
            if attempt == 2 or not (killed or isinstance(raised, SandboxError)):
                return raised
            if not killed:
                self.backend.renew()
        return raised
