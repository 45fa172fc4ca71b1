"""JSON as check50 prints it with `--output json`: a list of checks, each passed, not passed, or (null) not run."""

import json
from typing import Any

from grader.course.text import printable
from grader.grading.record import message
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import look

VERSION = "3.3.11"  # of check50, whose fields these are


def render(grade: FinalGrade, title: str) -> str:
    """The file's text. A check that was not judged is null, as in check50 one whose dependency failed."""
    checks: list[dict[str, Any]] = []
    for exercise in grade.result["exercises"]:
        for check in exercise["checks"]:
            shown = look(check["status"])
            passed = shown.counts if shown.judged else None
            said = printable(message(check))
            cause = {"rationale": said or "not judged", "help": None}
            checks.append(
                {
                    "name": f"{exercise['name']}.{check['name']}",
                    "description": printable(f"{exercise['name']} {check['title']}"),
                    "passed": passed,
                    "log": [said] if passed and said else [],
                    "cause": None if passed else cause,
                    "data": {},
                    "dependency": None,
                }
            )
    slug = printable(f"{title}/{grade.learner}").replace(" ", "-").lower()
    return json.dumps({"slug": slug, "results": checks, "version": VERSION}, indent=2) + "\n"
