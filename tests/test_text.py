"""Text from a learner's code is shown as text, whatever it holds."""

import pytest

from grader.course.text import counted, printable


@pytest.mark.parametrize("text", ["plain", "two\nlines", "ü ß 中 🙂 é", "[bold]markup[/]", ""])
def test_what_can_be_printed_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2Jgone", "�[2Jgone"),  # clears a terminal
        ("\x9b31mred", "�31mred"),  # the same in one character
        ("a\rb", "a b"),  # overwrites a line
        ("a\tb\x0bc\u2028d\xa0e", "a b c d e"),
        ("\u202epassed\u202c", "�passed�"),  # right to left
        ("zero\u200bwidth", "zero�width"),
        ("nul\0, bell\a, back\b", "nul�, bell�, back�"),
        ("half \ud800 a character", "half � a character"),
    ],
)
def test_what_would_steer_the_terminal_is_taken_out(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_what_is_too_long_ends_in_dots() -> None:
    assert printable("x" * 50, 10) == "x" * 9 + "…"
    assert printable("x" * 10, 10) == "x" * 10


def test_how_many() -> None:
    assert [counted(number, "learner") for number in (0, 1, 2)] == ["0 learners", "1 learner", "2 learners"]
