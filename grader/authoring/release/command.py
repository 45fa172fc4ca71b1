"""`grader release`: what learners get, and what instructors run elsewhere, each in a folder of its own."""

import hashlib
import os
from pathlib import Path

from rich.console import Console

from grader.authoring.release.gradescope import autograder
from grader.authoring.release.learner import folder
from grader.authoring.release.sources import ReleaseError, Sources, load
from grader.authoring.release.templates import template
from grader.authoring.release.wheel import wheel
from grader.course import CourseError
from grader.course.stubs import StubError
from grader.results import seed as seeds

SUMS = "SHA256SUMS"


def release(out: Path, seed: int | None) -> int:
    """Write everything into `out` and list it; the exit status (2, with the cure, where that cannot be).

    Without a seed, the release takes that of the earlier one in `out`, or draws one.
    """
    private = out / "instructor"
    try:
        known = seeds.recorded(private) if seed is None else seed
        number = seeds.draw() if known is None else known
        files = artefacts(load(), number)
        for name, content in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        seeds.keep(private, number)
    except (ReleaseError, CourseError, StubError, seeds.SeedError) as error:
        return _stop(str(error))
    except OSError as error:
        return _stop(f"{error.filename or out} cannot be written ({error.strerror}): give --out another folder.")
    console = Console(highlight=False, soft_wrap=True)
    for name, content in files.items():
        console.print(f"{len(content) / 1024:8,.0f} kB  {os.path.relpath(out / name)}", markup=False)
    console.print(f"          {os.path.relpath(private / seeds.FILE)}", markup=False)
    console.print("learner/ is for everyone. instructor/ holds solutions, hidden checks and the seed: keep it to yourself.")
    return 0


def artefacts(sources: Sources, seed: int) -> dict[str, bytes]:
    """Every file of a release by its path; the same sources and seed give the same bytes.

    The seed's own file is none of them: its sum, beside the others for everyone to read, would give a small seed away.
    """
    name, kit = wheel(sources, sources.learners(), "learner")
    full_name, full = wheel(sources, sources.everything(), "instructor")
    files = {
        f"learner/{name}": kit,
        f"learner/{sources.course.id}-{sources.version}.zip": folder(sources, name, kit),
        f"instructor/{full_name}": full,
        f"instructor/gradescope-{sources.version}.zip": autograder(sources, full_name, full, seed),
        "instructor/Containerfile": template("Containerfile"),
        "instructor/constraints.txt": sources.read("constraints.txt"),
        "instructor/.github/workflows/grade.yml": template("grade.yml"),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items())
    return {**files, SUMS: sums.encode()}


def _stop(sentence: str) -> int:
    Console(stderr=True, highlight=False, soft_wrap=True).print(sentence, markup=False)
    return 2
