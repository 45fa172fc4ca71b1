"""The command line: it reads options and calls one function. Nothing is decided here, and nothing heavy is imported at its start.

One file an audience; COMMANDS lists them in the order of `grader --help`.
"""

import click

from grader import DISTRIBUTION
from grader.cli import author, data, grading, instructor, learner, notebooks
from grader.cli.course import add_course, far_from_work, near_here, near_new_work, near_work
from grader.cli.streams import spell_out

COMMANDS = [
    add_course(learner.start, near_new_work),
    *(add_course(each, near_work, told=each is not learner.watch) for each in learner.COMMANDS),
    learner.completion,
    add_course(grading.grade, far_from_work),
    grading.doctor,
    *(add_course(each, far_from_work) for each in instructor.COMMANDS),
    add_course(instructor.release, near_here),
    add_course(instructor.autograde, far_from_work, told=False),  # Gradescope shows what it prints beside the results
    add_course(data.data, near_here),
    add_course(notebooks.nbgrader, notebooks.as_remembered),
    author.new_course,
    *(add_course(each, near_here) for each in (author.new_exercise, author.verify, author.figures, author.dev)),
]


class InOrder(click.Group):
    """A group that lists its commands as they were added: first things first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=DISTRIBUTION)
def main() -> None:
    """Exercises that are judged as you write them: learn (start, check, watch, hint), grade a class, prove the course."""
    spell_out()


for each in COMMANDS:
    main.add_command(each)
