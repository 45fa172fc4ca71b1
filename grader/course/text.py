"""Text for people: what a learner's code or files chose, made safe to show, and how many of a thing there are."""

from grader import DISTRIBUTION


def printable(text: str, limit: int = 2000) -> str:
    """The text with nothing in it that steers what shows it: no escape sequence, no change of direction, no half a character.

    Lines stay lines. Any other white space becomes a space, whatever else cannot be printed a "\N{REPLACEMENT CHARACTER}"; what
    is longer than `limit` characters ends in "…".
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return "".join(each if each.isprintable() or each == "\n" else " " if each.isspace() else "�" for each in text)


def counted(number: int, noun: str) -> str:
    """ "1 learner", "2 learners"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def not_installed(library: str, extra: str) -> str:
    """That a library is not here, and how to get it: with an extra of this program."""
    return f"{library} is not installed here: pip install '{DISTRIBUTION}[{extra}]'."
