"""The figures of item analysis, against numpy, against KR-20, and against what pingouin and scipy printed for the same table."""

from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.reports.analysis.items import (
    advise,
    advise_on_alpha,
    alpha,
    analyse,
    correlation,
    difficulty,
    discrimination,
)

TABLE = [  # twelve learners, five exercises that are right or wrong
    [1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 1, 0, 1], [1, 1, 1, 1, 1], [0, 0, 0, 0, 1],
    [1, 1, 0, 1, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 0], [0, 1, 0, 0, 1], [1, 0, 1, 0, 0], [1, 1, 1, 1, 0],
]  # fmt: skip
PINGOUIN_ALPHA = 0.34198113207547165  # pingouin.cronbach_alpha(TABLE)
SCIPY_R = [0.20701966780270625, 0.29880715233359845, 0.4115069611732914, 0.5719290198427753, -0.40089186286863676]
# scipy.stats.pointbiserialr(column, sum of the other columns)
COMPLETE = [  # pingouin's data set cronbach_wide_missing, its rows without gaps
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0], [1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0], [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
]  # fmt: skip
PINGOUIN_COMPLETE = 0.8016949152542373  # as printed in the documentation of pingouin.cronbach_alpha (nan_policy="listwise")


@pytest.mark.parametrize(("table", "expected"), [(TABLE, PINGOUIN_ALPHA), (COMPLETE, PINGOUIN_COMPLETE)])
def test_alpha_is_what_pingouin_says(table: list[list[float]], expected: float) -> None:
    assert alpha(table) == pytest.approx(expected, abs=1e-12)


def test_discrimination_is_what_scipy_says() -> None:
    assert [discrimination(TABLE, column) for column in range(5)] == pytest.approx(SCIPY_R, abs=1e-12)


def test_alpha_of_right_and_wrong_is_kuder_and_richardsons_formula_20() -> None:
    table, n = np.array(TABLE, float), len(TABLE)
    p = table.mean(0)
    kr20 = 5 / 4 * (1 - (p * (1 - p)).sum() * n / (n - 1) / table.sum(1).var(ddof=1))
    assert alpha(TABLE) == pytest.approx(kr20, abs=1e-12)


@settings(deadline=None)
@given(arrays.arrays(float, (9, 4), elements=st.integers(0, 40).map(lambda quarters: quarters / 4)))
def test_alpha_and_discrimination_are_what_numpys_covariances_give(table: np.ndarray) -> None:
    rows = table.tolist()
    cov = np.cov(table, rowvar=False)
    if cov.sum() > 1e-6:
        assert alpha(rows) == pytest.approx(4 / 3 * (1 - np.trace(cov) / cov.sum()), abs=1e-6)
    rest = table[:, 1:].sum(1)
    if cov[0, 0] > 0 and rest.var() > 0:
        expected = np.cov(table[:, 0], rest)[0, 1] / sqrt(cov[0, 0] * rest.var(ddof=1))
        assert discrimination(rows, 0) == pytest.approx(expected, abs=1e-9)
        assert -1 - 1e-9 <= expected <= 1 + 1e-9


def test_difficulty_is_the_mean_share_of_the_maximum() -> None:
    assert difficulty([row[0] for row in TABLE], 1) == pytest.approx(10 / 12)
    assert difficulty([0, 1.5, 3], 3) == 0.5
    assert isnan(difficulty([], 3))


def test_without_variation_there_is_no_figure() -> None:
    assert isnan(correlation([1, 1, 1], [1, 2, 3]))
    assert isnan(correlation([1], [2]))
    assert isnan(alpha([[1, 1]]))
    assert isnan(alpha([[1], [0]]))
    assert isnan(alpha([[1, 1], [1, 1]]))


ADVICE = {
    "misleads": (0.5, -0.3, "Those who do well elsewhere do worse here: read its text and its checks, one of them may mislead."),
    "tells nothing": (0.5, 0.1, "It hardly tells the able from the others: see whether luck, or something outside the course, decides it."),
    "hard": (0.1, 0.4, "Few have it: teach it once more, make two exercises of it, or add a hint."),
    "easy": (0.99, 0.4, "Nearly all have it: good for the start, of little use for a grade."),
    "stand_ins": (0.6, 0.4, ""),
    "the same for all": (1.0, float("nan"), "Nearly all have it: good for the start, of little use for a grade."),
}


@pytest.mark.parametrize(("p", "r", "sentence"), ADVICE.values(), ids=ADVICE.keys())
def test_an_exercise_that_misbehaves_gets_a_sentence(p: float, r: float, sentence: str) -> None:
    assert advise(p, r, 30) == sentence
    assert advise(p, r, 9) == ""


def test_what_an_alpha_means() -> None:
    assert advise_on_alpha(0.92, 30) == "The exercises go together well enough for a grade that matters."
    assert advise_on_alpha(0.75, 30).startswith("The exercises go together well enough for a course; do not weigh small")
    assert advise_on_alpha(0.4, 30) == "The exercises measure several things: read the units' scores rather than the total."
    assert advise_on_alpha(0.4, 9) == advise_on_alpha(float("nan"), 30) == "There is too little here to say how well the exercises go together."


def test_all_of_it_together() -> None:
    found = analyse(list("abcde"), TABLE, [1] * 5)
    assert [each.name for each in found] == list("abcde")
    assert found[4].advice.startswith("Those who do well elsewhere do worse here")


def test_who_did_not_begin_an_exercise_says_nothing_about_it() -> None:
    table = [[1, 1, 1], [1, 0, 1], [0, 0, 0], [1, 0, 0]]
    began = [[True] * 3, [True] * 3, [True, False, True], [True, False, True]]
    first, second, _ = analyse("abc", table, [1, 1, 1], began)
    assert (first.p, second.p) == (0.75, 0.5)
