"""A learner's source as HTML: coloured, numbered, and every character of it escaped."""

from functools import lru_cache

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.course.text import printable
from grader.submission.aside.reader import Unreadable, aside

LIMIT = 100_000  # characters of a module that are shown
STYLE = "friendly"


@lru_cache(maxsize=1024)
def coloured(source: str) -> Markup:
    """The source as HTML. What steers the direction of text, or cannot be seen, is shown as U+FFFD.

    Without colours where Pygments cannot be done with it.
    """
    text = printable(source[: LIMIT + 1].expandtabs(4), LIMIT)
    try:
        return Markup(aside(highlighted, text))  # pygments escapes what it colours
    except Unreadable:
        return Markup('<div class="code"><pre>{}</pre></div>').format(escape(text))


def highlighted(text: str) -> str:
    """What Pygments makes of Python; to be called aside: its patterns can take very long for a text that is made for it."""
    formatter = HtmlFormatter(style=STYLE, cssclass="code", linenos="inline")
    lexer = PythonLexer(stripnl=False, ensurenl=True)  # blank lines at the top stay: messages speak of line numbers
    return str(highlight(text, lexer, formatter))


def colours() -> str:
    """The style sheet that goes with it."""
    return str(HtmlFormatter(style=STYLE, cssclass="code").get_style_defs(".code"))
