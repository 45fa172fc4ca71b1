"""nbgrader's course folder: made once, refreshed after a change of the course, and nothing that an instructor edited is touched."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from grader.course import Course, stubs
from grader.notebooks.nbgrader import source_notebook
from grader.notebooks.nbgrader.names import CONFIG
from grader.results.seed import draw
from grader.results.write import write, write_json

MEMORY = Path(".grader") / "sources.json"  # what was written, by path: {"sha256": ..., "modules": true or false}

CONFIG_TEXT = '''\
"""nbgrader's configuration for this course. It is yours to edit: `grader nbgrader update` never touches it."""

from grader.notebooks.config import configure

c = get_config()  # noqa: F821 (nbgrader provides it)
c.CourseDirectory.course_id = "{course_id}"

# Judges notebooks in the kit's worker instead of a kernel, hands out stubs, keeps hidden checks hidden.
# The course is a folder, or the id of an installed one: where it has moved, write here where it is now.
configure(c, course={course!r})

# Drawn for this course, for every random input of the checks. The same seed gives the same grades; learners should not know it.
c.JudgeCells.seed = {seed}

# What stands below configure wins over it, such as
#   c.JudgeCells.data = "path/to/data"    # other data of the course than the first: their name in course.toml, or a folder
'''


class CourseFolderError(Exception):
    """The folder is no course folder, or holds something else; the message names the cure."""


@dataclass
class Written:
    """What became of each file, by its path in the course folder."""

    new: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # edited by the instructor: --force overwrites it
    left: list[str] = field(default_factory=list)  # no longer part of the course


def init(course: Course, folder: Path, course_id: str, modules: bool = False, name: str = "") -> Written:
    """Make a course folder for every unit; what is there already is treated as `update` treats it. Raises CourseFolderError.

    Its configuration remembers the course by `name`: the id of an installed course; without it by its folder.
    """
    if folder.exists() and not folder.is_dir():
        raise CourseFolderError(f"{folder} is a file: give a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / CONFIG
    if not config.exists():
        write(config, CONFIG_TEXT.format(course_id=course_id, course=name or str(course.root), seed=draw()))
    return update(course, folder, modules=modules)


def update(course: Course, folder: Path, force: bool = False, modules: bool | None = None) -> Written:
    """Refresh source/ from the course.

    A file is overwritten only when it still is what was written last time; with `force`, edited ones are, too. `modules` None:
    as it was when the folder was made. Raises CourseFolderError where `init` was never run.
    """
    if not (folder / CONFIG).is_file():
        raise CourseFolderError(f"{folder} holds no {CONFIG}: make the folder with `grader nbgrader init {folder}`.")
    memory = _remembered(folder)
    if modules is None:
        modules = bool(memory.get("modules"))
    known: dict[str, str] = memory.get("files", {})
    wanted = _wanted(course, modules)
    written = Written()
    for name, content in wanted.items():
        _write(folder, name, content, known, written, force)
    written.left = [name for name in known if name not in wanted and (folder / name).exists()]
    write_json(folder / MEMORY, {"modules": modules, "files": known})
    return written


def _write(folder: Path, name: str, content: bytes, known: dict[str, str], written: Written, force: bool) -> None:
    path = folder / name
    digest = _digest(content, name)
    if not path.exists():
        written.new.append(name)
    else:
        present = _digest(path.read_bytes(), name)
        if present == digest:
            written.same.append(name)
            known[name] = digest
            return
        if present != known.get(name) and not force:
            written.kept.append(name)
            return
        written.refreshed.append(name)
    write(path, content)
    known[name] = digest


def _wanted(course: Course, modules: bool) -> dict[str, bytes]:
    """Every file of source/ by its path. Only notebooks may hold solutions: nbgrader releases all else as it is."""
    support = {path.name: path.read_bytes() for path in source_notebook.support_files(course)}
    wanted: dict[str, bytes] = {}
    for unit in course.units:
        folder = f"source/{unit.name}"
        wanted[f"{folder}/{unit.name}.ipynb"] = source_notebook.text(source_notebook.notebook(course, unit, modules)).encode()
        if modules:
            path = course.root / "solutions" / f"{unit.name}.py"
            wanted[f"{folder}/{unit.name}.py"] = stubs.stub(path.read_text(encoding="utf-8"), str(path)).encode()
        wanted |= {f"{folder}/{name}": content for name, content in support.items()}
    return wanted


def _digest(content: bytes, name: str) -> str:
    """A sha256; of a notebook only what counts, since saving it in Jupyter changes ids, outputs and the layout of its JSON."""
    if name.endswith(".ipynb"):
        try:
            cells = nbformat.reads(content.decode(), as_version=4).cells
        except (ValueError, AttributeError, KeyError):  # no notebook any more: not as it was written
            return hashlib.sha256(content).hexdigest()
        essence = [[each.cell_type, each.source.rstrip(), each.metadata.get("nbgrader")] for each in cells]
        content = json.dumps(essence, sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()


def _remembered(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
