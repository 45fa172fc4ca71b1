"""What these tests share: a course folder, nbgrader's own commands run in this process, notebooks filled in as learners would."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
import pytest
from nbgrader import apps
from nbgrader.api import Gradebook

from grader.course import Course
from grader.notebooks.nbgrader import course_folder
from grader.notebooks.nbgrader.config import find_alembic

UNIT = "unit02_similarity"
Notebook = Any


def nbgrader(folder: Path, command: str, *arguments: str) -> None:
    """One nbgrader command as it is typed in a folder; raises SystemExit or nbgrader's own exception where it fails."""
    name = "".join(part.capitalize() for part in command.split("_"))
    app = getattr(apps, f"{name}App")()
    before = Path.cwd()
    os.chdir(folder)
    try:
        app.initialize([*arguments, "--log-level=CRITICAL"])
        app.start()
    finally:
        os.chdir(before)


class Class:
    """A course folder for one unit, and what its learners hand in."""

    def __init__(self, folder: Path, unit: str = UNIT) -> None:
        self.folder = folder
        self.unit = unit

    def read(self, step: str, student: str = "") -> Notebook:
        return nbformat.read(self.folder / step / student / self.unit / f"{self.unit}.ipynb", as_version=4)

    def submit(self, student: str, notebook: Notebook, name: str = "") -> Path:
        """Put a notebook where nbgrader collects what is handed in."""
        folder = self.folder / "submitted" / student / self.unit
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / (name or f"{self.unit}.ipynb"))
        return folder

    def solved(self, **answers: str) -> Notebook:
        """The released notebook with the course's solutions, or other `answers`, written in."""
        notebook, source = self.read("release"), self.read("source")
        solutions = {name_of(each): each.source for each in source.cells if is_solution(each)}
        for cell in notebook.cells:
            if is_solution(cell):
                cell.source = answers.get(name_of(cell), solutions[name_of(cell)])
        return notebook

    def autograde(self, *arguments: str) -> None:
        nbgrader(self.folder, "autograde", self.unit, *arguments)

    def scores(self, student: str) -> dict[str, float]:
        """The automatic score of every test cell, by exercise."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            found = gradebook.find_submission_notebook(self.unit, self.unit, student)
            return {
                each.name.removeprefix("test_"): each.auto_score
                for each in found.grades
                if each.name.startswith("test_")
            }

    def outputs(self, student: str) -> str:
        """Everything that the autograded notebook of a learner shows, as text and as HTML."""
        cells = [each for each in self.read("autograded", student).cells if each.cell_type == "code"]
        shown = [output.get("data", output) for each in cells for output in each.outputs]
        return "\n".join(str(text) for data in shown for text in data.values())


def name_of(cell: Notebook) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_solution(cell: Notebook) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def find(notebook: Notebook, name: str) -> Notebook:
    """The cell of this name."""
    return next(each for each in notebook.cells if name_of(each) == name)


def code(source: str) -> Notebook:
    return nbformat.v4.new_code_cell(source)


Release = Callable[..., Class]


@pytest.fixture(scope="session")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty gradebook, to be copied: making one starts a process."""
    path = tmp_path_factory.mktemp("empty") / "gradebook.db"
    find_alembic()
    Gradebook(f"sqlite:///{path}", "mnist-basics").close()
    return path


@pytest.fixture(scope="session")
def release(course: Course, gradebook: Path) -> Release:
    """release(folder, unit) makes a course folder of one unit and releases it."""

    def make(
        folder: Path, unit: str = UNIT, modules: bool = False, change: Callable[[Class], None] | None = None
    ) -> Class:
        alone = replace(course, units=tuple(each for each in course.units if each.name == unit))
        with patch.object(course_folder, "draw", return_value=0):  # the seed of `judge`, for what a wrong answer gets by luck
            course_folder.init(alone, folder, "mnist-basics", modules=modules)
        shutil.copy(gradebook, folder)
        made = Class(folder, unit)
        if change:
            change(made)
        nbgrader(folder, "generate_assignment", unit)
        return made

    return make


@pytest.fixture(scope="session")
def released(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A course folder of which unit 2 is released; nobody has handed in anything. Not to be changed: see `fresh`."""
    return release(tmp_path_factory.mktemp("released"))


@pytest.fixture(scope="session")
def modules(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The same for a course whose learners hand in unit files."""
    return release(tmp_path_factory.mktemp("modules"), modules=True)


@pytest.fixture
def fresh(released: Class, tmp_path: Path) -> Class:
    """A copy of `released` for one test."""
    shutil.copytree(released.folder, tmp_path / "course")
    return Class(tmp_path / "course")
