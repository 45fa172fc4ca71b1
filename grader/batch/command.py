"""`grader grade`: find the submissions, grade them with a progress bar, show the class."""

import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from grader import course as courses
from grader.batch import executors, run
from grader.batch.usage import UsageError
from grader.checking.session import CheckFault
from grader.checking.verdict import Status
from grader.course import Course, CourseError
from grader.course.data import DataError
from grader.course.find import refuse_inside
from grader.course.loaded import choose_data
from grader.course.text import counted
from grader.grading import record
from grader.grading.record import Result
from grader.grading.terms import Terms, Untrusted
from grader.reports.terminal.summary import show_summary
from grader.reports.terminal.table import show_class, show_findings
from grader.results import seed
from grader.results.seed import SeedError
from grader.results.store import Store
from grader.sandbox.failures import SandboxError
from grader.submission.find import find, overlooked
from grader.submission.model import SubmissionError

MANY = 12  # submissions; of a larger class no single finding is shown
CONTEXT_MIB = 600  # of a GPU, beside its tensors, for each process that uses it
SEED = "Seed: {}. It is kept with the results; learners should not know it. Elsewhere, --seed repeats the run."
TABLE = 60  # submissions; a larger class is shown in a summary


@dataclass(frozen=True)
class Options:
    """What `grader grade` was asked for."""

    paths: tuple[Path, ...]
    out: Path
    jobs: int = 1
    device: str = "auto"
    data: str = ""  # the name of a tier, or a folder; the course's first where it is empty
    seed: int | None = None  # the class's own, which is drawn where there is none
    force: bool = False
    unsafe: bool = False
    executor: str = "local"
    scheduler: str = ""
    insecure: bool = False
    only: tuple[str, ...] = ()


def grade_class(options: Options, console: Console | None = None) -> int:
    """Grade and show a class; the exit status. Mistakes in the options end with 2 and a sentence that names the cure."""
    console = console or Console(highlight=False)
    try:
        course = courses.load()
        refuse_inside(course.root, options.paths)
        data = choose_data(course, options.data)
        number = choose_seed(options)
        device = choose_device(options.device, course, options.jobs)
        terms = Terms(number, data.name, device, unsafe=options.unsafe, folder=data.folder)
        if unknown := set(options.only) - set(course.exercises):
            raise UsageError(
                f"There is no exercise {sorted(unknown)[0]}. The course has: {', '.join(course.exercises)}."
            )
        batch = run.open_batch(course, terms, frozenset(options.only))
        jobs = batch.plan(find(options.paths, course))
        beside = overlooked(options.paths, course)
        store = Store(options.out)
        options.out.mkdir(parents=True, exist_ok=True)
        if (before := seed.recorded(options.out)) != number:
            if before is not None:
                console.print(f"This class was graded with seed {before} before. All of it is graded again, with seed {number}.")
            seed.keep(options.out, number)
        lines = {
            job.id: record.line(found)
            for job in jobs
            if not (options.force or options.only) and (found := store.known(job.id, job.key))
        }
        left = [job for job in jobs if job.id not in lines]
        if left:
            opener = executors.find(
                options.executor, options.scheduler, min(options.jobs, len(left)), batch.which, options.insecure
            )
            for each in _follow(console, run.grade_jobs(left, store, opener, batch), len(left)):
                lines[each["submission"]] = record.line(each)
        elif jobs:
            console.print("Everything was graded before under these terms; --force grades again.")
        store.close([lines[job.id] for job in jobs])
    except (SubmissionError, CourseError, CheckFault, DataError, SeedError, UsageError, Untrusted, SandboxError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"{error}", markup=False)
        return 2
    except NotADirectoryError as error:
        Console(stderr=True).print(f"{error.filename} is a file: give --out a folder.", markup=False)
        return 2
    except OSError as error:
        place = error.filename or options.out
        Console(stderr=True, soft_wrap=True).print(
            f"{place} cannot be read or written ({error.strerror}). What is graded is kept: the same command goes on from here.",
            markup=False,
        )
        return 2
    except BrokenExecutor:
        console.print(
            "Grading processes were killed again and again. What is graded is kept: the same command goes on from here."
        )
        return 1
    except KeyboardInterrupt:
        console.print("\nStopped. What is graded is kept: the same command goes on from here.")
        return 130
    shown = [lines[job.id] for job in jobs]
    _show(console, shown, course, store)
    if beside:
        more = f" and {len(beside) - MANY} more" if len(beside) > MANY else ""
        console.print(f"Not graded, being no folder, .py, .ipynb or .zip: {', '.join(beside[:MANY])}{more}", markup=False)
    console.print(SEED.format(number))
    return int(any(map(is_unfinished, shown)))


def is_unfinished(line: Result) -> bool:
    """Whether a line of the class tells of something that could not be judged."""
    return any(Status(each).counts is None for each in line["exercises"].values())


def choose_seed(options: Options) -> int:
    """The seed that is asked for, or the class's own, or a new one. Raises SeedError, and UsageError where two would be mixed."""
    if options.seed is None:
        known = seed.recorded(options.out)
        return seed.draw() if known is None else known
    if options.only and seed.recorded(options.out) not in (None, options.seed):
        raise UsageError(
            "This class was graded with another seed. With --only, which keeps the rest of every result, leave out --seed;\n"
            "without --only, all of it is graded again with the new seed."
        )
    return options.seed


def choose_device(device: str, course: Course, jobs: int) -> str:
    """ "cpu", "cuda" or "mps"; "auto" takes CUDA where torch finds it. Raises UsageError where it is not here, or is too small for
    so many jobs at a time.
    """
    import torch

    if device == "mps" and not torch.backends.mps.is_available():
        raise UsageError("torch finds no Apple GPU here. Grade with --device cpu.")
    cuda = torch.cuda.is_available()
    if device == "cuda" and not cuda:
        raise UsageError("torch finds no CUDA device here. Grade with --device cpu, or install a CUDA build of torch.")
    if device not in ("auto", "cuda") or not cuda:
        return "cpu" if device == "auto" else device
    each = CONTEXT_MIB + max(exercise.limits.memory_mib for exercise in course.exercises.values())
    total = torch.cuda.get_device_properties(0).total_memory >> 20
    if jobs * each > total:
        raise UsageError(
            f"Each job may take {each} MiB of the GPU, which has {total} MiB. Give --jobs {max(1, total // each)}, "
            "or grade with --device cpu."
        )
    return "cuda"


def _follow(console: Console, results: Iterator[Result], total: int) -> Iterator[Result]:
    """The same results, with a progress bar: how many are graded, how many have something that failed, the time left."""
    columns = (
        SpinnerColumn(),
        TextColumn("graded"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[wrong]} with something to mend"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task, wrong = progress.add_task("", total=total, wrong=0), 0
        for each in results:
            wrong += any(exercise["status"] == "failed" for exercise in each["exercises"])
            progress.update(task, advance=1, description=escape(each["submission"]), wrong=wrong)
            yield each


def _show(console: Console, lines: list[Result], course: Course, store: Store) -> None:
    if len(lines) <= MANY:
        for each in lines:
            show_findings(console, store.read(each["submission"]) or {})
        console.print()
    show = show_class if len(lines) <= TABLE else show_summary
    show(console, lines, course)
    if unfinished := [each["submission"] for each in lines if is_unfinished(each)]:
        faults = os.path.relpath(store.log)
        names = ", ".join(unfinished[:MANY]) + (", …" if len(unfinished) > MANY else "")
        console.print(
            f"Of {counted(len(unfinished), 'submission')} something could not be judged, and the score is withheld: {names}. "
            f"Details: {faults}. The same command tries again.",
            markup=False,
        )
    console.print(f"Results: {os.path.relpath(store.folder / 'results.json')}")
