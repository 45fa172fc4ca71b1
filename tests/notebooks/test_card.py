"""A verdict as text and as HTML."""

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import Kind, Why
from grader.grading import record
from grader.notebooks.kernel import card

CHECKS = (
    CheckVerdict("check_a", "gives a number", "public", Status.PASSED),
    CheckVerdict(
        "check_b",
        "is the mean",
        "public",
        Status.FAILED,
        Why(Kind.VALUES, "f(<b>)", expected="1", got="<script>alert('x')</script>"),
    ),
    CheckVerdict("check_c", "keeps its argument", "hidden", Status.NOT_CHECKED, Why(Kind.BLOCKED, about="is the mean")),
)


def exercise(*checks: CheckVerdict, points: float = 3) -> card.Exercise:
    made: card.Exercise = record.make(
        "", [ExerciseVerdict("f", "unit", points, checks)], seed=0, device="cpu", data="embedded"
    )["exercises"][0]
    return made


def test_the_text_says_what_was_earned_and_explains_the_first_that_is_not_right() -> None:
    assert card.text(exercise(*CHECKS)).split("\n") == [
        "f: 1 of 3 points",
        "  ● gives a number",
        "  ✗ is the mean",
        "      Called f(<b>).",
        "      Expected 1; got <script>alert('x')</script>.",
        "  – keeps its argument",
    ]


def test_without_points_the_head_says_how_it_stands() -> None:
    assert card.text(exercise(CHECKS[0]), points=False).split("\n")[0] == "f: passed"
    assert card.text(exercise(CHECKS[0], points=1)).split("\n")[0] == "f: 1 of 1 point"


def test_the_html_holds_the_same_and_nothing_of_the_learners_as_markup() -> None:
    html = card.html(exercise(*CHECKS), picture=('a "digit"', "QUJD"))
    assert "f: 1 of 3 points" in html
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in html
    assert "<script" not in html
    assert 'alt="a &quot;digit&quot;" src="data:image/png;base64,QUJD"' in html
    assert 'role="img" aria-label="not right yet"' in html
    assert "http" not in html
