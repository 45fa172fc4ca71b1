"""The learner's folder as a zip: stubs, the two wheels, and a workflow. Also the template of a classroom's repositories."""

from grader.authoring.release.sources import Sources
from grader.authoring.release.templates import template
from grader.authoring.release.wheel import Wheel
from grader.submission.pack import pack

WORKFLOW = ".github/workflows/classroom.yml"


def folder(sources: Sources, course: Wheel) -> bytes:
    """The zip, with one folder in it. `course` is the learner's wheel."""
    files = {
        **sources.stubs(),
        "INSTALL.md": template("install.md", sources, course),
        ".gitignore": template("gitignore", sources, course),
        WORKFLOW: template("classroom.yml", sources, course),
        **{f"kit/{each.name}": each.content for each in (sources.engine.wheel, course)},
    }
    if sources.license is not None:
        files["LICENSE"] = sources.license
    return pack({f"{sources.course.id}/{name}": content for name, content in files.items()})
