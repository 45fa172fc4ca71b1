"""What the shell completes: the names of exercises and units, and the lines that switch completion on."""

from collections.abc import Callable

from click import Command
from click.shell_completion import CompletionItem, get_completion_class

from grader import course as courses
from grader.course import CourseError
from grader.course.find import Found


def exercise_names(search: Callable[[], Found], begun: str) -> list[CompletionItem]:
    """The exercises whose name begins so; none where the course cannot be found or read, for nobody could see why."""
    try:
        course = courses.load(search().root)
    except CourseError:
        return []
    return [
        CompletionItem(each.name, help=each.unit) for each in course.exercises.values() if each.name.startswith(begun)
    ]


def script(command: Command, shell: str) -> str:
    """The shell's own lines that switch completion on for `grader`."""
    found = get_completion_class(shell)
    assert found is not None
    return found(command, {}, "grader", "_GRADER_COMPLETE").source()
