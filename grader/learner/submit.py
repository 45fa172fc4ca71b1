"""`grader submit`: a zip of exactly what is graded, tried before it is handed in, with a receipt."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from grader.checking.verdict import Status
from grader.course import Course, CourseError, Limits
from grader.course.text import counted
from grader.learner.keys import is_untouched
from grader.learner.progress import unit_map
from grader.learner.progress_file import Memory
from grader.learner.work import open_work, stop
from grader.results.statuses import LEGEND
from grader.sandbox.failures import SandboxError
from grader.submission.model import Submission, SubmissionError, read
from grader.submission.pack import pack

NAME = "submission.zip"


def submit_work(folder: Path, out: Path | None) -> int:
    """Write the zip and its receipt, and say what will be graded; the exit status. Nothing that a learner wrote is refused."""
    console = Console(highlight=False)
    path = out or folder / NAME
    try:
        course, work = open_work(folder)
        data = packed(folder, course, work)
        path.write_bytes(data)
        opened = read(path, course, work.id)
        troubles = [*opened.problems.values(), *opened.notes, *unimportable(course, opened)]
        receipt = receipt_of(path, data)
        path.with_name(f"{path.name}.receipt.txt").write_text(receipt, encoding="utf-8")
    except (CourseError, SubmissionError) as error:
        return stop(error)
    except SandboxError as error:
        return stop(Exception(f"{path} is written, but could not be tried here ({error}). See: grader doctor"))
    except OSError as error:
        return stop(Exception(f"{path} cannot be written ({error.strerror}). Name another file with --out."))
    memory = Memory(folder, course, opened)
    console.print(unit_map(memory))
    console.print(LEGEND)
    console.print()
    for each in [*troubles, *_outlook(memory)]:
        console.print(each, markup=False)
    console.print(f"\n{receipt}", markup=False, end="")
    console.print(f"Hand in {path}. The receipt is beside it, in {path.name}.receipt.txt.", markup=False)
    return 0


def packed(folder: Path, course: Course, work: Submission) -> bytes:
    """A zip of what is graded: the units and the learner's other modules; notebooks as they are, the rest as text."""
    files: dict[str, bytes] = {}
    for stem in sorted(set(work.modules) - set(course.support_names)):
        name = work.files.get(stem, "")
        if name and (folder / name).is_file():
            files[name] = (folder / name).read_bytes()
        else:
            files[f"{stem}.py"] = work.modules[stem].encode("utf-8", "replace")
    return pack(files)


def unimportable(course: Course, work: Submission) -> list[str]:
    """A sentence for each unit of the zip that cannot be imported; its import runs in a worker. Raises SandboxError."""
    from grader.learner.own import OwnCode, reason
    from grader.sandbox.failures import NotStarted, Unloadable, WorkerLost

    found = []
    with OwnCode(course, work, Limits()) as own:
        for unit in course.units:
            if unit.name in work.modules:
                try:
                    own.student(unit.exercises[0].name)
                except (Unloadable, WorkerLost) as error:
                    found.append(work.located(reason(error)))
                except NotStarted:  # which can be told only of a unit that was imported
                    continue
    return found


def receipt_of(path: Path, data: bytes) -> str:
    """What proves later what was handed in, and when it was made."""
    made = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"file    {path.name}\nsha256  {hashlib.sha256(data).hexdigest()}\nmade    {made}\n"


def _outlook(memory: Memory) -> list[str]:
    """What will be graded, and what is still untouched or known to be wrong."""
    names, scored = memory.expected(), memory.course.scored
    untouched = [each for each in scored if is_untouched(memory.course, memory.work, each)]
    wrong = [each for each in names if memory.status(each) is Status.FAILED]
    unknown = [each for each in names if each not in untouched and memory.known(each) is None]
    graded = f"{len(scored) - len(untouched)} of {counted(len(scored), 'exercise')} will be graded"
    lines = [f"{graded}; {len(untouched)} {'is' if len(untouched) == 1 else 'are'} untouched."]
    if len(names) > len(scored):
        lines.append(f"A bonus, without points: {', '.join(names[len(scored) :])}")
    if wrong:
        lines.append(f"Not right yet: {', '.join(wrong)}")
    if unknown:
        lines.append(f"Not checked since your last edit: {', '.join(unknown)}. Before you hand in: grader check")
    return lines
