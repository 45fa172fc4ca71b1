"""`grader grade`: find the submissions, grade them with a progress bar, show the class."""

import os
from concurrent.futures import BrokenExecutor, Executor
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from grader import course as courses
from grader.checks.session import CheckFault
from grader.classroom import executors, roll
from grader.classroom.lane import Job
from grader.course import Course, CourseError
from grader.digits import DataError
from grader.grade import Terms, Untrusted
from grader.reports.table import show_class, show_findings
from grader.result import Result
from grader.submission import SubmissionError, find

MANY = 12  # submissions; a larger class is shown as a table alone


def grade_class(
    paths: list[Path],
    out: Path,
    jobs: int,
    device: str,
    data: str,
    seed: int,
    force: bool,
    unsafe: bool,
    console: Console | None = None,
) -> int:
    """Grade and show a class; the exit status. Mistakes in the options end with 2 and a sentence that names the cure."""
    console = console or Console(highlight=False)
    folder = None if data == "embedded" else Path(data)
    try:
        course = courses.load()
        terms = Terms(seed, "embedded" if folder is None else "full", choose_device(device), unsafe=unsafe)
        jobs_planned = roll.plan(find(paths, course), course, terms)
        store = roll.Store(out)
        out.mkdir(parents=True, exist_ok=True)
        results = [found for job in jobs_planned if not force and (found := store.known(job))]
        left = [job for job in jobs_planned if job.id not in {each["submission"] for each in results}]
        if left:
            results += _run(console, left, store, executors.make(min(jobs, len(left))), terms, folder)
        elif jobs_planned:
            console.print("Everything was graded before under these terms; --force grades again.")
    except (SubmissionError, CourseError, CheckFault, DataError, UsageError, Untrusted) as error:
        Console(stderr=True, highlight=False).print(f"{error}", markup=False)
        return 2
    except NotADirectoryError as error:
        Console(stderr=True).print(f"{error.filename} is a file: give --out a folder.", markup=False)
        return 2
    except BrokenExecutor:
        console.print("A grading process was killed. What is graded is kept: the same command goes on from here.")
        return 1
    except KeyboardInterrupt:
        console.print("\nStopped. What is graded is kept: the same command goes on from here.")
        return 130
    order = {job.id: number for number, job in enumerate(jobs_planned)}
    results.sort(key=lambda each: order[each["submission"]])
    store.close(results)
    _show(console, results, course, out)
    return 0


class UsageError(Exception):
    """An option asks for what is not there; the message names the cure."""


def choose_device(device: str) -> str:
    """ "cpu" or "cuda"; "auto" takes CUDA where torch finds it."""
    import torch

    available = torch.cuda.is_available()
    if device == "cuda" and not available:
        raise UsageError("torch finds no CUDA device here. Grade with --device cpu, or install a CUDA build of torch.")
    return "cuda" if device != "cpu" and available else "cpu"


def _run(
    console: Console, jobs: list[Job], store: roll.Store, executor: Executor, terms: Terms, folder: Path | None
) -> list[Result]:
    columns = (
        SpinnerColumn(),
        TextColumn("graded"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    results = []
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("", total=len(jobs))
            for each in roll.call(jobs, store, executor, terms, folder):
                results.append(each)
                progress.update(task, advance=1, description=each["submission"])
    finally:
        executor.shutdown(cancel_futures=True)
    return results


def _show(console: Console, results: list[Result], course: Course, out: Path) -> None:
    if len(results) <= MANY:
        for each in results:
            show_findings(console, each)
        console.print()
    show_class(console, results, course)
    faults = out / "faults.log"
    if any(exercise["status"] == "grader_fault" for each in results for exercise in each["exercises"]):
        console.print(f"The grader itself failed somewhere; it cost nobody points. Details: {os.path.relpath(faults)}")
    console.print(f"Results: {os.path.relpath(out / 'results.json')}")
