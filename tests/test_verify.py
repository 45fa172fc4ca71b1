"""`grader verify` proves the real course, and finds what is wrong with a broken one."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from checks.embedded import Digits
from grader import course as courses
from grader.authoring import verify
from grader.authoring.leftovers import unlisted
from grader.authoring.verify import Finding
from grader.checking.kit import MISTAKES, Mistake
from grader.course import Course
from grader.grading import score
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.submission.find import find
from grader.submission.model import read


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(each, marks=pytest.mark.proof(each)) for each in courses.load().exercises])
def test_an_exercise_holds(judge: Judge, course: Course, embedded: Digits, name: str) -> None:
    """Its reference passes on two seeds, its stub scores nothing, every known mistake is named: all that `grader verify` asks."""
    finding = verify.count(course, judge, name)
    try:
        for seed in (1, 0):  # the tests' own comes last
            judge.use(Terms(seed, "embedded"))
            verify.judge_references(judge, {name: finding}, seed)
    finally:
        judge.use(Terms(0, "embedded"))
    verify.judge_stubs(course, judge, {name: finding})
    verify.judge_mistakes(course, judge, name, finding)
    assert finding.wrong == []
    assert finding.named == finding.mistakes > 0


def test_verify_as_it_is_typed() -> None:
    from tests.processes import finish  # here: what this file imports at its top is put beside the mistakes below

    done = finish(sys.executable, "-m", "grader", "verify", "l1_distance", "mnist_distance", "--seeds", "2", COLUMNS=200)
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().split("\n")[-1].startswith("The course holds: 2 exercises, references and ")


@pytest.mark.parametrize(("stated", "said"), [(None, []), (100, []), (102, [
    "course.toml: its exercises are worth 100 points together, and `points = 102` stands at its top: change one of the two"
])])
def test_points_that_do_not_add_up_are_found(course: Course, stated: float | None, said: list[str]) -> None:
    three = tuple(replace(each, points=points) for each, points in zip(course.units[0].exercises, (50, 49.9, 0.1), strict=False))
    units = (replace(course.units[0], exercises=three),)
    assert list(verify.unbalanced(replace(course, units=units, stated=stated))) == said


def always_none(a: object, b: object) -> None:
    return None


def never_anything(a: object, b: object) -> None:
    return None


def as_the_reference(a, b):  # type: ignore[no-untyped-def]  # a learner's code carries no types
    return (a - b).abs().mean((-1, -2))


@pytest.fixture
def with_mistake() -> Iterator[list[Mistake]]:
    """The mistakes of mnist_distance, to which a test may add."""
    before = list(MISTAKES["mnist_distance"])
    yield MISTAKES["mnist_distance"]
    MISTAKES["mnist_distance"][:] = before


def registered(function: Callable[..., Any], sentence: str = "Do it another way.") -> Mistake:
    """As if it stood in the check file of mnist_distance."""
    path = courses.load().checks / "public" / "unit02_similarity" / "check_mnist_distance.py"
    return Mistake(sentence, function, function.__name__, path)


def test_a_mistake_that_no_check_catches_is_found(course: Course, judge: Judge, with_mistake: list[Mistake]) -> None:
    with_mistake[:] = [registered(as_the_reference)]
    finding = Finding()
    verify.judge_mistakes(course, judge, "mnist_distance", finding)
    assert finding.wrong == ["the mistake as_the_reference is not caught: passed"]


def test_a_mistake_that_another_hides_is_found(course: Course, judge: Judge, with_mistake: list[Mistake]) -> None:
    with_mistake.append(registered(always_none))
    finding = Finding()
    verify.judge_mistakes(course, judge, "mnist_distance", finding)
    assert (finding.named, finding.wrong) == (len(with_mistake), [])  # of two that answer alike both are told
    with_mistake.append(registered(never_anything, "Do it in a third way."))
    verify.judge_mistakes(course, judge, "mnist_distance", finding := Finding())
    assert finding.named == len(with_mistake) - 3
    assert finding.wrong[0].startswith("the mistake returns_nothing is caught but not named (named: ")
    assert [each.split()[2] for each in finding.wrong] == ["returns_nothing", "always_none", "never_anything"]


def test_a_wrong_reference_is_found(judge: Judge, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = course.reference["unit02_similarity"] + "\ndef is_3(x, mean3, mean7):\n    return x\n"
    monkeypatch.setattr(judge, "course", replace(course))
    monkeypatch.setitem(judge.course.reference, "unit02_similarity", wrong)
    findings = {"is_3": Finding()}
    verify.judge_references(judge, findings, 7)
    assert findings["is_3"].wrong[0].startswith("the reference fails check_one_answer_per_image with seed 7: Called is_3(")


def test_a_stub_that_gives_points_is_found(judge: Judge, course: Course, tmp_path: Path) -> None:
    (tmp_path / "assignments").mkdir()
    for path in course.modules("solutions"):
        (tmp_path / "assignments" / path.name).write_text(path.read_text())
    findings = {"is_3": Finding()}
    verify.judge_stubs(replace(course, root=tmp_path), judge, findings)
    assert findings["is_3"].wrong == [f"its stub reads passed and scores {course.exercises['is_3'].points:g}"]


def test_too_few_checks_and_hints_are_found(course: Course, judge: Judge) -> None:
    thin = replace(course.exercises["is_3"], name="is_9", hints=("one",))
    course = replace(course)
    course.exercises["is_9"] = thin
    assert verify.count(course, judge, "is_9").wrong == [
        "it has 0 public checks; at least 1 are wanted",
        "it has 0 hidden checks; at least 4 are wanted",
        "it has 1 hints; at least 3 are wanted",
        "it has 0 known mistakes; at least 1 are wanted",
    ]


def test_files_that_nobody_lists_are_found(course: Course, tmp_path: Path) -> None:
    for folder in ("solutions", "assignments"):
        (tmp_path / folder).mkdir()
        for path in course.modules(folder):
            (tmp_path / folder / path.name).write_text(path.read_text())
    (tmp_path / "solutions" / "unit11_more.py").write_text("x = 1\n")
    assert list(unlisted(replace(course, root=tmp_path))) == [
        "solutions/unit11_more.py is not in course.toml: list it there, or remove it",
        "assignments/unit11_more.py is out of date: run `grader dev stubs`",
    ]


def test_the_sample_class_gets_its_mistakes_named(judge: Judge, course: Course) -> None:
    expected: dict[str, dict[str, str | None]] = {
        "student-03": {"mnist_distance": "averages_everything", "mnist_loss": "broadcasts"},
        "student-04": {"train_epoch": "never_clears", "BasicOptim": "keeps_the_generator"},
        "student-05": {"calc_grad": "backward_not_called", "batch_accuracy": "raw_scores", "train_epoch": "unknown_name"},
        "student-10": {"is_3": "wrong_way_round"},
    }
    samples = find([course.root / "data" / "submissions"], course)
    for name, mistakes in expected.items():
        for verdict in judge.grade(read(samples[name], course, name), frozenset(mistakes)):
            named = [check.mistake for check in verdict.checks if check.mistake]
            assert (named[0] if named else None) == mistakes[verdict.name], f"{name}, {verdict.name}"


def test_the_perfect_and_the_untouched_sample(judge: Judge, course: Course) -> None:
    samples = find([course.root / "data" / "submissions"], course)
    full = sum(each.points for each in judge.exercises)
    assert score.total(judge.grade(read(samples["student-01"], course))) == pytest.approx(full)
    assert score.total(judge.grade(read(samples["student-02"], course))) == 0
