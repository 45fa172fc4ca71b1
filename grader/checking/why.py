"""Why a check has its status, as fields; and the one place where words are made of them."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What stopped a check, or what is to be said of one that passed."""

    # What was looked at in an answer that is not the one expected
    VALUES = "values"
    SHAPE = "shape"
    TYPE = "type"
    DTYPE = "dtype"
    GRADIENT = "gradient"
    INPUTS = "inputs"  # changed in place
    DEVICE = "device"
    OPERATIONS = "operations"  # too many of them: a loop
    BEHAVIOUR = "behaviour"  # all else
    # What became of the learner's code
    RAISED = "raised"
    NOT_SENT = "not_sent"  # its result cannot be handed over
    LIMIT = "limit"
    ENDED = "ended"  # its process ended otherwise
    IMPORT = "import"  # its module cannot be imported
    UNJUDGEABLE = "unjudgeable"  # its answer made the check itself fail
    SPOILT = "spoilt"  # with it at work, the grader can start no process
    # Not judged
    NOT_WRITTEN = "not_written"
    NOT_BEGUN = "not_begun"  # nothing of it was handed in, or only the stub
    ABSENT = "absent"  # there is no such name
    WAITS = "waits"  # for an exercise
    BLOCKED = "blocked"  # by a check
    FAULT = "fault"  # of the grader's own
    NO_PROCESS = "no_process"
    # And more
    JUDGED_WITH = "judged_with"  # the course's version of an earlier exercise
    TOLD = "told"  # nothing is known but a sentence


AGAIN = "so it was not judged: it costs you nothing, and it will be tried again."
FIXED = {  # the sentence of those that have no other
    Kind.FAULT: f"The grader itself failed at this check, {AGAIN}",
    Kind.NO_PROCESS: f"The grader could start no process for this, {AGAIN}",
    Kind.SPOILT: "With your code at work the grader could start no other process; with the course's own solution it can.\n"
    "Does your code start threads, or fill memory or the disk?",
    Kind.UNJUDGEABLE: "The answer is of a kind that this check cannot judge: look at its type and its shape.",
}


@dataclass(frozen=True)
class Raised:
    """The exception of the learner's code: its type, and the first line of what it says."""

    type: str
    message: str = ""


@dataclass(frozen=True)
class Place:
    """Where the learner's code raised: the file (or the cell of a notebook), the line in it, and its text."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class NamedMistake:
    """A known mistake of the course, or a slip that many make: its name for reports, and the sentence that helps."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Why:
    """Each field is empty where it has nothing to say. Those of a hidden check hold what the learner may read, and nothing else.

    `called` is the call; `about` names what is absent, waited for or not imported. `expected` and `got` are the two halves of the
    sentence about an answer; `sentence` is the whole of it where it has no halves. `mistake` is the slip that explains it, `advice`
    the last line where none has a name. `limit` is "time", "memory", "files" or "threads".
    """

    kind: Kind
    called: str = ""
    about: str = ""
    expected: str = ""
    got: str = ""
    sentence: str = ""
    raised: Raised | None = None
    place: Place | None = None
    advice: str = ""
    mistake: NamedMistake | None = None
    limit: str = ""

    @property
    def name(self) -> str:
        """The mistake's name; empty where it has none."""
        return self.mistake.name if self.mistake else ""

    @property
    def message(self) -> str:
        """What the learner reads."""
        return "\n".join(self.parts)

    @property
    def parts(self) -> list[str]:
        """The message in its parts, a line each as a rule: what was called, what came back, where, and the likely mistake."""
        halves = f"Expected {self.expected}; got {self.got}." if self.expected and self.got else ""
        found = [self._opening(), halves or self.sentence or FIXED.get(self.kind, "")]
        if self.raised:
            said = self.raised.message
            found.append(f"It raised {self.raised.type}: {said}" if said else f"It raised {self.raised.type}.")
        if self.place:
            found.append(f"  {self.place.file}, line {self.place.line}: {self.place.text}")
        found.append((self.mistake and self.mistake.sentence) or self.advice)
        return [each for each in found if each]

    def _opening(self) -> str:
        match self.kind:
            case Kind.NOT_WRITTEN:
                itself = f"{self.called}, or {self.about} which it uses," if self.about else self.called
                return f"{itself} is not written yet."
            case Kind.ABSENT:
                return f"There is no {self.about} in your file. Keep the names that the stub gives."
            case Kind.WAITS:
                return f"Judged once {self.about} is right, for it stands on that."
            case Kind.BLOCKED:
                return f'Judged once "{self.about}" passes.'
            case Kind.IMPORT if self.about:
                return f"{self.about} could not be imported."
        return f"Called {self.called}." if self.called else ""

    def located(self, locate: Callable[[str], str], line_of: Callable[[str, int], str]) -> "Why":
        """The same with other places: `locate` puts that of a notebook in place of "unit.py, line 3", wherever a text says so;
        `line_of` gives the line of a cell as it was written, or "" of what is no cell.
        """
        place = self.place
        if place:
            file, _, line = locate(f"{place.file}, line {place.line}").rpartition(", line ")
            place = Place(file, int(line), line_of(file, int(line)) or place.text)
        raised = self.raised and Raised(self.raised.type, locate(self.raised.message))
        if raised and place:  # of a cell that is no Python, the message says the place, too
            raised = Raised(raised.type, raised.message.removeprefix(f"{place.file}, line {place.line}: "))
        return replace(self, sentence=locate(self.sentence), raised=raised, place=place)

    @property
    def as_json(self) -> dict[str, Any]:
        """As a record has it: without the fields that have nothing to say."""
        found: dict[str, Any] = {}
        for name in (each.name for each in fields(self)):
            value = getattr(self, name)
            if value:
                found[name] = vars(value) if isinstance(value, (Raised, Place, NamedMistake)) else value
        return {**found, "kind": str(self.kind)}

    @classmethod
    def of_json(cls, found: dict[str, Any]) -> "Why":
        """The same from a record. Raises ValueError, LookupError or TypeError for what is none."""
        made = {name: each(**found[name]) for name, each in PARTS.items() if found.get(name)}
        return cls(**{**found, **made, "kind": Kind(found["kind"])})


PARTS = {"raised": Raised, "place": Place, "mistake": NamedMistake}


def told(sentence: str) -> Why:
    """That of which nothing is known but a sentence."""
    return Why(Kind.TOLD, sentence=sentence)


def halves(sentence: str) -> tuple[str, str]:
    """What was expected, and what was got, of a sentence such as "Expected …; got …."; of any other all, and nothing."""
    head, _, got = sentence.partition("; got ")
    return head, got
