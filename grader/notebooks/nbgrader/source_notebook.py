"""A unit of the course as nbgrader's source notebook: narrative, solution cells, a test cell an exercise, questions.

Nothing is taken out here. `nbgrader generate_assignment` does that, with the very lines that stubs.py puts in a solution's place
(see config.py), so that the released notebook and the stub of the same unit hold the same code.
"""

import ast
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.course import Course, Exercise, Question, Unit
from grader.course.as_notebook import KERNEL, PREPARE
from grader.notebooks.nbgrader.names import ANSWER, SETUP, test_name

Cell = Any  # nbformat's NotebookNode, a dictionary whose keys are attributes, too
SCHEMA = 3

TEST = """\
# {worth} for {name}: this cell checks your work. Leave it as it is.
if __name__ == "__main__":
    {imports}from grader.notebooks import check

    check({name})
### BEGIN HIDDEN TESTS
from grader.notebooks import points

points({name})
### END HIDDEN TESTS"""
HAND_IN = """\
# {title}

Write your work into the file `{unit}.py` beside this notebook, and hand in both. The cells below check what the file holds; after a
change, restart the kernel and run them again."""


def has_checks(course: Course, exercise: Exercise) -> bool:
    """Whether anything judges the exercise yet: one without checks gets no test cell."""
    return any((course.checks / kind / exercise.unit / f"check_{exercise.name}.py").exists() for kind in ("public", "hidden"))


def notebook(course: Course, unit: Unit, modules: bool = False) -> Cell:
    """The source notebook of a unit; with `modules`, the one for courses whose learners hand in unit files.

    The metadata of every cell follows nbgrader's schema 3. The same course gives the same notebook, byte for byte.
    """
    cells = _for_modules(course, unit) if modules else _cells(course, unit)
    for number, cell in enumerate(cells):
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id", f"text-{number:03}")
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}})


def text(made: Cell) -> str:
    """The notebook as a file's text."""
    return str(nbformat.writes(made, version=4)) + "\n"


def _cells(course: Course, unit: Unit) -> list[Cell]:
    source = (course.root / "solutions" / f"{unit.name}.py").read_text(encoding="utf-8")
    exercises = {each.name: each for each in unit.exercises}
    questions = {each.name: each for each in unit.questions}
    cells: list[Cell] = []
    for read in jupytext.reads(source, fmt="py:percent").cells:
        if question := questions.get(read.metadata.get("question", "")):
            cells += _question(read.source, question)
        elif read.cell_type == "markdown":
            cells.append(new_markdown_cell(read.source))
        else:
            if not any(each.cell_type == "code" for each in cells):
                cells.append(_locked(new_code_cell(PREPARE), SETUP))
            defined = [exercises[name] for name in _defines(read.source) if name in exercises]
            cells.append(new_code_cell(read.source))
            if defined:
                _mark(cells[-1], defined[0].name, solution=True)
            cells += [_test(each) for each in defined if has_checks(course, each)]
    return cells


def _for_modules(course: Course, unit: Unit) -> list[Cell]:
    intro = _locked(new_markdown_cell(HAND_IN.format(title=unit.title, unit=unit.name)), "introduction")
    setup = _locked(new_code_cell(PREPARE), SETUP)
    return [
        intro,
        setup,
        *(_test(each, f"from {unit.name} import {each.name}\n    ") for each in unit.exercises if has_checks(course, each)),
    ]


def _test(exercise: Exercise, imports: str = "") -> Cell:
    points = "1 point" if exercise.points == 1 else f"{exercise.points:g} points"
    worth = "Bonus, no points," if exercise.bonus else points
    cell = new_code_cell(TEST.format(worth=worth, name=exercise.name, imports=imports))
    return _mark(cell, test_name(exercise.name), locked=True, points=exercise.points)


def _question(source: str, question: Question) -> list[Cell]:
    """The question with its rubric, for whoever grades it, and the cell for the answer."""
    asked = source.split("Your answer:")[0].rstrip()
    rubric = "\n".join(f"- {line}" for line in question.rubric)
    scheme = f"### BEGIN MARK SCHEME\n\n**What earns the points**\n\n{rubric}\n\n### END MARK SCHEME"
    return [
        _locked(new_markdown_cell(f"{asked}\n\n{scheme}"), f"asks_{question.name}"),
        _mark(new_markdown_cell(ANSWER), question.name, solution=True, points=question.points),
    ]


def _locked(cell: Cell, name: str) -> Cell:
    return _mark(cell, name, locked=True)


def _mark(cell: Cell, name: str, *, locked: bool = False, solution: bool = False, points: float | None = None) -> Cell:
    """Give a cell nbgrader's metadata; a cell with points is graded."""
    marks = {"grade_id": name, "grade": points is not None, "solution": solution, "locked": locked, "task": False}
    cell.metadata["nbgrader"] = {**marks, "schema_version": SCHEMA, **({} if points is None else {"points": points})}
    return cell


def _defines(source: str) -> list[str]:
    """The functions and classes that a code cell defines, in order."""
    return [each.name for each in ast.parse(source).body if isinstance(each, (ast.FunctionDef, ast.ClassDef))]


def support_files(course: Course) -> list[Path]:
    """The support modules that lie beside every notebook; none of them holds a solution."""
    return [course.root / "solutions" / name for name in course.support]
