"""`grader learner-report`: a page for each learner after grading, with pictures where their work is at hand."""

import tempfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import Course, CourseError
from grader.learner.work import stop
from grader.reports.learner_page import Picture, find_results, write_learner_pages
from grader.result import Result
from grader.submission import SubmissionError, find, read

CAPTIONS = {
    "ideals": "The ideal three and the ideal seven, by your ideal_digit",
    "mistakes": "Wrong answers of your classifier, the most certain first",
    "fits": "Your curve, step after step",
    "curve": "Your function",
    "training": "The accuracy of your training after each epoch",
    "weights": "Weights that your training found",
}


def write_feedback(paths: Iterable[Path], out: Path, work: Path | None) -> int:
    """Write the pages; the exit status (1 where something is no result)."""
    console = Console(highlight=False)
    try:
        course = courses.load()
        results, others = find_results(paths)
        pictures = {each["submission"]: drawn for each, drawn in _drawn(results, course, work)} if work else {}
        for path in write_learner_pages(results, out, course, pictures):
            console.print(f"wrote {path}", markup=False, soft_wrap=True)
    except (CourseError, SubmissionError) as error:
        return stop(error)
    except OSError as error:
        return stop(
            Exception(f"{error.filename} cannot be written ({error.strerror}). Name another folder with --out.")
        )
    for path in others:
        console.print(f"{path} holds no result that can be read: give what `grader grade` wrote.", markup=False)
    return 1 if others else 0


def _drawn(results: list[Result], course: Course, work: Path) -> Iterable[tuple[Result, list[Picture]]]:
    """For each result whose submission is found in the folder, the pictures of the units that are right."""
    from grader.learner.show import draw_units

    submissions = find([work], course)
    for result in results:
        if result["submission"] not in submissions:
            continue
        submission = read(submissions[result["submission"]], course, result["submission"])
        units = dict.fromkeys(each["unit"] for each in result["exercises"])
        right = [u for u in units if all(e["status"] == "passed" for e in result["exercises"] if e["unit"] == u)]
        with tempfile.TemporaryDirectory() as folder:
            with redirect_stdout(StringIO()):  # the pictures say where they are, which is of no interest here
                draw_units(Path(folder), course, submission, right, look=False, console=Console(quiet=True))
            files = sorted(Path(folder).glob("pictures/*/*.png"))
            yield (
                result,
                [Picture(f.parent.name, CAPTIONS.get(f.stem.split("-")[0], f.stem), f.read_bytes()) for f in files],
            )
