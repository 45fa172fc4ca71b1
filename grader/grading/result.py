"""result.json: the contract that every report and export reads. Its schema is result.schema.json beside this file."""

import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course.text import counted
from grader.grading import score

SCHEMA = "grader/result/1"
CLASS_SCHEMA = "grader/class/1"
SCHEMA_FILE = Path(__file__).with_name("result.schema.json")

Result = dict[str, Any]


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


def remarks(exercise: Result) -> list[str]:
    """What is to be said of the exercise's checks that passed, each once."""
    passed = [each for each in exercise["checks"] if each["status"] == "passed"]
    return list(dict.fromkeys(str(each["message"]) for each in passed if each["message"]))


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
        each["status"] != "not_started" and check["status"] == "passed" for each in exercises for check in each["checks"]
    ]
    return sum(good) / len(good) if good else 0.0


def withheld(exercises: Sequence[Result]) -> str:
    """Why there is no score, in a sentence; empty where everything that carries points was judged."""
    if not any(each["points"] is None for each in exercises):
        return ""
    statuses = [check["status"] for each in exercises for check in each["checks"]]
    open_ = statuses.count("ungraded")
    return (
        f"{len(statuses) - open_} of {counted(len(statuses), 'check')} are judged; {open_} could not be judged, which is the "
        "grader's fault. The score is withheld until all are."
    )


def is_complete(result: Result) -> bool:
    """Whether every check of this result was judged."""
    return not any(check["status"] == "ungraded" for each in result["exercises"] for check in each["checks"])


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


def write(path: Path, content: dict[str, Any]) -> None:
    """Write JSON so that the file is whole or absent, whatever happens in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:  # half a character: JSON's own escape
            json.dump(content, file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(path: Path) -> Result | None:
    """A result written earlier, or None where there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return _withholding(content) if isinstance(content, dict) and content.get("schema") == SCHEMA else None


def _withholding(found: Result) -> Result:
    """A result as it is written now: once, what the grader had failed at was a "grader_fault", and counted as passed."""
    for exercise in found.get("exercises", ()):
        faults = [check for check in exercise["checks"] if check["status"] == "grader_fault"]
        for check in faults:
            check["status"] = "ungraded"
        if faults:
            exercise["status"], points = "ungraded", None if exercise["max_points"] else 0.0
            exercise["points"] = points
            found["score"] = found["score"] if points == 0.0 else None
    return found


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
        "message": verdict.message,
        "mistake": verdict.mistake,
        "seconds": verdict.seconds,
    }
