"""The final grade of each learner, once the rules are applied. Pure functions: the same results and rules give the same grades."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, inf

from grader.grading import score
from grader.grading.record import Result, withheld
from grader.results.policy.rules import Adjustment, Excuse, Late, Policy


@dataclass(frozen=True)
class FinalGrade:
    """What a learner has: `score` of `max_score` after all rules; `earned` is what the checks gave.

    `reasons` say, a sentence each, why the score is not what was earned. `points` are those of every exercise that counts, with
    what was given or taken by hand, before the late penalty. `excused` means that nothing counts. Where something that counts
    could not be judged, its points are None, the score is withheld (None), and a reason says so.
    """

    learner: str
    result: Result
    earned: float | None
    score: float | None
    max_score: float
    points: dict[str, float | None]
    reasons: tuple[str, ...] = ()
    excused: bool = False

    @property
    def share(self) -> float | None:
        """The score as a share of what could be had, from 0 up; 0 where nothing counts, None where the score is withheld."""
        if self.score is None:
            return None
        return self.score / self.max_score if self.max_score else 0.0


def apply_policy(results: Iterable[Result], policy: Policy) -> list[FinalGrade]:
    """The final grade of every learner, in order of their names."""
    attempts: dict[str, list[FinalGrade]] = {}
    for result in sorted(results, key=lambda each: order_of(str(each["submission"]), policy)):
        owner, _ = learner_of(str(result["submission"]), policy)
        for learner in policy.groups.get(owner, (owner,)):
            attempts.setdefault(learner, []).append(judge(learner, result, policy))
    chosen = {learner: choose(found, policy.attempts) for learner, found in attempts.items()}
    return [chosen[learner] for learner in sorted(chosen)]


def learner_of(submission: str, policy: Policy) -> tuple[str, str]:
    """The learner and the attempt that a submission's id names; an id that does not fit the pattern is the learner's name."""
    match = re.fullmatch(policy.pattern, submission) if policy.pattern else None
    return (match["learner"], match.groupdict().get("attempt") or "") if match else (submission, "")


def order_of(submission: str, policy: Policy) -> tuple[float, float, str]:
    """What submissions are put in order by: when they came, then the number of the attempt, then the id."""
    came, (_, attempt) = policy.submitted.get(submission), learner_of(submission, policy)
    return (came.timestamp() if came else -inf, float(attempt) if attempt.isdecimal() else 0.0, submission)


def choose(attempts: list[FinalGrade], keep: str) -> FinalGrade:
    """The last attempt, or the first of those with the highest score. One whose score is withheld may have been the highest."""
    return attempts[-1] if keep == "last" else max(attempts, key=lambda each: inf if each.share is None else each.share)


def judge(learner: str, result: Result, policy: Policy) -> FinalGrade:
    """One submission under the rules: excuses, then what was given or taken by hand for an exercise, then the late penalty,
    then what was given or taken by hand for the whole. A score is never below 0.
    """
    exercises = [each for each in result["exercises"] if not is_excused(each, excuses_of(learner, policy))]
    reasons = [f"Excused{_what(each)}: {each.reason}" for each in excuses_of(learner, policy)]
    points: dict[str, float | None] = {str(each["name"]): each["points"] for each in exercises}
    for given in (each for each in policy.adjustments if each.learner == learner and each.exercise in points):
        before = points[given.exercise]
        points[given.exercise] = None if before is None else max(0.0, before + given.points)
        reasons.append(_said(given))
    missing = withheld(exercises)
    found = sum(each or 0.0 for each in points.values())
    due = policy.extensions.get(learner, policy.late.due if policy.late else None)
    lost = penalty(policy.late, due, policy.submitted.get(str(result["submission"])))
    if policy.late and due and lost:
        late = policy.submitted[str(result["submission"])] - due
        reasons.append(f"Late by {_duration(late)}: {lost:.0%} of the points.")
        found *= 1 - lost
    for given in (each for each in policy.adjustments if each.learner == learner and not each.exercise):
        found += given.points
        reasons.append(_said(given))
    return FinalGrade(
        learner=learner,
        result=result,
        earned=result["score"],
        score=None if missing else round(max(0.0, found), score.DECIMALS),
        max_score=round(sum(float(each["max_points"]) for each in exercises), score.DECIMALS),
        points=points,
        reasons=(*([missing] if missing else []), *reasons),
        excused=bool(result["exercises"]) and not exercises,
    )


def penalty(late: Late | None, due: datetime | None, came: datetime | None) -> float:
    """The share of the points that lateness costs, from 0 to 1: every hour and every day begun after `due` counts."""
    if late is None or due is None or came is None or came <= due + timedelta(minutes=late.grace_minutes):
        return 0.0
    behind = came - due
    hours, days = ceil(behind / timedelta(hours=1)), ceil(behind / timedelta(days=1))
    return min(late.cap, hours * late.per_hour + days * late.per_day, 1.0)


def excuses_of(learner: str, policy: Policy) -> list[Excuse]:
    """What a learner is excused from."""
    return [each for each in policy.excuses if each.learner == learner]


def is_excused(exercise: Result, excuses: Iterable[Excuse]) -> bool:
    """Whether one of the excuses covers an exercise of a result."""
    return any(
        exercise["name"] in each.exercises or exercise["unit"] in each.units or not (each.exercises or each.units)
        for each in excuses
    )


def unknown_names(results: Iterable[Result], policy: Policy) -> list[str]:
    """Names in the policy that no submission, and exercises and units that no result, knows: most likely misspelt."""
    rows = list(results)
    ids = {str(each["submission"]) for each in rows}
    owners = {learner_of(each, policy)[0] for each in ids}
    learners = owners | {name for members in policy.groups.values() for name in members}
    tasks = {str(each["name"]) for row in rows for each in row["exercises"]}
    units = {str(each["unit"]) for row in rows for each in row["exercises"]}
    by_hand: list[Adjustment | Excuse] = [*policy.adjustments, *policy.excuses]
    found = [name for name in [*(each.learner for each in by_hand), *policy.extensions] if name not in learners]
    found += [name for name in policy.groups if name not in owners]
    found += [each.exercise for each in policy.adjustments if each.exercise and each.exercise not in tasks]
    found += [name for each in policy.excuses for name in each.exercises if name not in tasks]
    found += [name for each in policy.excuses for name in each.units if name not in units]
    return list(dict.fromkeys([*found, *(name for name in policy.submitted if name not in ids)]))


def _said(given: Adjustment) -> str:
    where = f" in {given.exercise}" if given.exercise else ""
    return f"{given.points:+g} points{where}: {given.reason}"


def _what(excuse: Excuse) -> str:
    names = [*excuse.units, *excuse.exercises]
    return f" from {', '.join(names)}" if names else ""


def _duration(late: timedelta) -> str:
    hours, minutes = divmod(int(late.total_seconds()) // 60, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
