"""`grader start FOLDER`: a working copy of the stubs, with what the course puts beside them, made without touching any work."""

from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import Course, CourseError, read_source
from grader.course.as_notebook import KERNEL, PREPARE
from grader.course.data import DataError
from grader.course.find import find
from grader.course.loaded import course_module
from grader.course.text import counted
from grader.learner.work import stop


class NotebookError(Exception):
    """Notebooks cannot be made here; the message names the cure."""


def start_course(folder: Path, notebooks: bool = False) -> int:
    """Fill the folder with modules, or with `notebooks`; the exit status. Files that are there already stay as they are.

    Where the course has an extras/start.py, its `fill(folder)` adds to the folder what the course puts beside the units.
    """
    console = Console(highlight=False, soft_wrap=True)  # a command in two lines could not be copied
    try:
        course = courses.load()
        files = _files(course, notebooks)
        folder.mkdir(parents=True, exist_ok=True)
        kept = [name for name in files if (folder / name).exists()]
        for name, content in files.items():
            if name not in kept:
                (folder / name).write_bytes(content)
        extra = course_module(course, "extras.start")
        if extra is not None:
            extra.fill(folder)
    except (CourseError, DataError, NotebookError) as error:
        return stop(error)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        return stop(Exception(f"{error.filename} cannot be used: give another folder."))
    if kept:
        console.print(f"Kept what was there: {len(kept)} of {counted(len(files), 'file')} were left as they are.")
    first = next(iter(files))
    console.print(f"Your course is in {folder}. Open {first} there and read down to the first exercise.", markup=False)
    course_named = _course_named(folder)
    console.print(f"Write your lines, then run:  cd {folder}  and  grader check{course_named}", markup=False)
    console.print(f"Stuck? Run:  grader hint NAME{course_named}", markup=False)
    return 0


def _course_named(folder: Path) -> str:
    """The option that the commands to come need, too: where the course was named, or a command in the folder finds another."""
    taken = courses.current()
    try:
        same = find(near=folder).root == taken.root
    except CourseError:
        same = False
    return "" if same and not taken.asked else f" --course {taken.name}"


def _files(course: Course, notebooks: bool) -> dict[str, bytes]:
    """What a learner's folder begins with, by name, the first unit first. Raises CourseError, NotebookError."""
    units, support = (
        course.modules("assignments")[: len(course.units)],
        course.modules("assignments")[len(course.units) :],
    )
    files = {f"{p.stem}.ipynb": _notebook(p) for p in units} if notebooks else {p.name: _bytes(p) for p in units}
    page = course.root / "assignments" / "README.md"
    return files | {p.name: _bytes(p) for p in (*support, *([page] if page.is_file() else []))}


def _bytes(path: Path) -> bytes:
    return read_source(path).encode()


def _notebook(path: Path) -> bytes:
    """A stub module as a notebook, with a first cell that finds the units before it."""
    try:
        import jupytext
        from nbformat.v4 import new_code_cell
    except ImportError:
        raise NotebookError(
            "Notebooks need jupytext: run `python -m pip install jupytext`, or start without."
        ) from None
    made = jupytext.reads(read_source(path), fmt="py:percent")
    place = next(number for number, cell in enumerate(made.cells) if cell.cell_type == "code")
    made.cells.insert(place, new_code_cell(PREPARE))
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number:03}"  # else a random one: the same course gives the same notebook
    made.metadata = {"kernelspec": KERNEL}
    return (str(jupytext.writes(made, fmt="ipynb")) + "\n").encode()
