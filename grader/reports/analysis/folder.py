"""A class's results as `grader grade` left them: results.json lists them, each has its sources beside it."""

import json
from dataclasses import dataclass
from pathlib import Path

from grader.grading import result
from grader.grading.result import Result


class FolderError(Exception):
    """There are no results here; the message names the cure."""


@dataclass(frozen=True)
class Folder:
    """The folder that `grader grade --out` wrote."""

    path: Path

    def results(self) -> list[Result]:
        """Every submission's result, in the class's order. Raises FolderError."""
        whole = self.path / "results.json"
        try:
            lines = json.loads(whole.read_text(encoding="utf-8"))["submissions"]
        except (OSError, ValueError, LookupError, TypeError):
            raise FolderError(
                f"There are no results in {self.path}. Give the folder that `grader grade --out` wrote, with its results.json."
            ) from None
        found = [result.read(self.path / line["result"]) for line in lines]
        for line, each in zip(lines, found, strict=True):
            if each is None:
                raise FolderError(
                    f"{self.path / line['result']} cannot be read. Grade again into the same folder: only it will be graded."
                )
        return [each for each in found if each is not None]

    def work(self, submission: str) -> dict[str, str]:
        """The sources that were graded, by module name; empty where none were kept."""
        try:
            content = json.loads((self.path / "submissions" / submission / "work.json").read_text(encoding="utf-8"))
            return {str(name): str(text) for name, text in content["modules"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return {}
