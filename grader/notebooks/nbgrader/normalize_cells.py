"""A submitted notebook whose cells are as the gradebook knows them: deleted ones added, duplicates and unknown cells demoted.

nbgrader's own preprocessors stop at some of these (a duplicated cell, a cell of an older release, metadata of an older schema), and
then the rest of the class is not graded either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

SCHEMA = 3


@dataclass(frozen=True)
class KnownCell:
    """A cell as the gradebook knows it. `points` is None for a cell that is not graded."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def marks(self) -> dict[str, Any]:
        """nbgrader's metadata for it."""
        graded = self.points is not None and not self.task
        marks = {"grade_id": self.name, "grade": graded, "solution": self.solution, "locked": self.locked}
        more = {"task": self.task, "schema_version": SCHEMA, "cell_type": self.cell_type, "checksum": self.checksum}
        return {**marks, **more, **({} if self.points is None else {"points": self.points})}


def known_cells(gradebook: Gradebook, notebook: str, assignment: str) -> dict[str, KnownCell]:
    """The cells of a released notebook by name. Raises nbgrader's MissingEntry where it was never generated."""
    found = gradebook.find_notebook(notebook, assignment)
    points = {each.name: float(each.max_score) for each in [*found.grade_cells, *found.task_cells]}
    solutions = {each.name for each in found.solution_cells}
    tasks = {each.name for each in found.task_cells}
    return {
        each.name: KnownCell(
            name=each.name,
            cell_type=each.cell_type,
            source=each.source,
            checksum=each.checksum,
            locked=each.locked,
            solution=each.name in solutions,
            task=each.name in tasks,
            points=points.get(each.name),
        )
        for each in found.source_cells
    }


def mend(notebook: Any, known: Mapping[str, KnownCell]) -> list[str]:
    """Make the notebook's marked cells those of the gradebook, in place; what was done, a sentence each, for the log.

    Whatever the metadata says that was handed in, a known cell gets the gradebook's; any other cell loses its marks and is an
    ordinary cell from then on.
    """
    done: list[str] = []
    chosen = _choose(notebook, known, done)
    for cell in notebook.cells:
        name = _name(cell)
        cell.metadata.pop("nbgrader", None)
        if name is not None and name in chosen and chosen[name] is cell:
            cell.metadata["nbgrader"] = known[name].marks
    for name, each in known.items():
        if name not in chosen and each.points is not None:
            done.append(f"The cell {name} was missing and was added.")
            notebook.cells.append(_new(each, with_id=notebook.get("nbformat_minor", 0) >= 5))
    return done


def _choose(notebook: Any, known: Mapping[str, KnownCell], done: list[str]) -> dict[str, Any]:
    """Which cell stands for each known one. Of duplicates: the last that was worked on, for a copy is made to go on in."""
    chosen: dict[str, Any] = {}
    for cell in notebook.cells:
        name = _name(cell)
        if name is None:
            continue
        if name not in known:
            done.append(f"The cell {name[:80]!r} is not in this release and counts as an ordinary cell.")
        elif name not in chosen:
            chosen[name] = cell
        else:
            done.append(f"The cell {name} is there more than once.")
            if cell.source.strip() != known[name].source.strip():
                chosen[name] = cell
    return chosen


def _name(cell: Any) -> str | None:
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) and name else None


def _new(known: KnownCell, with_id: bool) -> Any:
    """A known cell. An added answer is as it was released, so that nbgrader sees that nothing was answered."""
    make: Any = new_code_cell if known.cell_type == "code" else new_markdown_cell
    cell = make(known.source, metadata={"deletable": False, "nbgrader": known.marks})
    if not with_id:  # the notebook's format is older than ids
        del cell["id"]
    return cell


class NormalizeCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """Mends every submitted notebook, before nbgrader overwrites the locked cells by the gradebook's."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            known = known_cells(gradebook, place["notebook"], place["assignment"])
        for sentence in mend(nb, known):
            self.log.warning("%s: %s", place["student"], sentence)
        return nb, resources
