"""The policy file. Every part may be left out:

[late]                                # due dates and penalties
due = 2027-03-01T18:00:00+01:00
grace_minutes = 15
per_day = 0.10                        # of the points earned, for every day begun; or per_hour
cap = 0.50

[extensions]                          # a due date of one's own
ada = 2027-03-03T18:00:00+01:00

[attempts]
keep = "best"                         # or "last"
pattern = '(?P<learner>.+)-v(?P<attempt>\\d+)'

[submitted]                           # when each submission came; or `times = "times.csv"` in [attempts]
ada-v1 = 2027-03-01T17:00:00+01:00

[[adjust]]
learner = "ada"
exercise = "predict"                  # left out: for the whole
points = 1.5
reason = "Explained it at the board."

[[excuse]]
learner = "ben"
units = ["unit2_curve"]               # or exercises = […]; neither: everything
reason = "Ill."

[groups]
team-1 = ["ada", "ben"]
"""

import csv
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.results.policy.rules import Adjustment, Excuse, Late, Policy, PolicyError

PARTS = {"late", "extensions", "attempts", "submitted", "adjust", "excuse", "groups"}


def read(path: Path) -> Policy:
    """The policy in a file; raises PolicyError with the place and the cure."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(
            f"The policy {path} cannot be read ({error.strerror}). Give the path of a TOML file."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: {error}") from None
    return parse(raw, path)


def parse(raw: dict[str, Any], path: Path) -> Policy:
    """The policy in a parsed file; a `times` file is looked for beside `path`."""
    if unknown := sorted(set(raw) - PARTS):
        raise PolicyError(f"{path}: there is no part [{unknown[0]}]. The parts are: {', '.join(sorted(PARTS))}.")
    try:
        attempts = dict(raw.get("attempts", {}))
        times = attempts.pop("times", "")
        keep, pattern = attempts.pop("keep", "last"), attempts.pop("pattern", "")
        submitted = read_times(path.parent / times) if times else {}
        policy = Policy(
            attempts=keep,
            pattern=pattern,
            late=_late(raw["late"]) if "late" in raw else None,
            extensions={name: moment(each) for name, each in raw.get("extensions", {}).items()},
            submitted=submitted | {name: moment(each) for name, each in raw.get("submitted", {}).items()},
            adjustments=tuple(Adjustment(**each) for each in raw.get("adjust", [])),
            excuses=tuple(_excuse(each) for each in raw.get("excuse", [])),
            groups={name: tuple(members) for name, members in raw.get("groups", {}).items()},
        )
        if attempts:
            raise ValueError(f"[attempts] knows keep, pattern and times, not {sorted(attempts)[0]}")
        _check(policy)
    except (TypeError, ValueError, AttributeError, re.error) as error:
        raise PolicyError(f"{path}: {error}.") from None
    return policy


def moment(given: object) -> datetime:
    """A date and time; one without a time zone is taken as UTC. Raises ValueError."""
    found = datetime.fromisoformat(given) if isinstance(given, str) else given
    if not isinstance(found, datetime):
        raise ValueError(f"{given!r} is no date with a time, such as 2027-03-01T18:00:00+01:00")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read_times(path: Path) -> dict[str, datetime]:
    """A table with the columns `submission` and `time`. Raises PolicyError."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            return {row["submission"]: moment(row["time"]) for row in csv.DictReader(file)}
    except (OSError, KeyError, ValueError) as error:
        raise PolicyError(f"{path}: {error}. It needs the columns submission and time, a date and time each.") from None


def _late(raw: dict[str, Any]) -> Late:
    late = Late(**{**raw, "due": moment(raw.get("due"))})
    if not all(0 <= share <= 1 for share in (late.per_hour, late.per_day, late.cap)) or late.grace_minutes < 0:
        raise ValueError("[late]: per_hour, per_day and cap are shares from 0 to 1, and grace_minutes is not negative")
    return late


def _excuse(raw: dict[str, Any]) -> Excuse:
    return Excuse(**{**raw, "exercises": tuple(raw.get("exercises", ())), "units": tuple(raw.get("units", ()))})


def _check(policy: Policy) -> None:
    if policy.attempts not in ("best", "last"):
        raise ValueError(f'keep = "best" or "last", not {policy.attempts!r}')
    if policy.pattern and "learner" not in re.compile(policy.pattern).groupindex:
        raise ValueError("the pattern has no group (?P<learner>…)")
    by_hand: list[Adjustment | Excuse] = [*policy.adjustments, *policy.excuses]
    for each in by_hand:
        if not each.reason.strip():
            raise ValueError(f"what is done for {each.learner} by hand needs a reason")
    for given in policy.adjustments:
        if isinstance(given.points, bool) or not isinstance(given.points, int | float):
            raise ValueError(f"the points for {given.learner} are a number, with - to take some")
    members = [name for group in policy.groups.values() for name in group]
    if twice := sorted({name for name in members if members.count(name) > 1}):
        raise ValueError(f"{twice[0]} is in two groups")
