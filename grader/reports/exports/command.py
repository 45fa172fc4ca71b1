"""`grader export`: results in the format of whatever the institution uses."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console

from grader import course as courses
from grader.course import Course, CourseError
from grader.course.text import counted, not_installed
from grader.reports.exports import FORMATS, Exported, ExportError, Format
from grader.reports.file_names import file_names
from grader.results.policy.final_grade import FinalGrade, apply_policy, unknown_names
from grader.results.policy.policy_file import read
from grader.results.policy.rules import Policy, PolicyError
from grader.results.store import FolderError, Store


def export_class(results: Path, kind: str, out: str, policy: Path | None) -> int:
    """Write the export and say where it is; the exit status: 1 where something had to be left out, 2 (with the cure) where
    nothing can be written.
    """
    console = Console(highlight=False, soft_wrap=True)
    problems = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        rows = Store(results).results()
        rules = read(policy) if policy else Policy()
        course = courses.load()
        final_grades = apply_policy(rows, rules)
        for name in unknown_names(rows, rules):
            console.print(
                f"The policy names {name}, which no result knows: is it spelt as in the results?", markup=False
            )
        done = write(FORMATS[kind], final_grades, course, out)
    except (FolderError, PolicyError, CourseError, ExportError) as error:
        problems.print(f"{error}", markup=False)
        return 2
    except OSError as error:
        problems.print(f"{out} cannot be written ({error.strerror}): give --out another path.", markup=False)
        return 2
    for line in done.said:
        console.print(line, markup=False)
    return 0 if done.whole else 1


def write(chosen: Format, final_grades: list[FinalGrade], course: Course, out: str) -> Exported:
    """Write the class as one file, or a file a learner into the folder `out`. A single learner's goes into the file `out`, where
    that has the ending. Raises ExportError and OSError.
    """
    module = _load(chosen)
    if chosen.alone:
        done: Exported = module.write(final_grades, course, out)
        return done
    path, count = Path(out), counted(len(final_grades), "learner")
    if chosen.each and (len(final_grades) != 1 or path.suffix != chosen.each):
        names = file_names(each.learner for each in final_grades)
        path.mkdir(parents=True, exist_ok=True)
        for each in final_grades:
            _write(path / f"{names[each.learner]}{chosen.each}", module.render(each, course.title))
        return Exported((f"{count}, a file each: {os.path.relpath(path)}",))
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, module.render(final_grades[0] if chosen.each else final_grades, course.title))
    return Exported((f"{count}: {os.path.relpath(path)}",))


def _load(chosen: Format) -> Any:
    try:
        return import_module(chosen.module)
    except ImportError:
        if chosen.extra:
            raise ExportError(not_installed(chosen.extra, chosen.extra)) from None
        raise


def _write(path: Path, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
