"""What learners write wrong, graded for real: the test that every unit's table of variants is put through.

WRONG = {"row": {"a column": ("def row(image, i):\\n    return image[:, i]", "That is a column: …")}}
test_a_wrong_variant_is_told_what_to_do = variants.test("unit01_pixels", WRONG)

What is right in other styles lies in solutions/styles, see test_styles.py.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.grading.judge import Judge
from grader.submission.model import Submission

Rewrite = Callable[..., Submission]
Wrong = dict[str, dict[str, tuple[str, str]]]  # exercise, what it is, source and the last line of the first failed check's message


def judged(judge: Judge, rewrite: Rewrite, unit: str, name: str, source: str) -> ExerciseVerdict:
    """The verdict on the reference with this source below it."""
    (verdict,) = judge.grade(rewrite(unit, code=source), frozenset({name}))
    faults, judge.faults[:] = list(judge.faults), []
    assert faults == [], faults[0]  # however wrong an answer is, no check breaks by it
    return verdict


def first_failed(verdict: ExerciseVerdict) -> CheckVerdict:
    """What the learner reads first."""
    return next(each for each in verdict.checks if each.status is Status.FAILED)


def cases(table: Mapping[str, Iterable[str]]) -> list[Any]:
    """A case for each variant, which is a part of its exercise's proof."""
    return [pytest.param(name, each, marks=pytest.mark.proof(name)) for name, found in table.items() for each in found]


def test(unit: str, wrong: Wrong) -> Callable[..., None]:
    """A test that each wrong variant fails with its sentence."""

    @pytest.mark.parametrize(("name", "variant"), cases(wrong))
    def is_told(judge: Judge, rewrite: Rewrite, name: str, variant: str) -> None:
        source, sentence = wrong[name][variant]
        verdict = judged(judge, rewrite, unit, name, source)
        assert verdict.status is Status.FAILED, f"{verdict.status}: {source}"
        said = first_failed(verdict).message
        assert said.split("\n")[-1] == sentence, said

    return is_told
