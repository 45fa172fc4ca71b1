"""Python source as a row of tokens in which names, comments, strings, numbers and layout make no difference."""

import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from typing import NamedTuple

SKIPPED = {"COMMENT", "NL", "NEWLINE", "INDENT", "DEDENT", "ENCODING", "ENDMARKER", "TYPE_COMMENT"}
RUN = 40  # blanks, and not more, are left of a longer run of them
BLANKS = re.compile(rf"[ \f\t]{{{RUN},}}")
CELL = "# %%"  # at the beginning of the line above a cell
AT_START = {"NEWLINE", "INDENT", "DEDENT", "ENCODING"}


class Token(NamedTuple):
    """What is left of a token, and the line where it stands."""

    text: str
    line: int


def passages(source: str) -> list[list[Token]]:
    """The tokens of a module, one row a function or class and one for what stands before the first of them. Where it is no Python,
    those up to the place where Python's own tokenizer gives up, and those of the cells below.

    A name of one's own becomes N, a number 0, a string S; a docstring goes. The name of a method, as in x.mean(), stays: whoever
    renames what they copied cannot rename torch.
    """
    rows: list[list[Token]] = [[]]
    before = ["", ""]  # the texts of the two tokens before
    starts = True  # of a statement
    for kind, text, line, column in _raw(source):
        if column == 0 and text in ("def", "class"):
            rows.append([])
        if kind not in SKIPPED and not (starts and kind == "STRING"):
            short = _short(kind, text, before)
            if short:
                rows[-1].append(Token(short, line))
            before = [before[1], text]
        if kind not in ("COMMENT", "NL"):
            starts = kind in AT_START
    return rows


def _raw(source: str) -> Iterator[tuple[str, str, int, int]]:
    """Kind, text, line and column of every token. Python's tokenizer would look at each end of a long run of blanks anew."""
    lines = io.StringIO(BLANKS.sub(" " * RUN, source)).readlines()
    first = last = 0
    while first < len(lines):
        try:
            for each in tokenize.generate_tokens(iter(lines[first:]).__next__):
                last = first + each.start[0]
                yield tokenize.tok_name[each.type], each.string, last, each.start[1]
            return
        except (tokenize.TokenError, SyntaxError, ValueError):  # the rest of the cell is no Python
            below = range(max(last, first + 1), len(lines))
            first = next((number for number in below if lines[number].startswith(CELL)), len(lines))


def _short(kind: str, text: str, before: list[str]) -> str:
    if kind == "NAME":
        return text if keyword.iskeyword(text) or (before[1] == "." and before[0] != "self") else "N"
    if kind.startswith("FSTRING"):  # from Python 3.12 on, an f-string is several tokens
        return "S" if kind == "FSTRING_START" else ""
    return {"STRING": "S", "NUMBER": "0"}.get(kind, text)
