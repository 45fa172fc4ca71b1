"""The modules that a kernel's checks judge: the learner's functions as they are now, and known mistakes that stand on them."""

import linecache
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.course import Course
from grader.notebooks.kernel.shell import is_cell
from grader.submission.model import Submission
from grader.worker.modules import Modules

Find = Callable[[str, str], Any]  # unit, name -> the learner's object; AttributeError or ImportError where there is none
WRONG = "a mistake in "  # stands before a unit's name, in place of a file's
Apart = Callable[[], AbstractContextManager[None]]  # see Kernel.apart


class Live(Modules):
    """The learner's functions as they are now, in whichever cell or module they stand."""

    def __init__(self, course: Course, find: Find) -> None:
        super().__init__()
        self.course = course
        self.find = find

    def load(self, name: str) -> ModuleType:
        """A module that holds what the learner has of a unit's exercises."""
        unit = self.course.unit(name)
        module = ModuleType(name)
        for exercise in unit.exercises if unit else ():
            try:
                setattr(module, exercise.name, self.find(name, exercise.name))
            except (AttributeError, ImportError, NotImplementedError):
                continue
        return module

    def owns(self, filename: str | None) -> bool:
        """Whether it is a cell of this kernel, or a unit's file or notebook."""
        return is_cell(str(filename)) or Path(str(filename)).stem in self.course.reference

    def line(self, filename: str, number: int) -> str:
        return linecache.getline(filename, number).strip()[:200]

    def text(self, filename: str) -> str:
        return "".join(linecache.getlines(filename))


class Inserted(Modules):
    """A known mistake, which stands on the learner's own earlier functions."""

    def __init__(self, submission: Submission, course: Course, find: Find, apart: Apart) -> None:
        super().__init__()
        self.submission = submission
        self.course = course
        self.apart = apart
        self.live = Live(course, find)
        self.done: dict[str, ModuleType] = {}

    def load(self, name: str) -> ModuleType:
        if name not in self.done:
            module = ModuleType(name)
            with self.apart():
                exec(compile(self.submission.modules[name], f"{WRONG}{name}", "exec"), vars(module))
            wrong = self.submission.id.removeprefix("mistake ").split(".")[0]
            for exercise in self.course.prerequisites(wrong):
                home = self.course.exercises[exercise].unit
                if hasattr(module, exercise) and hasattr(found := self.live.load(home), exercise):
                    setattr(module, exercise, getattr(found, exercise))
            self.done[name] = module
        return self.done[name]

    def owns(self, filename: str | None) -> bool:
        """Whether it is of the mistake's own modules."""
        return str(filename).startswith(WRONG)

    def line(self, filename: str, number: int) -> str:
        return ""  # nobody reads it

    def text(self, filename: str) -> str:
        return self.submission.modules[filename.removeprefix(WRONG)]
