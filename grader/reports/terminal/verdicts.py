"""One exercise's verdict in the terminal, as its learner reads it."""

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from grader.checking.verdict import ExerciseVerdict, Status
from grader.results.statuses import look


def show_exercise(console: Console, verdict: ExerciseVerdict) -> None:
    """Print an exercise's verdict."""
    console.print(exercise_view(verdict))


def exercise_view(verdict: ExerciseVerdict) -> Group:
    """Every check with its mark; under the first that did not pass, its message and where the hint is.

    Under one that passed stands what is to be said of it, once.
    """
    lines: list[RenderableType] = [f"[bold]{escape(verdict.name)}[/] [dim]({escape(verdict.unit)}.py)[/]"]
    explained = False
    noted: set[str] = set()
    for check in verdict.checks:
        lines.append(f"  {look(check.status).marked} {escape(check.title)}")
        if check.status is Status.PASSED:
            if check.message and check.message not in noted:
                noted.add(check.message)
                lines.append(Padding(Text(check.message), (0, 0, 0, 6), expand=False))
        elif not explained:
            explained = True
            for line in [*check.message.split("\n"), f"More: grader hint {verdict.name}"]:
                lines.append(Padding(Text(line), (0, 0, 0, 6), expand=False))
    return Group(*lines)
