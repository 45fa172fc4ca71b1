"""A learner's source as HTML: coloured, numbered, and every character of it escaped."""

from functools import lru_cache

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.text import printable

LIMIT = 100_000  # characters of a module that are shown
STYLE = "friendly"


@lru_cache(maxsize=1024)
def coloured(source: str) -> Markup:
    """The source as HTML. What steers the direction of text, or cannot be seen, is shown as U+FFFD."""
    text = printable(source.expandtabs(4), LIMIT)
    formatter = HtmlFormatter(style=STYLE, cssclass="code", linenos="inline")
    lexer = PythonLexer(stripnl=False, ensurenl=True)  # blank lines at the top stay: messages speak of line numbers
    return Markup(highlight(text, lexer, formatter))  # pygments escapes what it colours


def colours() -> str:
    """The style sheet that goes with it."""
    return str(HtmlFormatter(style=STYLE, cssclass="code").get_style_defs(".code"))
