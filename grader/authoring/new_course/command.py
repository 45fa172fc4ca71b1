"""`grader new-course FOLDER`: fill a folder with a course that works, made of the files in template/."""

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console

from grader.course.form import schema
from grader.course.stubs import write_stubs

SAFE = re.compile(r"[\w./\\:~-]+")  # a folder that is one word of a command line as it is
TEMPLATE = Path(__file__).parent / "template"
DOTTED = {"gitignore": ".gitignore"}  # files that begin with a dot are left out of a release
ALLOWED = {".git"}  # what may lie in a folder that counts as empty


class NewCourseError(Exception):
    """No course can be made like this; the message says why and what to do instead."""


def new_course(folder: Path, title: str | None) -> int:
    """Make the course and say what comes next; the exit status (2, with the reason, where it cannot be made)."""
    try:
        course = write(folder, title)
    except NewCourseError as error:
        Console(stderr=True, highlight=False).print(str(error), markup=False, soft_wrap=True)
        return 2
    console = Console(highlight=False, soft_wrap=True)
    said = f"The course {course!r} is in {folder}: two exercises that work, to be changed into yours. Try them:"
    console.print(said, markup=False)
    place = _quoted(folder)
    for command in ("verify", "start my-work", "release --out dist"):
        console.print(f"  grader {command} --course {place}", markup=False)
    return 0


def write(folder: Path, title: str | None = None) -> str:
    """Write a course of two exercises into `folder`, which is made where it is missing; the course's id, the folder's own name.

    `title` is the course's name for people, by default made of the id. Raises NewCourseError where the folder is not empty, cannot
    be written, or has a name that is no id; and where the title is no line of text.
    """
    course = _id(folder.resolve().name)
    title = course.replace("-", " ").capitalize() if title is None else title.strip()
    if not title or not title.isprintable():
        raise NewCourseError("The title must be one line of text.")
    if folder.is_file():
        raise NewCourseError(f"{folder} is a file: name a folder that is new or empty.")
    try:
        if folder.is_dir() and {path.name for path in folder.iterdir()} - ALLOWED:
            raise NewCourseError(f"{folder} is not empty: name a folder that is new or empty.")
        for name, text in _files(course, title).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        write_stubs(folder / "solutions", folder / "assignments")
    except OSError as error:
        raise NewCourseError(f"{error.filename} cannot be written ({error.strerror}): name another folder.") from None
    return course


def _id(name: str) -> str:
    """The course's id. Raises NewCourseError, with a name that would do, where the folder's name can be none."""
    if not re.search(schema()["properties"]["id"]["pattern"], name):
        fit = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789") or "my-course"
        raise NewCourseError(
            f"{name!r} cannot be the id of a course. Use a-z, 0-9 and -, and begin with a letter, such as {fit[:60]}."
        )
    return name


def _files(course: str, title: str) -> dict[str, str]:
    """The files by their path in the folder."""
    made = Environment(loader=FileSystemLoader(TEMPLATE), undefined=StrictUndefined, keep_trailing_newline=True)
    names = {path.relative_to(TEMPLATE).as_posix() for path in TEMPLATE.rglob("*.j2")}
    words = {"id": course, "plain": title, "title": json.dumps(title, ensure_ascii=False)}  # TOML's strings are written as JSON's
    files = {name.removesuffix(".j2"): made.get_template(name).render(words) for name in sorted(names)}
    return {DOTTED.get(name, name): text for name, text in files.items()}


def _quoted(folder: Path) -> str:
    """The folder as one word of a command line."""
    return str(folder) if SAFE.fullmatch(str(folder)) else f'"{folder}"'
