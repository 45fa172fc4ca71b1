"""A check file as learners get it: what is made of the right answer is written out, since they have no right answer."""

import ast
from collections.abc import Callable

from grader.authoring.release.errors import ReleaseError
from grader.checking.change import change
from grader.checking.gives import gives
from grader.checking.short_form import ShortForm
from grader.course import CourseError

FORMS: dict[str, Callable[..., ShortForm]] = {"change": change, "gives": gives}


def expanded(check: str, place: str, source: str, exercise: str) -> str:
    """The text of a public check file with each `mistake(name, sentence, change(...))`, or `gives(...)`, as a function.

    Args:
        check, place: the text, and where it lies, for errors.
        source: the right answers of the exercise's unit.
        exercise: the one that the file is for.

    Raises ReleaseError, which names the file and the mistake, where a short form does not fit, or is no plain text.
    """
    lines = check.split("\n")
    for node in reversed(ast.parse(check).body):
        if (found := _short_form_in(node)) is None:
            continue
        form, name, sentence, texts = found
        try:
            values = [ast.literal_eval(each) for each in (name, *texts)]
            wrong = FORMS[form](*values[1:]).written_out(source, exercise, values[0])
        except ValueError:
            raise ReleaseError(f"{place}, line {node.lineno}: write name and {form} as plain texts, in quotes.") from None
        except CourseError as error:
            raise ReleaseError(f"{place}: the mistake {values[0]}: {error}.") from None
        text = f"@mistake({ast.get_source_segment(check, sentence)})\n{wrong}"
        lines[node.lineno - 1 : node.end_lineno] = ["", "", *text.splitlines(), "", ""]
    return _apart(lines)


def _short_form_in(node: ast.stmt) -> tuple[str, ast.expr, ast.expr, list[ast.expr]] | None:
    """The form, the name, the sentence and the texts of a mistake in a short form; None for any other statement."""
    match node:
        case ast.Expr(ast.Call(ast.Name("mistake"), [name, sentence, ast.Call(ast.Name(form), texts)])) if form in FORMS:
            return form, name, sentence, texts
    return None


def _apart(lines: list[str]) -> str:
    """The lines with two empty ones at most where there were more."""
    kept = [each for number, each in enumerate(lines) if each or any(lines[max(0, number - 2) : number])]
    return "\n".join(kept).rstrip("\n") + "\n"
