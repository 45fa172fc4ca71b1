"""A bonus, an exercise without points: it comes last, counts nowhere, and who leaves it out does not hear of it."""

import csv
import io
import json
import math

import pytest
from rich.console import Console

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import told
from grader.course import Course
from grader.grading import record as results
from grader.grading.judge import Judge
from grader.grading.record import Result
from grader.notebooks.kernel import card
from grader.notebooks.nbgrader import source_notebook
from grader.reports.class_page.pages import Pages
from grader.reports.class_page.view import view
from grader.reports.exports import canvas, gradescope, markdown, spreadsheet
from grader.reports.learner_page.page import learner_page
from grader.reports.terminal.table import show_class, show_findings
from grader.results.policy.final_grade import FinalGrade, apply_policy
from grader.results.policy.rules import Adjustment, Policy
from grader.submission.model import Submission

UNIT = "unit11_deeper"
NAMES = ["one_cycle", "OneCycleSGD", "ResidualBlock", "make_resnet18", "train_deeper"]


def verdict(name: str, unit: str, points: float, *statuses: str) -> ExerciseVerdict:
    checks = (CheckVerdict(f"check_{i}", "is right", "public", Status(each), told("Called f.")) for i, each in enumerate(statuses))
    return ExerciseVerdict(name, unit, points, tuple(checks))


def made(name: str, *verdicts: ExerciseVerdict) -> Result:
    return results.make(name, results.told(verdicts), seed=0, device="cpu", data="embedded")


ROW = verdict("row", "unit01_pixels", 0.5, "passed", "failed")


@pytest.fixture
def final_grades() -> list[FinalGrade]:
    """Ada did two of the bonus exercises, one of them half; Ben did none."""
    ada = [verdict("one_cycle", UNIT, 0, "passed", "passed"), verdict("ResidualBlock", UNIT, 0, "passed", "failed")]
    none = [verdict(name, UNIT, 0, "not_started", "not_started") for name in ("one_cycle", "ResidualBlock")]
    return apply_policy([made("ada", ROW, *ada), made("ben", ROW, *none)], Policy())


# ----------------------------------------------------------------------------------------------------------- the result


def test_a_bonus_that_was_not_begun_is_no_part_of_a_result(judge: Judge, course: Course) -> None:
    work = Submission("ben", {"unit01_pixels": course.reference["unit01_pixels"]}, {})
    stub = Submission("eve", {UNIT: (course.root / "assignments" / f"{UNIT}.py").read_text(encoding="utf-8")}, {})
    for submission in (work, stub):
        verdicts = judge.grade(submission, frozenset([*NAMES, "row"]))
        assert [each.name for each in verdicts if each.status is Status.NOT_STARTED][-5:] == NAMES
        assert [each.name for each in results.told(verdicts)] == ["row"]


def test_a_bonus_never_changes_a_score(final_grades: list[FinalGrade]) -> None:
    assert [(each.score, each.max_score, each.share) for each in final_grades] == [(0.25, 0.5, 0.5)] * 2
    assert [each["name"] for each in final_grades[0].result["exercises"]] == ["row", "one_cycle", "ResidualBlock"]


def test_how_much_of_a_bonus_is_right_is_the_share_of_its_checks(final_grades: list[FinalGrade]) -> None:
    row, right, half = final_grades[0].result["exercises"]
    assert [results.share([each]) for each in (row, right, half)] == [0.5, 1.0, 0.5]
    assert results.share([right, half]) == 0.75
    assert results.share([]) == 0.0
    assert [results.worth([row]), results.worth([row, right]), results.worth([half])] == ["0.25 of 0.5", "0.25 of 0.5", "bonus"]
    untouched = made("x", verdict("rank", "unit01_pixels", 1, "not_started"))["exercises"]
    assert results.share(untouched) == 0.0


# ---------------------------------------------------------------------------------------------------------- the reports


def test_the_terminal_names_a_bonus(final_grades: list[FinalGrade], course: Course) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    show_class(console, [results.line(each.result) for each in final_grades], course)
    show_findings(console, final_grades[0].result)
    shown = console.export_text()
    assert "ada         0.25 / 0.5  ✗   ●✗" in shown
    assert "✗ ResidualBlock (bonus): is right" in shown


def test_the_learners_page_says_bonus_where_others_have_points(final_grades: list[FinalGrade], course: Course) -> None:
    page = learner_page(final_grades[0].result, course)
    assert '<td class="points">bonus</td>' in page
    assert '<td class="points">0.25 / 0.5</td>' in page
    assert "passed, a bonus</span>" in page
    assert "not right yet, a bonus</span>" in page
    assert "width: 75.0%" in page
    assert "0 of 0" not in page
    assert "one_cycle" not in learner_page(final_grades[1].result, course)


def test_the_class_page_leaves_the_bonus_out_of_the_figures(final_grades: list[FinalGrade], course: Course) -> None:
    shown = view(final_grades)
    assert [each.item.name for each in shown.exercises] == ["row"]
    assert shown.units == ["unit01_pixels", UNIT]
    assert [row.units for row in shown.rows] == [(0.5, 0.75), (0.5, None)]
    assert (shown.median, shown.mean) == (0.5, 0.5)
    assert math.isnan(shown.alpha)
    assert "0 of 0" not in Pages(course).of_learner(final_grades[0], {})
    assert '<span class="soft">bonus</span>' in Pages(course).of_learner(final_grades[0], {})


# ---------------------------------------------------------------------------------------------------------- the exports


def test_gradescope_gets_a_bonus_without_points(final_grades: list[FinalGrade]) -> None:
    row, right, half = json.loads(gradescope.render(final_grades[0], "T"))["tests"]
    assert (row["score"], row["max_score"]) == (0.25, 0.5)
    assert [(each["name"], each["status"]) for each in (right, half)] == [("one_cycle (bonus)", "passed"), ("ResidualBlock (bonus)", "failed")]
    assert not {"score", "max_score"} & {*right, *half}
    assert len(json.loads(gradescope.render(final_grades[1], "T"))["tests"]) == 1


def test_the_spreadsheet_has_words_for_a_bonus(final_grades: list[FinalGrade]) -> None:
    head, ada, ben = csv.reader(io.StringIO(spreadsheet.render(final_grades, "T").removeprefix("\ufeff")))
    assert head[7:] == ["row", "one_cycle (bonus)", "ResidualBlock (bonus)"]
    assert ada[7:] == ["0.25", "passed", "not right yet"]
    assert ben[7:] == ["0.25", "", ""]


def test_the_spreadsheet_says_points_that_were_given_for_a_bonus_by_hand(final_grades: list[FinalGrade]) -> None:
    """The columns of points add up to the score, as they do where nothing is given."""
    given = Policy(adjustments=(Adjustment("ada", 1.5, "Both cycles at once.", "ResidualBlock"),))
    moved = apply_policy([each.result for each in final_grades], given)
    head, ada, ben = csv.reader(io.StringIO(spreadsheet.render(moved, "T").removeprefix("\ufeff")))
    assert head[7:] == ["row", "one_cycle (bonus)", "ResidualBlock (bonus)", "ResidualBlock (points by hand)"]
    assert ada[7:] == ["0.25", "passed", "not right yet", "1.5"]
    assert ben[7:] == ["0.25", "", "", ""]
    assert (ada[2], ada[6]) == ("1.75", "'+1.5 points in ResidualBlock: Both cycles at once.")


def test_canvas_and_the_comment_count_no_bonus(final_grades: list[FinalGrade]) -> None:
    assert [line.split(",")[-1] for line in canvas.render(final_grades, "T").split("\r\n")[1:4]] == ["0.5", "0.25", "0.25"]
    text = markdown.render(final_grades, "T")
    assert "| unit11\\_deeper | ✅❌ | bonus |" in text
    assert "| unit01\\_pixels | ❌ | 0.25 of 0.5 |" in text


# -------------------------------------------------------------------------------------------------------- the notebooks


def test_a_test_cell_of_a_bonus_is_worth_nothing_and_says_so(course: Course) -> None:
    notebook = source_notebook.notebook(course, course.units[-1])
    tests = [each for each in notebook.cells if each.metadata.get("nbgrader", {}).get("grade_id", "").startswith("test_")]
    assert [each.metadata["nbgrader"]["points"] for each in tests] == [0] * 5
    assert tests[0].source.startswith("# Bonus, no points, for one_cycle: this cell checks your work.")


def test_a_card_says_bonus(final_grades: list[FinalGrade]) -> None:
    assert card.text(final_grades[0].result["exercises"][1]).splitlines()[0] == "one_cycle (bonus): passed"
    assert card.text(final_grades[0].result["exercises"][2]).splitlines()[0] == "ResidualBlock (bonus): not right yet"
