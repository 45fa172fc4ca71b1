"""results.json as Gradescope's autograder specification wants it: one file a submission, one test an exercise."""

import json
from typing import Any

from grader.course.text import printable
from grader.grading.record import Result, is_bonus
from grader.reports.exports.feedback import feedback
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import look

STATUSES: dict[bool | None, dict[str, str]] = {  # by what a status counts as
    True: {"status": "passed"},
    False: {"status": "failed"},
    None: {},
}


def render(grade: FinalGrade, title: str) -> str:
    """The file's text. `score` is the score after all rules, which Gradescope takes instead of the tests' sum.

    Where the score is withheld there is none, also of no test, and Gradescope reports that the autograder failed.
    """
    exercises = grade.result["exercises"]
    units = list(dict.fromkeys(each["unit"] for each in exercises))
    tests: list[dict[str, Any]] = []
    for each in exercises:
        number = sum(test["tags"] == [each["unit"]] for test in tests) + 1
        tests.append(
            {
                "name": f"{each['name']} (bonus)" if is_bonus(each) else str(each["name"]),
                "name_format": "text",
                "number": f"{units.index(each['unit']) + 1}.{number}",
                **({} if is_bonus(each) or grade.score is None else _points(each, grade)),
                **STATUSES[look(each["status"]).counts],
                "output": feedback(each),
                "output_format": "text",
                "visibility": "visible",
                "tags": [each["unit"]],
            }
        )
    said = [*grade.reasons, *(str(note) for note in grade.result["notes"])]
    return document(grade.score, "\n".join(said), tests)


def _points(exercise: Result, grade: FinalGrade) -> dict[str, float | None]:
    """What Gradescope shows as "3/4"; a bonus goes without, for "0/0" would read as if there were something to lose."""
    counts = exercise["name"] in grade.points
    return {
        "score": grade.points.get(str(exercise["name"]), 0.0),
        "max_score": float(exercise["max_points"]) if counts else 0.0,
    }


def document(score: float | None, output: str, tests: list[dict[str, Any]]) -> str:
    """A results.json with these tests; also what is written when grading itself went wrong (no score, no tests)."""
    content = {
        **({} if score is None else {"score": score}),
        "output": printable(output),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",  # what the autograder prints is for the instructor
        "tests": tests,
    }
    return json.dumps(content, indent=2) + "\n"
