"""The learner's folder as a zip: stubs, the learner's wheel, and a workflow. Also the template of a classroom's repositories."""

from grader.authoring.release.archive import pack
from grader.authoring.release.sources import Sources
from grader.authoring.release.templates import template

WORKFLOW = ".github/workflows/classroom.yml"


def folder(sources: Sources, wheel_name: str, wheel: bytes) -> bytes:
    """The zip, with one folder in it. `wheel` is the learner's."""
    files = {
        **sources.stubs(),
        "INSTALL.md": template("install.md"),
        "LICENSE": sources.read("LICENSE"),
        ".gitignore": template("gitignore"),
        WORKFLOW: template("classroom.yml"),
        f"kit/{wheel_name}": wheel,
    }
    return pack({f"{sources.course.id}/{name}": content for name, content in files.items()})
