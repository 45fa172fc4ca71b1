"""Output for terminals whose encoding lacks some of our signs: each is replaced by plain letters."""

import codecs
import io
import sys

SPELT = {
    "●": "o",
    "✗": "x",
    "·": ".",
    "–": "-",
    "…": "...",
    "×": "x",
    "━": "=",
    "╸": "=",
    "╺": "-",
    "█": "#",
    "│": "|",
    "─": "-",
}


def spell_out() -> None:
    """Let standard output and standard error spell what their encoding lacks; anything unknown becomes "?"."""
    codecs.register_error("spelt", _spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="spelt")


def _spell(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(SPELT.get(each, "?") for each in error.object[error.start : error.end]), error.end
