"""A class's results on disk, as `grader grade` leaves them: the one place that knows what lies where.

    results.json                     a line a submission, in the order of the class; written when all are graded
    submissions/<id>/result.json     the whole of one result, from the moment it is there
    submissions/<id>/work.json       the sources that were graded, by module name
    faults.log                       what the grader itself failed at
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.grading import record
from grader.grading.record import Result
from grader.results import upgrade
from grader.results.regrade import merged
from grader.results.write import write_json
from grader.submission.model import Submission

WORK_SCHEMA = "grader/work/1"
CLASS, ONE, WORK, LOG = "results.json", "result.json", "work.json", "faults.log"


class FolderError(Exception):
    """There are no results here, or one of them cannot be read; the message names the cure."""


@dataclass(frozen=True)
class Store:
    """The folder of a class's results."""

    folder: Path

    def path(self, name: str) -> Path:
        """Where a submission's result lies."""
        return self.folder / "submissions" / name / ONE

    @property
    def log(self) -> Path:
        """Where it says what the grader itself failed at."""
        return self.folder / LOG

    def known(self, name: str, key: str) -> Result | None:
        """The result of an earlier run for the very same work and terms. What the grader itself failed at is not known yet."""
        found = self.read(name)
        return found if found and found["key"] == key and record.is_complete(found) else None

    def read(self, name: str) -> Result | None:
        """A submission's result, whatever its key; None where there is none."""
        return upgrade.read(self.path(name))

    def work(self, name: str) -> dict[str, str]:
        """The sources that were graded, by module name, as they were run; empty where none are kept."""
        return work_beside(self.path(name))

    def written(self, name: str) -> dict[str, str]:
        """The same as the learner wrote them: of a notebook the code of its cells."""
        return {**self.work(name), **_kept_beside(self.path(name), "written")}

    def results(self) -> list[Result]:
        """Every submission's result, in the class's order. Raises FolderError."""
        try:
            lines = json.loads((self.folder / CLASS).read_text(encoding="utf-8"))["submissions"]
            paths = [self.folder / line["result"] for line in lines]
        except (OSError, ValueError, LookupError, TypeError):
            raise FolderError(
                f"There are no results in {self.folder}. Give the folder that `grader grade --out` wrote, with its {CLASS}."
            ) from None
        if not paths:
            raise FolderError(f"There are no results in {self.folder}: run `grader grade` with --out {self.folder} first.")
        found = []
        for path in paths:
            if (one := upgrade.read(path)) is None:
                raise FolderError(f"{path} cannot be read. Grade again into the same folder: only it will be graded.")
            found.append(one)
        return found

    def keep(
        self, made: Result, modules: dict[str, str], written: dict[str, str] | None = None, partial: bool = False
    ) -> Result:
        """Write a result and the sources that it judges, as they were run and as they were written; what is kept.

        A `partial` one takes its place in what is there already.
        """
        name = made["submission"]
        kept = merged(before, made) if partial and (before := self.read(name)) else made
        write_json(self.path(name).with_name(WORK), {"schema": WORK_SCHEMA, "modules": modules, "written": written or {}})
        write_json(self.path(name), kept)
        return kept

    def note(self, name: str, faults: Iterable[str]) -> None:
        """Add what the grader failed at to the log."""
        if lines := [f"{name}\n{fault}\n" for fault in faults]:
            with open(self.log, "a", encoding="utf-8") as log:
                log.writelines(lines)

    def close(self, lines: list[Result]) -> None:
        """Write the class's own file."""
        write_json(self.folder / CLASS, record.of_class(lines))


def find_results(paths: Iterable[Path]) -> tuple[dict[Path, Result], list[Path]]:
    """The results at these paths, each a result.json or a folder of results, and what is none.

    A folder needs no results.json: grading may have been stopped. What cannot be read does not keep the rest from being found.
    """
    found: dict[Path, Result] = {}
    others = []
    for path in paths:
        files = sorted(path.glob(f"submissions/*/{ONE}")) if path.is_dir() else [path]
        results = {each: one for each in files if (one := upgrade.read(each)) is not None}
        if len(results) < max(len(files), 1):
            others.append(path)
        found |= results
    return found, others


def work_beside(path: Path) -> dict[str, str]:
    """The sources that the result in this file judges, by module name; empty where none are kept. What is no text is left out."""
    return _kept_beside(path, "modules")


def _kept_beside(path: Path, what: str) -> dict[str, str]:
    try:
        sources = json.loads(path.with_name(WORK).read_text(encoding="utf-8"))[what]
        return {name: text for name, text in sources.items() if isinstance(text, str)}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def graded_work(path: Path, name: str, course: Course) -> Submission:
    """The same as the submission of this name, with the course's support modules: what can be run."""
    return Submission(name, {**work_beside(path), **course.support_sources}, {})
