"""Call the roll: grade a class, keep every result as soon as it is there, skip what was graded before under the same terms."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader import result, submission
from grader.classroom.executors import Here
from grader.classroom.lane import Graded, Job, grade
from grader.course import Course
from grader.grade import FOLDERS, Terms
from grader.result import Result

AHEAD = 64  # jobs handed to a pool before the first is done


@dataclass(frozen=True)
class Store:
    """The folder of a class's results: submissions/<id>/result.json, results.json, faults.log."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / "submissions" / name / "result.json"

    def known(self, job: Job) -> Result | None:
        """The result of an earlier run for the very same work and terms."""
        found = result.read(self.path(job.id))
        return found if found and found["key"] == job.key else None

    def keep(self, graded: Graded) -> None:
        """Write one result; the grader's own failures go to the log."""
        result.write(self.path(graded.result["submission"]), graded.result)
        if graded.faults:
            with open(self.folder / "faults.log", "a", encoding="utf-8") as log:
                log.writelines(f"{graded.result['submission']}\n{fault}\n" for fault in graded.faults)

    def close(self, results: list[Result]) -> None:
        """Write the class's own file."""
        result.write(self.folder / "results.json", result.of_class(results))


def plan(paths: dict[str, Path], course: Course, terms: Terms) -> list[Job]:
    """A job a submission, with the key that says when its grade would be the same again."""
    fixed = _fingerprint(course, terms)
    jobs = []
    for name, path in paths.items():
        content = submission.read(path, course, name)
        jobs.append(Job(name, path, hashlib.sha256(f"{fixed}:{content.digest}".encode()).hexdigest()))
    return jobs


def call(jobs: list[Job], store: Store, executor: Executor, terms: Terms, data_folder: Path | None) -> Iterator[Result]:
    """Grade the jobs; yields each result once it is safely on disk, in the order in which they finish."""
    # Only so many futures at a time: a class of thousands must not pile up, and `Here` grades as soon as it is asked.
    ahead = 1 if isinstance(executor, Here) else AHEAD
    waiting = iter(jobs)
    running = {executor.submit(grade, job, terms, data_folder) for job in islice(waiting, ahead)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            graded = future.result()
            store.keep(graded)
            yield graded.result
        running |= {executor.submit(grade, job, terms, data_folder) for job in islice(waiting, len(done))}


def _fingerprint(course: Course, terms: Terms) -> str:
    """A sha256 over everything but the submission that decides a grade: manifest, references, checks and terms."""
    digest = hashlib.sha256(repr((terms.seed, terms.data, terms.device)).encode())
    files = [course.root / "course.toml", *course.modules("solutions")]
    files += sorted(path for folder in FOLDERS for path in folder.rglob("*.py"))
    files += sorted(path for path in Path(__file__).resolve().parents[1].rglob("*.py") if "_course" not in path.parts)
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
