"""`grader report --learner`: a page for each learner after grading, with pictures of their own results where these are wanted."""

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import Course, CourseError
from grader.course.loaded import course_module
from grader.grading.record import Result
from grader.learner.show import NONE, draw_units
from grader.learner.work import stop
from grader.reports.learner_page.page import Picture, write_learner_pages
from grader.results.store import find_results, graded_work
from grader.sandbox.failures import SandboxError
from grader.sandbox.start import start


def write_feedback(paths: Iterable[Path], out: Path, pictures: bool = False) -> int:
    """Write the pages; the exit status (1 where something is no result)."""
    console = Console(highlight=False)
    try:
        course = courses.load()
        results, others = find_results(paths)
        drawn: dict[str, list[Picture]] = {}
        if pictures and results:
            if (extra := course_module(course, "extras.show")) is None:
                console.print(f"{NONE} The pages come without.")
            else:
                drawn = _drawn(results, course, extra.CAPTIONS)
        for path in write_learner_pages(results.values(), out, course, drawn):
            console.print(f"wrote {path}", markup=False, soft_wrap=True)
    except (CourseError, SandboxError) as error:
        return stop(error)
    except OSError as error:
        return stop(
            Exception(f"{error.filename} cannot be written ({error.strerror}). Name another folder with --out.")
        )
    for path in others:
        console.print(f"{path} holds no result that can be read: give what `grader grade` wrote.", markup=False)
    return 1 if others else 0


def _drawn(results: dict[Path, Result], course: Course, captions: Mapping[str, str]) -> dict[str, list[Picture]]:
    """By submission, the pictures of the units that are right; none where the graded sources are not at hand."""
    found: dict[str, list[Picture]] = {}
    with start() as zygote:
        for path, result in results.items():
            work = graded_work(path, result["submission"], course)
            units = dict.fromkeys(each["unit"] for each in result["exercises"])
            right = [u for u in units if all(e["status"] == "passed" for e in result["exercises"] if e["unit"] == u)]
            with (
                tempfile.TemporaryDirectory() as folder,
                redirect_stdout(StringIO()),
            ):  # where they lie is of no interest
                draw_units(Path(folder), course, work, right, console=Console(quiet=True), zygote=zygote)
                files = sorted(Path(folder).glob("pictures/*/*.png"))
                found[result["submission"]] = [Picture(f.parent.name, _caption(f, captions), f.read_bytes()) for f in files]
    return found


def _caption(file: Path, captions: Mapping[str, str]) -> str:
    """What is said under a picture: by the name of its file up to the first "-", for the second of a kind is NAME-2.png."""
    return captions.get(file.stem.split("-")[0], file.stem)
