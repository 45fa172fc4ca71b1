"""How each status is shown, for every report: one table."""

from dataclasses import dataclass

from grader.checking.verdict import Status


@dataclass(frozen=True)
class Look:
    """A sign and a word for people; a colour for pages (hexadecimal) and one for the terminal (rich's name); GitHub's emoji."""

    sign: str
    word: str
    colour: str
    style: str
    emoji: str

    @property
    def marked(self) -> str:
        """The sign in its colour, as rich's markup."""
        return f"[{self.style}]{self.sign}[/]"


# In the order of columns: from done to not judged.
LOOKS = {
    Status.PASSED: Look("●", "passed", "#0b7a3e", "green", "✅"),
    Status.FAILED: Look("✗", "not right yet", "#b3261e", "red", "❌"),
    Status.NOT_CHECKED: Look("–", "not checked", "#8a5a00", "yellow", "➖"),
    Status.NOT_STARTED: Look("·", "not started", "#6b6b6b", "dim", "⬜"),
    Status.UNGRADED: Look("!", "could not be judged", "#7b1fa2", "magenta", "❗"),
}


def look(status: object) -> Look:
    """How a status is shown, whether it is a Status or its text in a result. Raises ValueError for no status."""
    return LOOKS[Status(str(status))]


LEGEND = "[dim]" + "  ".join(f"{each.sign} {each.word}" for each in LOOKS.values()) + "[/]"  # rich's markup
