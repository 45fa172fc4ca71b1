"""How each status is shown and what it counts as, for every report and export: one table."""

from dataclasses import dataclass

from grader.checking.verdict import Status


@dataclass(frozen=True)
class Look:
    """A sign and a word for people; a colour for pages (hexadecimal) and one for the terminal (rich's name); GitHub's emoji.

    `judged` says that the code was judged, and by it.
    """

    status: Status
    sign: str
    word: str
    colour: str
    style: str
    emoji: str
    judged: bool

    @property
    def counts(self) -> bool | None:
        """Whether it earns points; None where that is not known, because the grader failed."""
        return self.status.counts

    @property
    def explained(self) -> bool:
        """Whether a learner is told why: of what is wrong or could not be judged, not of what is still to be written."""
        return not self.counts and (self.judged or self.counts is None)

    @property
    def marked(self) -> str:
        """The sign in its colour, as rich's markup."""
        return f"[{self.style}]{self.sign}[/]"


# In the order of columns: from done to not judged.
TABLE = (
    Look(Status.PASSED, "●", "passed", "#0b7a3e", "green", "✅", judged=True),
    Look(Status.FAILED, "✗", "not right yet", "#b3261e", "red", "❌", judged=True),
    Look(Status.NOT_CHECKED, "–", "not checked", "#8a5a00", "yellow", "➖", judged=False),
    Look(Status.NOT_STARTED, "·", "not started", "#6b6b6b", "dim", "⬜", judged=False),
    Look(Status.UNGRADED, "!", "could not be judged", "#7b1fa2", "magenta", "❗", judged=False),
)
LOOKS = {each.status: each for each in TABLE}


def look(status: object) -> Look:
    """How a status is shown, whether it is a Status or its text in a result. Raises ValueError for no status."""
    return LOOKS[Status(str(status))]


LEGEND = "[dim]" + "  ".join(f"{each.sign} {each.word}" for each in LOOKS.values()) + "[/]"  # rich's markup
