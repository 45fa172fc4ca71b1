"""What is to be said of a check that passed (with whose version of an earlier exercise it was judged) stands wherever results do."""

import json
from typing import Any

from rich.console import Console

from grader import course as courses
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import told
from grader.grading import record
from grader.notebooks.kernel import card
from grader.reports.class_page.pages import Pages
from grader.reports.exports import check50, gradescope, markdown
from grader.reports.exports.feedback import feedback
from grader.reports.learner_page.page import learner_page
from grader.reports.terminal.verdicts import show_exercise
from grader.results.policy.final_grade import FinalGrade, apply_policy
from grader.results.policy.rules import Policy

REMARK = "Judged with the course's batch_accuracy: with your own it raises a TypeError."
ON_A_PAGE = REMARK.replace("'", "&#39;")


def check(number: int, message: str) -> CheckVerdict:
    return CheckVerdict(f"check_{number}", f"does {number}", "public", Status.PASSED, told(message) if message else None)


VERDICT = ExerciseVerdict("validate_epoch", "unit05_training", 2, (check(1, REMARK), check(2, ""), check(3, REMARK)))


def made() -> dict[str, Any]:
    found: dict[str, Any] = record.make("ada", [VERDICT], seed=1, device="cpu", data="embedded", key="k")
    return found


def grade() -> FinalGrade:
    (found,) = apply_policy([made()], Policy())
    return found


def test_it_costs_nothing_and_is_said_once() -> None:
    (exercise,) = made()["exercises"]
    assert (exercise["status"], exercise["points"]) == ("passed", 2)
    assert record.remarks(exercise) == [REMARK]


def test_the_terminal() -> None:
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        show_exercise(console, VERDICT)
    assert captured.get().count(REMARK) == 1


def test_a_card() -> None:
    (exercise,) = made()["exercises"]
    assert card.text(exercise).split("\n")[-1] == REMARK
    assert card.html(exercise).count(ON_A_PAGE.replace("&#39;", "&#x27;")) == 1


def test_pages() -> None:
    course = courses.load()
    assert learner_page(made(), course).count(ON_A_PAGE) == 1
    assert Pages(course).of_learner(grade(), {}).count(ON_A_PAGE) == 1


def test_exports_that_hold_words() -> None:
    assert feedback(made()["exercises"][0]) == REMARK
    first, second, third = json.loads(check50.render(grade(), "T"))["results"]
    assert (first["passed"], first["log"], second["log"], third["log"]) == (True, [REMARK], [], [REMARK])
    assert REMARK in json.loads(gradescope.render(grade(), "T"))["tests"][0]["output"]
    assert markdown.render([grade()], "T").count(markdown.plain(REMARK)) <= 1
