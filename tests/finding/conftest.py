"""What the tests of finding a course share: small courses, and courses that lie as pip installs them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import VARIABLE
from grader.course import find

ROOT = Path(__file__).resolve().parents[2]
LINE_FIT = ROOT / "examples" / "line_fit"
MANIFEST = """\
id = "{id}"
title = "The course {id}"

[[unit]]
name = "unit1_line"
title = "A line"

[[unit.exercise]]
name = "predict"
points = 1
"""
Install = Callable[..., Path]


def make(folder: Path, name: str) -> Path:
    """A course of this id with one exercise, without any check."""
    (folder / "assignments").mkdir(parents=True)
    (folder / "assignments" / "unit1_line.py").write_text("def predict(x):\n    raise NotImplementedError\n")
    (folder / "assignments" / "README.md").write_text("Read this first.\n")
    (folder / "course.toml").write_text(MANIFEST.format(id=name))
    return folder


def install(libraries: Path, name: str, package: str = "", source: Path | None = None) -> Path:
    """Put a course into a folder of libraries as pip does; the folder of its package."""
    package = package or f"course_{name.replace('-', '_')}"
    if source is None:
        make(libraries / package, name)
    else:
        shutil.copytree(source, libraries / package, ignore=shutil.ignore_patterns("__pycache__"))
    (libraries / package / "__init__.py").write_text("raise SystemExit('this package was imported')\n")
    info = libraries / f"{package}-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: course-{name}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[grader.courses]\n{name} = {package}\n")
    return libraries / package


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path of this process, for courses to be installed in."""
    folder = tmp_path / "venv" / "site-packages"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(folder)
    return folder


@pytest.fixture
def engine_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the engine is installed: it lies in no clone, and no variable names a course."""
    monkeypatch.setattr(find, "ENGINE", tmp_path / "elsewhere" / "grader")
    monkeypatch.delenv(VARIABLE, raising=False)
