"""Files that a release holds, with the names of the course and of the wheels put in."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.authoring.release.sources import Sources
from grader.authoring.release.wheel import Wheel

# In marks of their own: shell, YAML and GitHub have the usual ones.
FILES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    variable_start_string="<%=",
    variable_end_string="%>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<%#",
    comment_end_string="%>",
)


def template(name: str, sources: Sources, course: Wheel) -> bytes:
    """One of them for a course, of which `course` is the wheel that is installed there."""
    stubs = [path.name for path in sources.course.modules("assignments")]
    return FILES.get_template(name).render(
        title=" ".join(sources.course.title.split()),
        id=sources.course.id,
        engine=sources.engine.wheel.name,
        course=course.name,
        first=stubs[0],
        readme="README.md" in sources.stubs(),
        ignored=sorted({"pictures", *sources.course.ignored}),
    ).encode()
