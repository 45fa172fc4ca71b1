"""Takes hidden tests and rubrics, which autograding brought back, out of what learners get back."""

import re
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

REGION = re.compile(r"^[^\n]*BEGIN (HIDDEN TESTS|MARK SCHEME).*?(^[^\n]*END \1[^\n]*(\n|\Z)|\Z)", re.S | re.M)


def without_hidden(source: str) -> str:
    """The source of a cell without its hidden regions; one that never ends reaches to the end of the cell."""
    return REGION.sub("", source).rstrip()


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """Takes the hidden regions out of the course's own cells before a feedback page is made."""

    display_data_priority = List(["text/html", "text/plain"]).tag(
        config=True
    )  # nbconvert sets it on every preprocessor of a page

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("locked") or marks.get("task"):
            cell.source = without_hidden(cell.source)
        return cell, resources
