"""results.json as Gradescope's autograder specification wants it: one file a submission, one test an exercise."""

import json
from typing import Any

from grader.exports.feedback import feedback
from grader.policy.standing import Standing
from grader.text import printable


def render(standing: Standing, title: str) -> str:
    """The file's text. `score` is the score after all rules, which Gradescope takes instead of the tests' sum."""
    exercises = standing.result["exercises"]
    units = list(dict.fromkeys(each["unit"] for each in exercises))
    tests: list[dict[str, Any]] = []
    for each in exercises:
        number = sum(test["tags"] == [each["unit"]] for test in tests) + 1
        tests.append(
            {
                "name": str(each["name"]),
                "name_format": "text",
                "number": f"{units.index(each['unit']) + 1}.{number}",
                "score": standing.points.get(str(each["name"]), 0.0),
                "max_score": float(each["max_points"]) if each["name"] in standing.points else 0.0,
                "status": "passed" if each["status"] in ("passed", "grader_fault") else "failed",
                "output": feedback(each),
                "output_format": "text",
                "visibility": "visible",
                "tags": [each["unit"]],
            }
        )
    said = [*standing.reasons, *(str(note) for note in standing.result["notes"])]
    return document(standing.score, "\n".join(said), tests)


def document(score: float, output: str, tests: list[dict[str, Any]]) -> str:
    """A results.json with these tests; also what is written when grading itself went wrong (a score of 0, no tests)."""
    content = {
        "score": score,
        "output": printable(output),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",  # what the autograder prints is for the instructor
        "tests": tests,
    }
    return json.dumps(content, indent=2) + "\n"
