"""nbgrader's inner parts, as grader/notebooks/nbgrader/ uses them, most of them in its adapter."""

import importlib
import inspect
import os
from pathlib import Path
from typing import Any

import pytest
from nbgrader import api
from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearMarkScheme, ClearSolutions, Execute, NbGraderPreprocessor, SaveAutoGrades
from traitlets.config import Config, Configurable

from grader.course import Course
from grader.notebooks.nbgrader.adapter import autograde, open_app
from grader.notebooks.nbgrader.config import configure, find_alembic
from grader.notebooks.nbgrader.judge_cells import JudgeCells

SEE = "see grader/notebooks/nbgrader/adapter.py"
CONFIG = "see grader/notebooks/nbgrader/config.py, configure"
CONFIGURED: list[type[Configurable]] = [Autograde, ClearMarkScheme, ClearSolutions, GenerateFeedback, JudgeCells]


@pytest.fixture
def config(course: Course, monkeypatch: pytest.MonkeyPatch) -> Config:
    """What `configure` tells nbgrader."""
    monkeypatch.setenv("PATH", "")  # which it may change
    made = Config()
    configure(made, str(course.root))
    return made


def test_what_is_configured_is_there(config: Config) -> None:
    """nbgrader says nothing of a setting that it does not know."""
    classes = {each.__name__: each for each in CONFIGURED}
    assert set(config) <= set(classes), f"add to CONFIGURED here: {set(config) - set(classes)}"
    for name, settings in config.items():
        unknown = set(settings) - set(classes[name].class_traits(config=True))
        assert not unknown, f"nbgrader's {name} knows no {', '.join(unknown)} any more: {CONFIG}"


def test_the_preprocessors_are_there(config: Config) -> None:
    listed = [*config.Autograde.sanitize_preprocessors, *config.Autograde.autograde_preprocessors, *config.GenerateFeedback.preprocessors]
    for each in listed:
        module, _, name = each.rpartition(".")
        assert hasattr(importlib.import_module(module), name), f"there is no {each} any more: {CONFIG}"


def test_its_own_steps_are_those_that_ours_take_the_place_of() -> None:
    """A step that nbgrader adds would be left out without a word."""
    steps = {name: [each.__name__ for each in trait.default_args[0]] for name, trait in Autograde.class_traits().items() if name.endswith("_preprocessors")}
    assert steps == {
        "sanitize_preprocessors": ["ClearOutput", "DeduplicateIds", "OverwriteKernelspec", "OverwriteCells", "CheckCellMetadata"],
        "autograde_preprocessors": [
            *("Execute", "IgnorePattern", "ClearMetadataPreprocessor", "LimitOutput", "SaveAutoGrades", "AssignLatePenalties"),
            "CheckCellMetadata",
        ],
    }, f"nbgrader autogrades in other steps: {CONFIG}"


def test_gradebooks_make_their_engines_where_ours_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[str] = []
    monkeypatch.setenv("PATH", os.environ["PATH"])  # which this changes
    find_alembic()
    create = getattr(api.create_engine, "__wrapped__", api.create_engine)

    def noted(url: str, **options: Any) -> Any:
        made.append(url)
        return create(url, **options)

    monkeypatch.setattr(api, "create_engine", noted)
    with api.Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}"):
        pass
    assert made, f"api.Gradebook makes its engine elsewhere: {SEE}, keep_engines"


def test_the_program_is_begun_and_autogrades_by_its_converter(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'canary'\n")
    app = open_app(tmp_path)
    assert isinstance(app, NbGrader)
    assert app.coursedir.course_id == "canary", f"nbgrader reads the folder's configuration no more: {SEE}, open_app"
    assert app.coursedir.root == str(tmp_path), f"nbgrader works in another folder: {SEE}, open_app"
    path = Path(app.coursedir.format_path("submitted", "ada", "unit1"))
    assert path == tmp_path / "submitted" / "ada" / "unit1", f"nbgrader lays folders out otherwise: {SEE}, and collect.py"
    assert "submitted" in autograde(app, "unit1", "ada", force=False), f"nbgrader says nothing where there is no submission: {SEE}, autograde"


def test_the_parts_of_its_classes_are_there() -> None:
    for name in ("format_path", "get_existing_timestamp", "submitted_directory", "autograded_directory", "release_directory", "db_url"):
        assert hasattr(CourseDirectory, name), f"nbgrader's CourseDirectory has no {name} any more: {SEE}"
    for name in ("force", "pre_convert_hook", "exclude_overwriting"):
        assert name in Autograde.class_traits(), f"nbgrader's Autograde has no {name} any more: {SEE}"
    taken = ["self", "cell", "resources", "cell_index"]
    assert list(inspect.signature(SaveAutoGrades.preprocess_cell).parameters) == taken, "nbgrader saves scores otherwise: see grader/notebooks/nbgrader/scores.py"
    assert issubclass(Execute, NbGraderPreprocessor), "nbgrader executes notebooks otherwise: see grader/notebooks/nbgrader/judge_cells.py"
