"""Reads results, also those that an older version of the grader wrote: whoever asks gets a record as it is written today."""

import json
from pathlib import Path
from typing import Any

from grader.checking.why import NamedMistake, Why, told
from grader.grading.record import SCHEMA, Result

FIRST = "grader/result/1"
LIMITS = {  # the words by which a message of the first version told of a limit, which had no field of its own
    "was still running after": "time",
    "Your code did nothing for": "time",
    "Your code was not done after": "time",
    "exercise together may take": "time",
    "used up its processor time": "time",
    "of memory and was stopped": "memory",
    "memory limit was reached": "memory",
    "asked for more memory": "memory",
    "used too much memory": "memory",
    "asked for more of the GPU": "memory",
    "Your code wrote more than": "files",
    "wrote more than a submission may": "files",
    "threads and was stopped": "threads",
}


def read(path: Path) -> Result | None:
    """A result written earlier, or None where there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return upgraded(content) if isinstance(content, dict) else None


def upgraded(found: Result) -> Result | None:
    """The same result as it is written today; None for what is no result."""
    match found.get("schema"):
        case str(version) if version == SCHEMA:
            return found
        case str(version) if version == FIRST:
            return _from_first(found)
    return None


def _from_first(found: Result) -> Result | None:
    """A result of the first version, which told each reason as one text, and the name of the mistake beside it.

    At first, what the grader had failed at was a "grader_fault" there, and counted as passed.
    """
    try:
        exercises = [_exercise(each) for each in found["exercises"]]
        opened = any(each["points"] is None for each in exercises)
        return {**found, "schema": SCHEMA, "score": None if opened else found["score"], "exercises": exercises}
    except (LookupError, TypeError):
        return None


def _exercise(found: Result) -> Result:
    made = {**found, "checks": [_check(each) for each in found["checks"]]}
    if "grader_fault" in [each["status"] for each in found["checks"]]:
        made |= {"status": "ungraded", "points": None if found["max_points"] else 0.0}
    return made


def _check(found: Result) -> Result:
    status = "ungraded" if found["status"] == "grader_fault" else found["status"]
    why = as_why(found["message"], found["mistake"]).as_json if found["message"] else {}
    kept = {name: found[name] for name in ("name", "title", "visibility")}
    return {**kept, "status": status, **why, "seconds": found["seconds"]}


def as_why(message: str, mistake: str | None = None) -> Why:
    """A record of which the same message is made. The last line of one with a mistake is the sentence about it."""
    said: dict[str, Any] = vars(told(message)) | {"limit": next((LIMITS[each] for each in LIMITS if each in message), "")}
    if mistake:
        head, _, last = message.rpartition("\n")
        said |= {"sentence": head, "mistake": NamedMistake(mistake, last)}
    return Why(**said)
