"""Gradescope's autograder as a zip: setup.sh and run_autograder at its root, the full wheel beside them.

Source: "Autograder Specifications" of Gradescope's documentation.
"""

from grader.authoring.release.archive import pack
from grader.authoring.release.sources import Sources
from grader.authoring.release.templates import template

PROGRAMS = ("setup.sh", "run_autograder")


def autograder(sources: Sources, wheel_name: str, wheel: bytes, seed: int) -> bytes:
    """The zip; `wheel` is the instructor's, `seed` that of all its grades, which no results.json tells."""
    files = {name: template(name) for name in PROGRAMS}
    files["constraints.txt"] = sources.read("constraints.txt")
    files["options"] = f"--seed {seed}\n".encode()
    files[wheel_name] = wheel
    return pack(files, PROGRAMS)
