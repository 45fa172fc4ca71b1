"""A known mistake as a change of the right answer: which text of its definition becomes which other."""

import ast
from dataclasses import dataclass

from grader.checking.short_form import ShortForm, definition, without_annotations
from grader.course import CourseError
from grader.course.stubs import MARKER

MOST = 3  # statements of a right answer that may be changed: of a longer one, the rest would be handed out with the mistake


@dataclass(frozen=True)
class Change(ShortForm):
    """Texts of a right answer, each with the one that takes its place."""

    pairs: tuple[tuple[str, str], ...]

    def written_out(self, source: str, exercise: str, name: str) -> str:
        """The definition with the change.

        Raises CourseError also where it is too long, where a text is not there exactly once, and where nothing changes or no Python
        comes of it.
        """
        before = _bare(source, definition(source, exercise))
        right = ast.parse(before).body[0]
        count = sum(isinstance(each, ast.stmt) for each in ast.walk(right)) - 1
        if count > MOST:
            raise CourseError(f"the right answer has {count} statements, and may have {MOST} at most: write the mistake out")
        after = before
        for old, new in self.pairs:
            times = after.count(old)
            if times != 1:
                raise CourseError(
                    f"{old!r} stands {times} times in the right answer, and should stand there once: write more of it"
                )
            after = after.replace(old, new)
        try:
            wrong = ast.parse(after).body[0]
        except SyntaxError as error:
            raise CourseError(f"no Python comes of it: {error.msg}") from None
        assert isinstance(wrong, ast.FunctionDef)
        if ast.dump(right) == ast.dump(wrong):
            raise CourseError("it changes nothing")
        wrong.name = name
        return ast.unparse(without_annotations(wrong))


def change(*texts: str) -> Change:
    """What a slip makes of the right answer: `change(".abs()", "")`.

    Args:
        texts: a text of the reference's definition of the exercise, which stands there exactly once, and what takes its place;
            further pairs may follow, which are applied in order. The docstring is not searched.

    Returns:
        What `mistake` takes. The reference may have at most three statements, since learners get their kit's mistakes written out:
        write the mistake out where it has more, as a function below `@mistake`.

    Examples:
        >>> mistake("sums", "It looks as if you summed over the pixels: take the mean.", change(".mean(", ".sum("))
    """
    if not texts or len(texts) % 2:
        raise CourseError("change: give a text of the right answer and what takes its place, or several such pairs.")
    return Change(tuple(zip(texts[::2], texts[1::2], strict=True)))


def _bare(source: str, node: ast.FunctionDef) -> str:
    """The text of a definition without its docstring and without the lines that mark the solution."""
    first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    last = node.end_lineno or first
    doc = node.body[0] if ast.get_docstring(node) is not None else None
    left_out = range(doc.lineno, (doc.end_lineno or doc.lineno) + 1) if doc else range(0)
    lines = source.split("\n")
    kept = [lines[number - 1] for number in range(first, last + 1) if number not in left_out]
    return "\n".join(each for each in kept if not MARKER.fullmatch(each))
