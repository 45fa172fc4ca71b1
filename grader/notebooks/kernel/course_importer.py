"""What a unit's notebook stands on: the earlier units, wherever they lie, and what the course puts beside them."""

import linecache
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

from grader import course as courses
from grader.course import Course
from grader.course.data import DataError
from grader.course.find import find
from grader.course.loaded import course_module
from grader.submission.cells import DAMAGED, read_cells
from grader.submission.notebook import Notebook


def prepare() -> None:
    """Make the course's modules importable in this kernel. Running it again does no harm.

    Where the course has an extras/start.py, its `fill(folder)` adds what the course puts beside the units, and gives a sentence on
    what it made; then its `prepare(folder)` lets the kernel find that. Where nbgrader runs the notebook, nothing is added.
    """
    course = course_of_notebook()
    here = Path.cwd()
    sys.meta_path[:] = [CourseImporter(course, here), *(each for each in sys.meta_path if not isinstance(each, CourseImporter))]
    extra = course_module(course, "extras.start")
    if extra is None:
        return
    place = here.parent if here.name in {unit.name for unit in course.units} else here
    if "NBGRADER_EXECUTION" not in os.environ:
        try:
            if made := extra.fill(place):
                print(made)
        except (DataError, OSError) as error:
            print(f"What the demonstrations need could not be put here: {error}")
    extra.prepare(place)


def course_of_notebook() -> Course:
    """The course of the notebook in the working folder, found as a learner's commands find it. Raises CourseError.

    Where nbgrader runs other people's notebooks to grade them, no course.toml beside them counts.
    """
    judged = os.environ.get("NBGRADER_EXECUTION") == "autograde"
    return courses.load(find(near=None if judged else Path.cwd()).root)


class CourseImporter(MetaPathFinder, Loader):
    """Finds a module of the course where no file on the path has its name. A folder that has it, as nbgrader's have, is no module.

    A unit is the learner's own notebook or module, beside this one or in its own folder next to this one's; where there is none,
    the stub that the course hands out. Where nbgrader executes a notebook to grade it, and the solutions are at hand, another unit
    is the course's, so that one slip costs once.
    """

    def __init__(self, course: Course, here: Path) -> None:
        self.course = course
        self.here = here  # the notebook's folder: a check that writes files works elsewhere

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in {Path(each).stem for each in self.course.modules("assignments")}:
            return None
        found = PathFinder.find_spec(fullname, path)
        if found and found.has_location:
            return found
        return spec_from_loader(fullname, self, origin=str(self.source(fullname)))

    def source(self, name: str) -> Path:
        """The file that stands for a module of the course."""
        here = self.here
        if os.environ.get("NBGRADER_EXECUTION") == "autograde" and self.course.has_solutions and name != here.name:
            return self.course.root / "solutions" / f"{name}.py"
        places = [here / f"{name}.ipynb", *(here.parent / name / f"{name}{kind}" for kind in (".py", ".ipynb"))]
        return next((each for each in places if each.is_file()), self.course.root / "assignments" / f"{name}.py")

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        path = self.source(module.__name__)
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".ipynb":
            text = self._of_notebook(module.__name__, path.name, text)
        linecache.cache[str(path)] = (len(text), None, text.splitlines(keepends=True), str(path))
        exec(compile(text, str(path), "exec"), vars(module))

    def _of_notebook(self, name: str, file: str, text: str) -> str:
        units = {unit.name: [each.name for each in unit.exercises] for unit in self.course.units}
        try:
            notebook = Notebook(read_cells(text), units)
        except DAMAGED:
            raise ImportError(f"{file} is not a notebook that can be read. Save it again from Jupyter.") from None
        if notebook.trouble:
            raise ImportError(f"{file} could not be read: {notebook.trouble}. Clear what is not needed.")
        return notebook.module(units.get(name, notebook.defined)).text
