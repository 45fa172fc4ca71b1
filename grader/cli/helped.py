"""Commands whose help ends with examples of the course at hand; it is read when the help is asked for, and not before."""

from typing import Any

import click

from grader.cli.course import find_course


class Helped(click.Command):
    """A command with `examples`: lines in which {first} and {second} stand for exercises of the course, {unit} for a unit."""

    def __init__(self, *args: Any, examples: tuple[str, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = names(ctx)
        self.epilog = "\b\nExamples:\n" + "\n".join(f"  {line.format(**found)}" for line in self.examples)
        super().format_epilog(ctx, formatter)


def names(context: click.Context) -> dict[str, str]:
    """What stands for the names in examples: the course's own; where it cannot be read, the words of the usage line."""
    from grader import course as courses
    from grader.course import CourseError

    try:
        course = courses.load(find_course(context).root)
    except CourseError:
        return {"first": "EXERCISE", "second": "EXERCISE", "unit": "UNIT"}
    first, *rest = course.exercises or ["EXERCISE"]
    return {"first": first, "second": next(iter(rest), first), "unit": course.units[0].name}
