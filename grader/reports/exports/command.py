"""`grader export`: results in the format of whatever the institution uses."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import CourseError
from grader.course.text import counted, printable
from grader.grading.result import Result
from grader.reports.analysis.folder import Folder, FolderError
from grader.reports.exports import canvas, check50, gradescope, junit, markdown, spreadsheet
from grader.results.policy.final_grade import FinalGrade, apply_policy, unknown_names
from grader.results.policy.policy_file import read
from grader.results.policy.rules import Policy, PolicyError

WHOLE: dict[str, Callable[[Sequence[FinalGrade], str], str]] = {
    "csv": spreadsheet.render,
    "canvas": canvas.render,
    "junit": junit.render,
    "markdown": markdown.render,
}
SINGLE: dict[str, Callable[[FinalGrade, str], str]] = {"gradescope": gradescope.render, "check50": check50.render}
FORMATS = (*WHOLE, *SINGLE, "nbgrader")

Push = Callable[[list[Result], Path], str]


def export_class(results: Path, kind: str, out: Path, policy: Path | None, push: Push) -> int:
    """Write the export and say where it is; the exit status (2, with the cure, where that cannot be).

    `push` writes results into an nbgrader gradebook and says what it did; it comes from the caller, who may know nbgrader.
    """
    console = Console(highlight=False, soft_wrap=True)
    try:
        rows = Folder(results).results()
        rules = read(policy) if policy else Policy()
        course = courses.load()
        final_grades = apply_policy(rows, rules)
        for name in unknown_names(rows, rules):
            console.print(
                f"The policy names {name}, which no result knows: is it spelt as in the results?", markup=False
            )
        said = push(as_learners(final_grades), out) if kind == "nbgrader" else write(final_grades, kind, out, course.title)
    except (FolderError, PolicyError, CourseError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"{error}", markup=False)
        return 2
    except OSError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            f"{out} cannot be written ({error.strerror}): give --out another path.", markup=False
        )
        return 2
    console.print(said, markup=False)
    return 0


def write(final_grades: list[FinalGrade], kind: str, out: Path, title: str) -> str:
    """Write the class as one file, or a file a learner into the folder `out`; one learner into the file `out`. Says what it did."""
    if kind in SINGLE and (len(final_grades) != 1 or out.suffix != ".json"):
        out.mkdir(parents=True, exist_ok=True)
        for each in final_grades:
            (out / f"{file_name(each.learner)}.json").write_text(SINGLE[kind](each, title), encoding="utf-8")
        return f"{len(final_grades)} learners, a file each: {os.path.relpath(out)}"
    text = SINGLE[kind](final_grades[0], title) if kind in SINGLE else WHOLE[kind](final_grades, title)
    out.parent.mkdir(parents=True, exist_ok=True)
    with open(out, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return f"{counted(len(final_grades), 'learner')}: {os.path.relpath(out)}"


def as_learners(final_grades: list[FinalGrade]) -> list[Result]:
    """The results that count, under their learners' names; who is excused from everything is left out."""
    return [{**each.result, "submission": each.learner} for each in final_grades if not each.excused]


def file_name(learner: str) -> str:
    """A learner's name as the name of a file in this folder and no other; a name that had to be changed ends in a digest."""
    plain = printable(learner, 100).replace("/", "_").replace("\\", "_").replace("\n", " ").lstrip(".")
    return plain if plain and plain == learner else f"{plain}-{hashlib.sha256(learner.encode()).hexdigest()[:8]}"
