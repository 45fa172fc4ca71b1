"""`grader release`: what learners get, and what instructors run elsewhere, each in a folder of its own."""

import hashlib
import os
from pathlib import Path

from rich.console import Console

from grader.authoring.release.errors import ReleaseError
from grader.authoring.release.gradescope import autograder
from grader.authoring.release.learner import folder
from grader.authoring.release.sources import INSTRUCTOR, LEARNER, Sources, load
from grader.authoring.release.templates import template
from grader.authoring.release.trial import attempt
from grader.authoring.release.wheel import Wheel
from grader.course import CourseError
from grader.course.stubs import StubError
from grader.results import seed as seeds

SUMS = "SHA256SUMS"


def release(out: Path, seed: int | None, trial: bool = True) -> int:
    """Write everything into `out` and list it; the exit status (2, with the cure, where that cannot be).

    Without a seed, the release takes that of the earlier one in `out`, or draws one. With a `trial`, the solutions are judged by
    what was packed, before anything is written.
    """
    private = out / "instructor"
    try:
        known = seeds.recorded(private) if seed is None else seed
        number = seeds.draw() if known is None else known
        sources = load()
        wheels = {each: sources.wheel(each) for each in (LEARNER, INSTRUCTOR)}
        files = artefacts(sources, wheels, number)
        if trial:
            with Console(stderr=True, highlight=False).status("…") as status:
                attempt(sources, wheels, status.update)
        for name, content in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        seeds.keep(private, number)
    except (ReleaseError, CourseError, StubError, seeds.SeedError) as error:
        return _stop(str(error))
    except OSError as error:
        return _stop(f"{error.filename or out} cannot be written ({error.strerror}): give --out another folder.")
    except KeyboardInterrupt:
        _stop("Stopped: the release was not made.")
        return 130
    console = Console(highlight=False, soft_wrap=True)
    for name, content in files.items():
        console.print(f"{len(content) / 1024:8,.0f} kB  {os.path.relpath(out / name)}", markup=False)
    console.print(f"          {os.path.relpath(private / seeds.FILE)}", markup=False)
    if trial:
        console.print("The solutions earn full points by what is in instructor/, and pass the checks that are in learner/.")
    console.print("learner/ is for everyone. instructor/ holds solutions, hidden checks and the seed: keep it to yourself.")
    return 0


def artefacts(sources: Sources, wheels: dict[str, Wheel], seed: int) -> dict[str, bytes]:
    """Every file of a release by its path; the same sources and seed give the same bytes. `wheels` are the course's, by audience.

    The seed's own file is none of them: its sum, beside the others for everyone to read, would give a small seed away.
    """
    engine, kit, full = sources.engine.wheel, wheels[LEARNER], wheels[INSTRUCTOR]
    files = {
        f"learner/{engine.name}": engine.content,
        f"learner/{kit.name}": kit.content,
        f"learner/{sources.course.id}-{sources.version}.zip": folder(sources, kit),
        f"instructor/{engine.name}": engine.content,
        f"instructor/{full.name}": full.content,
        f"instructor/gradescope-{sources.version}.zip": autograder(sources, full, seed),
        "instructor/Containerfile": template("Containerfile", sources, full),
        "instructor/constraints.txt": sources.constraints,
        "instructor/.github/workflows/grade.yml": template("grade.yml", sources, full),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return {**files, SUMS: sums.encode()}


def _stop(sentence: str) -> int:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, markup=False)
    return 2
