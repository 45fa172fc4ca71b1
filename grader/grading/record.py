"""result.json: the contract that every report and export reads. Its schema is record.schema.json beside this file."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import Why
from grader.course.text import counted
from grader.grading import score

SCHEMA = "grader/result/2"
CLASS_SCHEMA = "grader/class/1"
SCHEMA_FILE = Path(__file__).with_name("record.schema.json")

Result = dict[str, Any]
WHY = tuple(each.name for each in fields(Why))  # the fields of a check that say why it has its status


def make(
    submission: str, verdicts: list[ExerciseVerdict], *, seed: int, device: str, data: str, key: str = "",
    notes: tuple[str, ...] = (), unsafe: tuple[str, ...] = (),
) -> Result:  # fmt: skip
    """One submission's result. `notes` are sentences about its files; `unsafe` names missing sandbox layers, if any."""
    return {
        "schema": SCHEMA,
        "submission": submission,
        "score": score.total(verdicts),
        "max_score": round(float(sum(each.max_points for each in verdicts)), score.DECIMALS),
        "seed": seed,
        "device": device,
        "data": data,
        "key": key,
        "notes": list(notes),
        "unsafe": list(unsafe),
        "exercises": [_exercise(each) for each in verdicts],
    }


def told(verdicts: Sequence[ExerciseVerdict]) -> list[ExerciseVerdict]:
    """What a result tells of: a bonus exercise that was not begun is left out, so who wants none of it does not hear of it."""
    return [each for each in verdicts if each.max_points or each.status is not Status.NOT_STARTED]


def why_of(check: Result) -> Why | None:
    """Why a check of a result has its status, where there is something to say."""
    return Why.of_json({name: check[name] for name in WHY if name in check}) if "kind" in check else None


def message(check: Result) -> str:
    """What the learner reads of a check of a result; empty where nothing is to be said."""
    why = why_of(check)
    return why.message if why else ""


def limit_of(check: Result) -> str:
    """The limit that a check of a result ran into; empty where it ran into none."""
    return str(check.get("limit", ""))


def is_named(check: Result) -> bool:
    """Whether the mistake that explains a check of a result has a name."""
    return "mistake" in check


def telling(exercise: Result) -> Result | None:
    """The check that tells most: one with a named mistake, else the first that did not pass; None where all passed."""
    wrong = [each for each in exercise["checks"] if each["status"] != Status.PASSED]
    return next(iter([each for each in wrong if is_named(each)] or wrong), None)


def remarks(exercise: Result) -> list[str]:
    """What is to be said of the exercise's checks that passed, each once."""
    passed = [message(each) for each in exercise["checks"] if each["status"] == Status.PASSED]
    return list(dict.fromkeys(each for each in passed if each))


def is_bonus(exercise: Result) -> bool:
    """Whether an exercise of a result carries no points."""
    return not exercise["max_points"]


def share(exercises: Sequence[Result]) -> float | None:
    """How much of these exercises is right, from 0 to 1: the share of their points; of a bonus, that of its checks.

    None where that is not known: a check could not be judged.
    """
    if most := score.added(float(each["max_points"]) for each in exercises):
        earned = score.added(each["points"] for each in exercises)
        return None if earned is None else earned / most
    good = [
        each["status"] != Status.NOT_STARTED and check["status"] == Status.PASSED
        for each in exercises
        for check in each["checks"]
    ]
    return sum(good) / len(good) if good else 0.0


def withheld(exercises: Sequence[Result]) -> str:
    """Why there is no score, in a sentence; empty where everything that carries points was judged."""
    if not any(each["points"] is None for each in exercises):
        return ""
    checks = [check for each in exercises for check in each["checks"]]
    open_ = sum(map(is_open, checks))
    return (
        f"{len(checks) - open_} of {counted(len(checks), 'check')} are judged; {open_} could not be judged, which is the "
        "grader's fault. The score is withheld until all are."
    )


def is_complete(result: Result) -> bool:
    """Whether every check of this result was judged."""
    return not any(is_open(check) for each in result["exercises"] for check in each["checks"])


def is_open(part: Result) -> bool:
    """Whether it is not known what a check or an exercise of a result earns, because the grader failed."""
    return Status(part["status"]).counts is None


def worth(exercises: Sequence[Result]) -> str:
    """What exercises of a result earned, for a table: "3 of 4", "? of 4" where that is open, "bonus" without points to be had."""
    earned, most = (score.added(each[what] for each in exercises) for what in ("points", "max_points"))
    return f"{'?' if earned is None else f'{earned:g}'} of {most:g}" if most else "bonus"


def line(result: Result) -> Result:
    """One submission in short: what the class's own file holds of it. The same `exercises`, not to be changed, serve all who fare
    alike: so a class of ten thousand takes little memory.
    """
    names, statuses = (" ".join(each[what] for each in result["exercises"]) for what in ("name", "status"))
    return {
        "submission": result["submission"],
        "score": result["score"],
        "max_score": result["max_score"],
        "exercises": _exercises(intern(names), statuses),
        "result": f"submissions/{result['submission']}/result.json",
    }


@cache
def _exercises(names: str, statuses: str) -> dict[str, str]:
    """Statuses by the names of exercises; neither has a space in it."""
    return dict(zip(map(intern, names.split()), map(intern, statuses.split()), strict=True))


def of_class(lines: list[Result]) -> Result:
    """The class: a line a submission; the whole of each is in its own result.json."""
    return {"schema": CLASS_SCHEMA, "submissions": lines}




def _exercise(verdict: ExerciseVerdict) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "unit": verdict.unit,
        "status": str(verdict.status),
        "points": score.points(verdict),
        "max_points": float(verdict.max_points),
        "checks": [_check(each) for each in verdict.checks],
    }


def _check(verdict: CheckVerdict) -> dict[str, Any]:
    return {
        "name": verdict.name,
        "title": verdict.title,
        "visibility": verdict.visibility,
        "status": str(verdict.status),
        **(verdict.why.as_json if verdict.why else {}),
        "seconds": verdict.seconds,
    }
