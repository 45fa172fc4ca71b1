"""The class as a table for a spreadsheet: a learner a row, an exercise a column."""

from collections.abc import Sequence

from grader.exports.cells import Cell, table
from grader.policy.standing import Standing

HEAD = ("learner", "submission", "score", "max_score", "earned", "excused", "reasons")


def render(standings: Sequence[Standing], title: str) -> str:
    """CSV with a byte order mark, by which a spreadsheet knows that it is UTF-8. An excused exercise is an empty cell."""
    names = list(dict.fromkeys(str(e["name"]) for each in standings for e in each.result["exercises"]))
    rows: list[Sequence[Cell]] = [[*HEAD, *names]]
    for each in standings:
        own: list[Cell] = [each.learner, str(each.result["submission"]), each.score, each.max_score, each.earned]
        rows.append([*own, "yes" if each.excused else "", " ".join(each.reasons), *(each.points.get(n) for n in names)])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + table(rows)
