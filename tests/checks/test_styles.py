"""Right answers in other styles than the solution earn all points, whatever the seed."""

from dataclasses import replace
from pathlib import Path

import pytest

from checks.embedded import Digits
from grader import course as courses
from grader.authoring.styles import Style, styles
from grader.checking.verdict import Status
from grader.course import Course, CourseError
from grader.grading.judge import Judge
from grader.grading.terms import Terms

SEEDS = 20
LEAST = 4  # styles of each exercise
STYLES = styles(courses.load())
CASES = [
    pytest.param(each, id=f"{name}: {each.title}", marks=pytest.mark.proof(name)) for name, found in STYLES.items() for each in found
]


@pytest.mark.parametrize("style", CASES)
def test_a_right_answer_in_another_style_earns_all_points(judge: Judge, style: Style) -> None:
    (verdict,) = judge.grade(style.submission(judge.course), frozenset([style.exercise]))
    complaints = {each.title: each.message for each in verdict.checks if each.status is not Status.PASSED}
    assert not complaints, complaints
    assert not [each.message for each in verdict.checks if each.message]


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.proof(name)) for name in STYLES])
def test_right_answers_in_other_styles_earn_all_points_on_every_seed(judge: Judge, embedded: Digits, name: str) -> None:
    trained = bool(judge.course.exercises[name].thresholds)  # what that reaches, `grader dev thresholds` measures
    try:
        for seed in range(1, 3 if trained else SEEDS):
            judge.use(Terms(seed, "embedded"))
            for style in STYLES[name]:
                (verdict,) = judge.grade(style.submission(judge.course), frozenset([name]))
                complaints = {each.title: each.message for each in verdict.checks if each.message or each.status is not Status.PASSED}
                assert not complaints, f"{style.title}, seed {seed}: {complaints}"
    finally:
        judge.use(Terms(0, "embedded"))  # the other tests' own


def test_every_exercise_has_some() -> None:
    assert {name: len(found) for name, found in STYLES.items() if len(found) < LEAST} == {}


REFUSED = {
    "without a cell": ("unit01_pixels/row.py", "def row(image, i): ...\n", "solutions/styles/unit01_pixels/row.py has no cell: begin each answer with a line such as `# %% a loop`."),
    "with a title twice": ("unit01_pixels/row.py", "# %% a\nx = 1\n# %% a\nx = 2\n", "solutions/styles/unit01_pixels/row.py has two cells of one title: a."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_no_style_can_be_read_from(course: Course, tmp_path: Path, what: str) -> None:
    name, text, sentence = REFUSED[what]
    path = tmp_path / "solutions" / "styles" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(CourseError) as refused:
        styles(replace(course, root=tmp_path))
    assert str(refused.value).startswith(sentence)
