"""course.toml as learners get it: without what tells the answers to questions."""

import re
import tomllib

from grader.authoring.release.errors import ReleaseError
from grader.course import LETTERS

# What tells the answers, in the one style that the manifest is written in.
RUBRIC = re.compile(r"^rubric = \[\n(?: .*\n)*\]\n", re.M)
WITHHELD = re.compile(r"^\[unit\.question\.withheld\]\n(?:\w+ = .*\n)*", re.M)


def without_answers(manifest: str) -> str:
    """The manifest's text without rubrics, and without what is withheld about choices.

    Raises ReleaseError where one is written in a way that is not found, and where what is kept tells the right choice.
    """
    kept = WITHHELD.sub("", RUBRIC.sub("", manifest))
    content = tomllib.loads(manifest)
    for question in (each for unit in content.get("unit", []) for each in unit.get("question", [])):
        question.pop("rubric", None)
        question.pop("withheld", None)
        if len(question.get("wrong", ())) > len(LETTERS) - 2:
            cure = "move one of them to [unit.question.withheld], which learners do not get"
            raise ReleaseError(
                f"course.toml: {question['name']} says which choices are wrong, so which is right: {cure}."
            )
    if tomllib.loads(kept) != content:
        raise ReleaseError(
            "course.toml: write every rubric as `rubric = [`, a line for each item, and `]` alone,\n"
            "and every `[unit.question.withheld]` with a line for each letter."
        )
    return kept
