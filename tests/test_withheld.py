"""What could not be judged has no points, and its score is withheld, in every page, table and export alike."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from rich.console import Console

from grader import course as courses
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import told
from grader.grading import record
from grader.notebooks.kernel import card
from grader.reports.class_page.pages import Pages
from grader.reports.class_page.view import view
from grader.reports.exports import canvas, check50, gradescope, junit, markdown, spreadsheet
from grader.reports.exports.feedback import feedback
from grader.reports.learner_page.page import learner_page
from grader.reports.terminal.summary import show_summary
from grader.reports.terminal.table import show_class, show_findings
from grader.results.policy.final_grade import FinalGrade, apply_policy
from grader.results.policy.rules import Adjustment, Excuse, Policy
from grader.results.regrade import merged

SENTENCE = "3 of 4 checks are judged; 1 could not be judged, which is the grader's fault. The score is withheld until all are."


def exercise(name: str, unit: str, points: float, *statuses: Status) -> ExerciseVerdict:
    checks = (CheckVerdict(f"check_{each}", f"is {each}", "public", each, None if each is Status.PASSED else told("Why.")) for each in statuses)
    return ExerciseVerdict(name, unit, points, tuple(checks))


def made(name: str, *, whole: bool = False) -> record.Result:
    """Four checks: three are judged, and the last one is where all of it is."""
    last = Status.PASSED if whole else Status.UNGRADED
    verdicts = [
        exercise("is_3", "unit02_similarity", 2, Status.PASSED, Status.FAILED),
        exercise("sigmoid", "unit04_loss", 3, Status.PASSED, last),
    ]
    return record.make(name, verdicts, seed=1, device="cpu", data="embedded", key="k")


@pytest.fixture
def final_grades() -> list[FinalGrade]:
    return apply_policy([made("ada"), made("ben", whole=True)], Policy())


def test_the_result_says_so_and_fits_its_schema() -> None:
    found = made("ada")
    jsonschema.validate(found, json.loads(record.SCHEMA_FILE.read_text()))
    assert (found["score"], found["max_score"]) == (None, 5)
    assert [(each["status"], each["points"]) for each in found["exercises"]] == [("failed", 1), ("ungraded", None)]
    assert record.withheld(found["exercises"]) == SENTENCE
    assert not record.is_complete(found)
    assert record.share(found["exercises"]) is None
    assert [record.worth([each]) for each in found["exercises"]] == ["1 of 2", "? of 3"]
    whole = made("ben", whole=True)
    assert (whole["score"], record.withheld(whole["exercises"]), record.is_complete(whole)) == (4, "", True)


def test_a_bonus_that_could_not_be_judged_withholds_nothing() -> None:
    verdicts = [exercise("is_3", "unit02_similarity", 2, Status.PASSED), exercise("one_cycle", "unit11_deeper", 0, Status.UNGRADED)]
    found = record.make("ada", verdicts, seed=1, device="cpu", data="embedded")
    assert (found["score"], record.withheld(found["exercises"]), record.is_complete(found)) == (2, "", False)


def test_standings_withhold_the_score_until_it_is_excused(final_grades: list[FinalGrade]) -> None:
    ada, ben = final_grades
    assert (ada.score, ada.share, ada.earned, ada.points, ada.reasons) == (None, None, None, {"is_3": 1, "sigmoid": None}, (SENTENCE,))
    assert (ben.score, ben.share, ben.reasons) == (4, 0.8, ())
    (by_hand,) = apply_policy([made("ada")], Policy(adjustments=(Adjustment("ada", 1, "Why not.", "sigmoid"), Adjustment("ada", 1, "For all."))))
    assert by_hand.score is None
    (excused,) = apply_policy([made("ada")], Policy(excuses=(Excuse("ada", "Ill.", ("sigmoid",)),)))
    assert (excused.score, excused.max_score) == (1, 2)


def test_the_best_attempt_is_not_known_while_one_is_withheld() -> None:
    rules = Policy(attempts="best", pattern=r"(?P<learner>.+)-v(?P<attempt>\d)")
    (found,) = apply_policy([made("ada-v1"), made("ada-v2", whole=True)], rules)
    assert found.score is None
    (last,) = apply_policy([made("ada-v1"), made("ada-v2", whole=True)], Policy(pattern=rules.pattern))
    assert last.score == 4


def test_tables_leave_the_cell_empty(final_grades: list[FinalGrade]) -> None:
    rows = {row["learner"]: row for row in csv.DictReader(io.StringIO(spreadsheet.render(final_grades, "T")[1:]))}
    assert [rows["ada"][name] for name in ("score", "earned", "is_3", "sigmoid", "reasons")] == ["", "", "1", "", SENTENCE]
    assert rows["ben"]["score"] == "4"
    _, possible, *learners = csv.reader(io.StringIO(canvas.render(final_grades, "T")))
    assert [possible[5], *(row[5] for row in learners)] == ["5", "", "4"]


def test_gradescope_gets_no_score_at_all(final_grades: list[FinalGrade]) -> None:
    content = json.loads(gradescope.render(final_grades[0], "T"))
    assert "score" not in content
    assert content["output"] == SENTENCE
    assert [("score" in each, each.get("status")) for each in content["tests"]] == [(False, "failed"), (False, None)]
    assert "✗ is ungraded" in content["tests"][1]["output"]


def test_junit_check50_and_a_comment_say_what_was_not_judged(final_grades: list[FinalGrade]) -> None:
    suite = ElementTree.fromstring(junit.render(final_grades, "T"))[0]
    assert [suite.get(each) for each in ("tests", "failures", "errors", "skipped")] == ["4", "1", "1", "0"]
    assert [each["passed"] for each in json.loads(check50.render(final_grades[0], "T"))["results"]] == [True, False, True, None]
    text = markdown.render(final_grades, "T")
    assert "## ada: ? of 5 points" in text
    assert markdown.plain(SENTENCE) in text
    assert "| ❗ | ? of 3 |" in text
    assert feedback(made("ada")["exercises"][1]) == "✗ is ungraded\n  Why."


def test_nbgrader_gets_no_score_and_is_told_to_look(tmp_path: Path) -> None:
    api = pytest.importorskip("nbgrader.api")
    from grader.notebooks.nbgrader.gradebook import push

    url = f"sqlite:///{tmp_path / 'book.db'}"
    for found in (made("ada"), made("ada", whole=True), made("ada")):
        push(courses.load(), [found], url)
        with api.Gradebook(url) as gradebook:
            grades = {each.name: each for each in gradebook.find_submission("unit04_loss", "ada").notebooks[0].grades}
            (grade,) = grades.values()
            expected = (None, True) if found["score"] is None else (3.0, False)
            assert (grade.auto_score, grade.needs_manual_grade) == expected


def test_a_card_says_that_it_could_not_be_judged() -> None:
    found = made("ada")["exercises"][1]
    assert card.text(found).split("\n") == ["sigmoid: ? of 3 points", "  ● is passed", "  ! is ungraded", "      Why."]
    assert 'aria-label="could not be judged"' in card.html(found)
    assert "could not be judged" in card.text(found, points=False)


def test_pages_show_no_number(final_grades: list[FinalGrade]) -> None:
    course = courses.load()
    seen = view(final_grades)
    assert (seen.shares, seen.median, seen.began) == ([0.8], 0.8, 2)
    assert [(row.grade.learner, row.flags) for row in seen.rows] == [("ben", ()), ("ada", ("adjusted", "ungraded"))]
    assert [row.units for row in seen.rows] == [(0.5, 1.0), (0.5, None)]
    page = Pages(course).of_class(seen)
    assert "Scores are withheld, because something could not be judged: ada. Grade again into the same folder." in page
    assert '<td class="n">?</td>' in page
    own = Pages(course).of_learner(final_grades[0], {})
    assert "<b>? of 5</b>" in own
    assert SENTENCE.replace("'", "&#39;") in own
    assert "? of 3 points" in learner_page(made("ada"), course)


def test_the_terminal_shows_no_number() -> None:
    console = Console(width=120, no_color=True)
    lines = [record.line(made("ada")), record.line(made("ben", whole=True))]
    with console.capture() as captured:
        show_class(console, lines, courses.load())
        show_summary(console, lines, courses.load())
        show_findings(console, made("ada"))
    text = captured.get()
    assert "ada         ? / 5" in text
    assert "2 submissions: half of them have 80% of the points or more. 1 score withheld." in text
    assert SENTENCE in " ".join(text.split())


def test_judged_again_it_is_whole() -> None:
    before, again = made("ada"), made("ada", whole=True)
    again["exercises"] = again["exercises"][1:]
    assert merged(before, again)["score"] == 4
    assert merged(made("ada", whole=True), {**before, "exercises": before["exercises"][1:]})["score"] is None
