"""A gradebook that Canvas imports: its five columns of identity, then the assignment; row 2 states the points possible.

Canvas documentation, "How do I import grades in the Gradebook?". It finds a student by ID or by SIS id; the learner's name stands
in "SIS Login ID", so name submissions after logins. EX excuses.
"""

from collections.abc import Sequence

from grader.reports.exports.cells import Cell, table
from grader.results.policy.final_grade import FinalGrade

IDENTITY = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def render(final_grades: Sequence[FinalGrade], title: str) -> str:
    """CSV. Who is excused from some exercises gets the same share of all points as of those that count.

    An empty cell, for a score that is withheld, changes nothing in Canvas.
    """
    possible = max((float(each.result["max_score"]) for each in final_grades), default=0.0)
    rows: list[Sequence[Cell]] = [[*IDENTITY, title], ["    Points Possible", "", "", "", "", possible]]
    for each in final_grades:
        score: Cell = "EX" if each.excused else None if each.share is None else round(each.share * possible, 2)
        rows.append([each.learner, "", "", each.learner, "", score])
    return table(rows)
