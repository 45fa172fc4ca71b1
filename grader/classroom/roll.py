"""Call the roll: grade a class, keep every result as soon as it is there, skip what was graded before under the same terms."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path

from grader import finding, result, submission
from grader.classroom import fingerprint
from grader.classroom.executors import Here
from grader.classroom.lane import Graded, grade, own_modules
from grader.classroom.regrade import merged
from grader.course import Course
from grader.grade import Terms
from grader.result import Result

AHEAD = 64  # jobs handed to a pool before the first is done: a class of thousands must not pile up
WORK_SCHEMA = "grader/work/1"
BREAKDOWNS = 3  # of the executor, one after another and with no result in between, before the run gives up


@dataclass(frozen=True)
class Job:
    """A submission to grade: its id, where it lies, and the key of its result."""

    id: str
    path: Path
    key: str


@dataclass(frozen=True)
class Store:
    """The folder of a class's results: submissions/<id>/result.json and work.json, results.json, faults.log."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / "submissions" / name / "result.json"

    def known(self, job: Job) -> Result | None:
        """The result of an earlier run for the very same work and terms. What the grader itself failed at is not known yet."""
        found = self.read(job.id)
        return found if found and found["key"] == job.key and not result.has_fault(found) else None

    def read(self, name: str) -> Result | None:
        """A submission's result, whatever its key; None where there is none."""
        return result.read(self.path(name))

    def work(self, name: str) -> dict[str, str]:
        """The sources that were graded, by module name; empty where none are kept."""
        try:
            modules = json.loads(self.path(name).with_name("work.json").read_text(encoding="utf-8"))["modules"]
        except (OSError, ValueError, LookupError, TypeError):
            return {}
        return modules if isinstance(modules, dict) else {}

    def keep(self, graded: Graded) -> Result:
        """Write one result and the sources it judges; the grader's own failures go to the log. Returns what is kept."""
        kept, name = graded.result, graded.result["submission"]
        if graded.only and (before := self.read(name)):
            kept = merged(before, kept)
        result.write(self.path(name).with_name("work.json"), {"schema": WORK_SCHEMA, "modules": graded.modules})
        result.write(self.path(name), kept)
        if graded.faults:
            with open(self.folder / "faults.log", "a", encoding="utf-8") as log:
                log.writelines(f"{graded.result['submission']}\n{fault}\n" for fault in graded.faults)
        return kept

    def close(self, lines: list[Result]) -> None:
        """Write the class's own file."""
        result.write(self.folder / "results.json", result.of_class(lines))


@dataclass(frozen=True)
class Register:
    """Under what a class is graded; makes the jobs and reads what they need when their turn comes."""

    course: Course
    course_fingerprint: str
    terms: Terms
    data_folder: Path | None
    only: frozenset[str] = frozenset()

    def plan(self, paths: dict[str, Path]) -> list[Job]:
        """A job a submission. Their texts are read again when they are graded, so that a large class takes no memory."""
        return [self._job(name, self._read(name, path), path) for name, path in paths.items()]

    def submit(self, executor: Executor, job: Job, store: Store) -> Future[Graded]:
        """Hand a job to an executor: the submission travels as text, with the key of what was read just now.

        Work that changed since it was graded is graded as a whole, also where only some exercises were asked for.
        """
        read = self._read(job.id, job.path)
        same = store.work(job.id) == own_modules(read, self.course) and store.read(job.id) is not None
        only = self.only if same else frozenset()
        return executor.submit(grade, read, self._job(job.id, read, job.path).key, self.terms, self.data_folder, only)

    def _read(self, name: str, path: Path) -> submission.Submission:
        """What was handed in; it says under which name, where the id is another."""
        read = submission.read_aside(path, self.course, name)
        said = finding.came_as(path, name)
        return replace(read, notes=(said, *read.notes)) if said else read

    def _job(self, name: str, read: submission.Submission, path: Path) -> Job:
        return Job(name, path, fingerprint.of_grade(self.course_fingerprint, self.terms, read))


def register(course: Course, terms: Terms, data_folder: Path | None, only: frozenset[str] = frozenset()) -> Register:
    """The register of a class that is graded with this course under these terms, or only in some exercises."""
    return Register(course, fingerprint.of_course(course), terms, data_folder, only)


def call(jobs: list[Job], store: Store, open_executor: Callable[[], Executor], register: Register) -> Iterator[Result]:
    """Grade the jobs; yields each result once it is safely on disk, in the order in which they finish.

    An executor that breaks (one of its processes was killed) is replaced, and what it was about to grade is graded again. Raises
    BrokenExecutor when that happens again and again.
    """
    left = list(reversed(jobs))
    breakdowns = 0
    while left:
        executor = open_executor()
        try:
            for each in _use(executor, left, store, register):
                breakdowns = 0
                yield each
        except BrokenExecutor:
            breakdowns += 1
            if breakdowns == BREAKDOWNS:
                raise
        finally:
            executor.shutdown(cancel_futures=True)


def _use(executor: Executor, left: list[Job], store: Store, register: Register) -> Iterator[Result]:
    """Grade what is left with one executor; a job leaves `left` for good once its result is kept."""
    ahead = 1 if isinstance(executor, Here) else AHEAD  # `Here` grades as soon as it is asked
    running: dict[Future[Graded], Job] = {}
    try:
        while left or running:
            while left and len(running) < ahead:
                running[register.submit(executor, left[-1], store)] = left[-1]
                left.pop()
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                kept = store.keep(future.result())
                del running[future]
                yield kept
    finally:
        left += reversed(running.values())
