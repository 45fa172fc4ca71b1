"""Grade a class: keep every result as soon as it is there, and skip what was graded before under the same terms."""

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.executors import Here
from grader.course import Course
from grader.grading import fingerprint, record
from grader.grading.grading_process import Graded, give_up, grade, own_modules
from grader.grading.identity import Identity, identify
from grader.grading.record import Result
from grader.grading.terms import Terms
from grader.results.store import Store
from grader.submission import find, model
from grader.submission.aside.reader import ReaderLost
from grader.submission.model import Submission

AHEAD = 64  # jobs handed to a pool before the first is done: a class of thousands must not pile up
SUSPECTS = 8  # of the jobs that an executor was at work on when it broke: the first ones, for a pool takes them in order
STRIKES = 2  # so many times a job may break an executor that grades nothing else
BREAKDOWNS = 7  # of the executor, one after another and with no result in between, before the run gives up
GIVEN_UP = "the process that graded it was killed twice while it graded nothing else"


@dataclass(frozen=True)
class Job:
    """A submission to grade: its id, where it lies, and the key of its result."""

    id: str
    path: Path
    key: str


@dataclass(frozen=True)
class Batch:
    """Under what a class is graded; makes the jobs and reads what they need when their turn comes."""

    course: Course
    which: Identity  # the same course, for other processes
    terms: Terms
    only: frozenset[str] = frozenset()

    def plan(self, paths: dict[str, Path]) -> list[Job]:
        """A job a submission. Their texts are read again when they are graded, so that a large class takes no memory."""
        return [self._planned(name, path) for name, path in paths.items()]

    def _planned(self, name: str, path: Path) -> Job:
        try:
            return self._job(name, self._read(name, path), path)
        except ReaderLost:  # it is tried again when its turn comes; until then nothing is known of it
            return Job(name, path, "")

    def submit(self, executor: Executor, job: Job, store: Store) -> Future[Graded]:
        """Hand a job to an executor: the submission travels as text, with the key of what was read just now.

        Work that changed since it was graded is graded as a whole, also where only some exercises were asked for.
        """
        try:
            read = self._read(job.id, job.path)
        except ReaderLost as error:
            unread: Future[Graded] = Future()
            unread.set_result(self._left_out(Submission(job.id, {}, {}), str(error)))
            return unread
        same = store.work(job.id) == own_modules(read, self.course) and store.read(job.id) is not None
        only = self.only if same else frozenset()
        key, alone = self._job(job.id, read, job.path).key, isinstance(executor, Here)
        return executor.submit(grade, read, key, self.terms, self.which, only, alone)

    def give_up(self, job: Job, why: str) -> Graded:
        """What stands in place of a result that cannot be had."""
        try:
            return self._left_out(self._read(job.id, job.path), why)
        except ReaderLost:
            return self._left_out(Submission(job.id, {}, {}), why)

    def _left_out(self, read: Submission, why: str) -> Graded:
        return give_up(read, self.course, self.terms, f"Nothing of this is graded: {why}.", self.only)

    def _read(self, name: str, path: Path) -> Submission:
        """What was handed in; it says under which name, where the id is another."""
        read = model.read_aside(path, self.course, name)
        said = find.came_as(path, name)
        return replace(read, notes=(said, *read.notes)) if said else read

    def _job(self, name: str, read: Submission, path: Path) -> Job:
        return Job(name, path, fingerprint.of_grade(self.which.fingerprint, self.terms, read))


def open_batch(course: Course, terms: Terms, only: frozenset[str] = frozenset()) -> Batch:
    """The batch of a class that is graded with this course under these terms, or only in some exercises."""
    return Batch(course, identify(course), terms, only)


def keep(store: Store, graded: Graded) -> Result:
    """Keep what was graded, and what the grader failed at on the way; the result that is kept."""
    kept = store.keep(graded.result, graded.modules, graded.written, bool(graded.only))
    store.note(kept["submission"], graded.faults)
    return kept


def grade_jobs(jobs: list[Job], store: Store, open_executor: Callable[[], Executor], batch: Batch) -> Iterator[Result]:
    """Grade the jobs; yields each result once it is safely on disk, in the order in which they finish.

    An executor that breaks (one of its processes was killed) is replaced, and what it was about to grade is graded again, one at a
    time: whatever breaks it twice alone is given up, ungraded, and the others go on. What could not be judged while others were at
    work is judged once more at the end, alone. Raises BrokenExecutor when executors break whatever they grade.
    """
    crowd, suspects, unfinished = list(reversed(jobs)), list[Job](), list[Job]()
    breakdowns = strikes = 0
    while crowd or suspects:
        turn = suspects or crowd
        executor = open_executor()
        alone = isinstance(executor, Here)
        at_work: list[Job] = []
        try:
            for job, graded in _use(executor, turn, 1 if suspects or alone else AHEAD, batch, store, at_work):
                breakdowns = strikes = 0
                if alone or record.is_complete(graded.result):
                    yield keep(store, graded)
                else:
                    store.note(job.id, graded.faults)
                    unfinished.append(job)
        except BrokenExecutor:
            breakdowns += 1
            if breakdowns == BREAKDOWNS:
                raise
            if turn is suspects:
                strikes += 1
            else:
                suspects, crowd = at_work[:SUSPECTS][::-1], crowd + at_work[SUSPECTS:][::-1]
            if strikes == STRIKES:
                strikes = 0
                yield keep(store, batch.give_up(suspects.pop(), GIVEN_UP))
        finally:
            executor.shutdown(cancel_futures=True)
    with Here() as here:
        for _, graded in _use(here, unfinished[::-1], 1, batch, store, []):
            yield keep(store, graded)


def _use(
    executor: Executor, turn: list[Job], ahead: int, batch: Batch, store: Store, at_work: list[Job]
) -> Iterator[tuple[Job, Graded]]:
    """Grade the jobs of a `turn`, the last first, so many at a time, with one executor. `at_work` gets those that it was at when it
    broke, in the order in which they were handed out; what is not graded of a turn of one at a time stays in it.
    """
    running: dict[Future[Graded], Job] = {}
    try:
        while turn or running:
            while turn and len(running) < ahead:
                running[batch.submit(executor, turn[-1], store)] = turn[-1]
                turn.pop()
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                graded = future.result()
                yield running.pop(future), graded
    finally:
        if ahead == 1:
            turn += running.values()
        else:
            at_work += running.values()
