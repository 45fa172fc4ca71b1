"""The data that a course is graded on. A tier is a set of files in the course, or a folder that a variable names."""

import os
from dataclasses import dataclass
from pathlib import Path


class DataError(Exception):
    """A data file is missing, altered or of the wrong kind; the message names the file, what is wrong and the cure."""


@dataclass(frozen=True)
class Tier:
    """One `[[data]]` of course.toml. Its `files` (patterns, relative to the course) lie in the course and are packed into releases.

    Where there is a `variable` instead, the data lie outside the course, in the folder that this environment variable names.
    """

    name: str
    title: str
    files: tuple[str, ...] = ()
    variable: str = ""

    def folder(self, course: str) -> Path:
        """The folder of a tier that lies outside, whether or not it is there. `course` is the course's id.

        It is what the variable says; where that says nothing, a folder of the user's cache.
        """
        import platformdirs  # only here: every command reads the manifest

        named = os.environ.get(self.variable)
        return Path(named) if named else platformdirs.user_cache_path(course) / self.name


@dataclass(frozen=True)
class Data:
    """What the functions of checks/given.py read: a tier's name, and the folder of the course, or that of the data outside it."""

    name: str
    folder: Path
