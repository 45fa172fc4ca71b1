"""Gradescope's autograder as a zip: setup.sh and run_autograder at its root, the wheels beside them.

Source: "Autograder Specifications" of Gradescope's documentation.
"""

from grader.authoring.release.sources import Sources
from grader.authoring.release.templates import template
from grader.authoring.release.wheel import Wheel
from grader.submission.pack import pack

PROGRAMS = ("setup.sh", "run_autograder")


def autograder(sources: Sources, course: Wheel, seed: int) -> bytes:
    """The zip; `course` is the instructor's wheel, `seed` that of all its grades, which no results.json tells."""
    files = {name: template(name, sources, course) for name in PROGRAMS}
    files["constraints.txt"] = sources.constraints
    files["options"] = f"--seed {seed}\n".encode()
    return pack(files | dict([sources.engine.wheel, course]), PROGRAMS)
