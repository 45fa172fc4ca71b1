"""The class as a table for a spreadsheet: a learner a row, an exercise a column."""

from collections.abc import Sequence

from grader.grading.record import is_bonus
from grader.reports.exports.cells import Cell, table
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import look

HEAD = ("learner", "submission", "score", "max_score", "earned", "excused", "reasons")


def render(final_grades: Sequence[FinalGrade], title: str) -> str:
    """CSV with a byte order mark, by which a spreadsheet knows that it is UTF-8. An excused exercise is an empty cell.

    A bonus has a column of its own where someone began it: passed or not. Where someone was given points for it by hand, which
    count in the score, another column says how many.
    """
    exercises = [exercise for each in final_grades for exercise in each.result["exercises"]]
    names = list(dict.fromkeys(str(each["name"]) for each in exercises if not is_bonus(each)))
    more = list(dict.fromkeys(str(each["name"]) for each in exercises if is_bonus(each)))
    given = [name for name in more if any(each.points.get(name) for each in final_grades)]
    extra = [*(f"{name} (bonus)" for name in more), *(f"{name} (points by hand)" for name in given)]
    rows: list[Sequence[Cell]] = [[*HEAD, *names, *extra]]
    for each in final_grades:
        own: list[Cell] = [each.learner, str(each.result["submission"]), each.score, each.max_score, each.earned]
        said = {str(e["name"]): look(e["status"]).word for e in each.result["exercises"]}
        points: list[Cell] = [each.points.get(name) for name in names]
        bonus: list[Cell] = [*(said.get(name) for name in more), *(each.points.get(name) for name in given)]
        rows.append([*own, "yes" if each.excused else "", " ".join(each.reasons), *points, *bonus])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + table(rows)
