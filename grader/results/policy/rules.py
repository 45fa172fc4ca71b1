"""An instructor's rules for a class as frozen dataclasses. How they are written down: policy_file.py."""

from dataclasses import dataclass, field
from datetime import datetime


class PolicyError(Exception):
    """The policy file says something that cannot be; the message names the place and the cure."""


@dataclass(frozen=True)
class Late:
    """What being late costs: a share of the points for every hour or day begun after `due`, never more than `cap`.

    per_hour, per_day, cap: shares from 0 to 1. grace_minutes: so much later still counts as in time; who comes after that is
    late from `due` on.
    """

    due: datetime
    grace_minutes: float = 0.0
    per_hour: float = 0.0
    per_day: float = 0.0
    cap: float = 1.0


@dataclass(frozen=True)
class Adjustment:
    """Points given or taken by hand, for an exercise or for all; `reason` is shown to the learner."""

    learner: str
    points: float
    reason: str
    exercise: str = ""


@dataclass(frozen=True)
class Excuse:
    """Exercises or whole units that do not count for a learner; with neither, nothing counts."""

    learner: str
    reason: str
    exercises: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """All rules together; `Policy()` changes nothing.

    attempts: "best" or "last" of a learner's submissions; `pattern` is a regular expression that finds the `learner` (and the
    order, `attempt`) in a submission's id. submitted: when a submission came, by its id. groups: the members who get what a
    submission earned, by its learner's name.
    """

    attempts: str = "last"
    pattern: str = ""
    late: Late | None = None
    extensions: dict[str, datetime] = field(default_factory=dict)
    submitted: dict[str, datetime] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
