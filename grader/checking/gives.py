"""A known mistake as what it gives: one expression, in a function with the parameters of the right answer."""

import ast
from dataclasses import dataclass

from grader.checking.short_form import ShortForm, definition, without_annotations
from grader.course import CourseError


@dataclass(frozen=True)
class Gives(ShortForm):
    """The expression that a wrong version returns."""

    expression: str

    def written_out(self, source: str, exercise: str, name: str) -> str:
        """`def name(<parameters of the right answer>): return <expression>`.

        Raises CourseError also where that is no Python, and where it is the right answer.
        """
        right = definition(source, exercise)
        try:
            value = ast.parse(self.expression, mode="eval").body
        except SyntaxError as error:
            raise CourseError(f"{self.expression!r} is no Python expression: {error.msg}") from None
        body = right.body[1:] if ast.get_docstring(right) is not None else right.body
        given = ast.Return(value)
        if [ast.dump(each) for each in body] == [ast.dump(given)]:
            raise CourseError("it gives what the right answer gives")
        right.name, right.body, right.decorator_list = name, [given], []
        return ast.unparse(without_annotations(right))


def gives(expression: str, /) -> Gives:
    """What a wrong version gives, where one expression says it: `gives("a.mean()")`.

    Args:
        expression: what the wrong version returns. It sees the parameters of the reference, under the names and with the defaults
            that they have there, and all that the reference sees.

    Returns:
        What `mistake` takes. The reference may be of any length, since learners, who get their kit's mistakes written out, see its
        parameters alone.

    Examples:
        >>> mistake("no_abs", "The signs cancel out: take .abs() before the mean.", gives("(a - b).mean((-1, -2))"))
    """
    return Gives(expression)
