"""A comment for a pull request: a table of exercises, and what did not pass under it."""

import re
from collections.abc import Sequence

from grader.course.text import printable
from grader.grading.record import worth
from grader.reports.exports.feedback import feedback
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import look

LIMIT = 60_000  # characters; GitHub refuses comments over 65,536


def render(final_grades: Sequence[FinalGrade], title: str) -> str:
    """The comment's text, cut after whole learners or exercises where it would be too long."""
    parts = [f"# {plain(title)}\n"]
    for each in final_grades:
        parts += [_summary(each), *(_detail(exercise) for exercise in each.result["exercises"])]
    kept = [part for part in parts if part]
    length, fitting = 0, []
    for part in kept:
        length += len(part) + 1
        if length > LIMIT:
            fitting.append("And more, which does not fit into a comment: run `grader check`.\n")
            break
        fitting.append(part)
    return "\n".join(fitting)


def plain(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it becomes markup, a mention or a link."""
    safe = re.sub(r"([\\`*_{}\[\]()#+!|<>~$-])", r"\\\1", printable(text).replace("\n", " ").replace("&", "&amp;"))
    return safe.replace("@", "@\N{ZERO WIDTH SPACE}").replace("://", ":\N{ZERO WIDTH SPACE}//")


def fenced(text: str) -> str:
    """Text as a block of code, fenced by more backticks than any of its own."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _summary(grade: FinalGrade) -> str:
    earned = "?" if grade.score is None else f"{grade.score:g}"
    score = "excused" if grade.excused else f"{earned} of {grade.max_score:g} points"
    lines = [f"## {plain(grade.learner)}: {score}\n", *(f"- {plain(each)}" for each in grade.reasons)]
    lines += [f"- {plain(str(note))}" for note in grade.result["notes"]]
    lines += ["", "| unit | passed | points |", "|---|---|---|"]
    units: dict[str, list[dict[str, object]]] = {}
    for each in grade.result["exercises"]:
        units.setdefault(str(each["unit"]), []).append(each)
    for unit, own in units.items():
        marks = "".join(look(each["status"]).emoji for each in own)
        lines.append(f"| {plain(unit)} | {marks} | {worth(own)} |")
    return "\n".join(lines) + "\n"


def _detail(exercise: dict[str, object]) -> str:
    if exercise["status"] in ("passed", "not_started"):
        return ""
    return f"### {look(exercise['status']).emoji} {plain(str(exercise['name']))}\n\n{fenced(feedback(exercise))}\n"
