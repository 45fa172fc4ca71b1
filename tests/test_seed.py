"""The grading seed: drawn for each class, kept beside its results, and worth nothing to those who recorded answers under another."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from checks.embedded import Digits
from grader.batch.command import Options, grade_class
from grader.checking.verdict import Status
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.results import seed, upgrade
from grader.submission.model import read
from tests.hostile.attack import load
from tests.hostile.target import Target

RIGHT = "def l1_distance(a, b):\n    return (a - b).abs().mean()\n"
RECORDED_UNDER = 2024


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "class" / "ann").mkdir(parents=True)
    (tmp_path / "class" / "ann" / "unit02_similarity.py").write_text(RIGHT)
    return tmp_path


def grade(folder: Path, capsys: pytest.CaptureFixture[str], out: str = "out", **options: object) -> str:
    """Grade the class; the exit status and what was printed, without breaks of lines."""
    given = replace(Options((folder / "class",), folder / out), **options)  # type: ignore[arg-type]  # each test gives what fits
    status = grade_class(given, Console(highlight=False, soft_wrap=True))
    printed = capsys.readouterr()
    return " ".join(f"{status} {printed.out}{printed.err}".split())


def seeds(folder: Path, out: str = "out") -> set[int]:
    """The seeds of all results, and the one that is kept for the class."""
    kept = seed.recorded(folder / out)
    assert kept is not None
    return {kept, *(json.loads(each.read_text())["seed"] for each in folder.glob(f"{out}/submissions/*/result.json"))}


def test_each_class_has_a_seed_of_its_own_and_goes_on_with_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = grade(folder, capsys)
    (own,) = seeds(folder)
    assert printed.endswith(f"Seed: {own}. It is kept with the results; learners should not know it. Elsewhere, --seed repeats the run.")
    (folder / "class" / "ben").mkdir()
    (folder / "class" / "ben" / "unit02_similarity.py").write_text(RIGHT + "# ben\n")
    grade(folder, capsys)
    assert seeds(folder) == {own}
    assert len(list(folder.glob("out/submissions/*/result.json"))) == 2
    grade(folder, capsys, out="other")
    assert seeds(folder, "other") != {own}


def test_the_seed_repeats_a_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grade(folder, capsys)
    (own,) = seeds(folder)
    grade(folder, capsys, out="again", seed=own)
    first, again = (json.loads((folder / out / "submissions/ann/result.json").read_text()) for out in ("out", "again"))
    for content in (first, again):
        for check in (check for each in content["exercises"] for check in each["checks"]):
            del check["seconds"]
    assert first == again


def test_another_seed_grades_all_again_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grade(folder, capsys, seed=5)
    assert seeds(folder) == {5}
    printed = grade(folder, capsys, seed=6)
    assert "This class was graded with seed 5 before. All of it is graded again, with seed 6." in printed
    assert seeds(folder) == {6}
    refused = grade(folder, capsys, seed=7, only=("l1_distance",))
    assert refused.startswith("2 This class was graded with another seed. With --only, which keeps the rest of every result,")
    assert seeds(folder) == {6}
    assert grade(folder, capsys, only=("l1_distance",)).startswith("0 ")
    assert seeds(folder) == {6}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": "grader/seed/1", "seed": -1}', '{"schema": "grader/seed/1", "seed": true}'])
def test_a_damaged_record_is_no_reason_to_draw_anew(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "seed.json").write_text(text)
    printed = grade(folder, capsys)
    assert printed.startswith("2 ")
    assert "holds no seed that can be read. Put the file back as it was, or delete it and give the seed with --seed" in printed
    assert not (folder / "out" / "submissions").exists()


def test_seeds_are_drawn_from_62_bits(tmp_path: Path) -> None:
    drawn = {seed.draw() for _ in range(200)}
    assert len(drawn) == 200
    assert 2**60 < max(drawn) < seed.LARGEST
    for each in (0, *drawn, seed.LARGEST):
        seed.keep(tmp_path / "class", each)
        assert seed.recorded(tmp_path / "class") == each
    assert upgrade.read(tmp_path / "class" / seed.FILE) is None
    assert seed.recorded(tmp_path / "nowhere") is None


@pytest.mark.security
def test_recorded_answers_are_worth_nothing_under_another_seed(course: Course, embedded: Digits, judge: Judge, tmp_path: Path) -> None:
    (attack,) = (each for each in load() if each.id == "lying_by_recorded_answers")
    with Target() as target:
        attack.hand_in(tmp_path, course, target)
    work, names = read(tmp_path, course, "recorded"), frozenset(attack.earns)
    try:
        judge.use(Terms(RECORDED_UNDER, "embedded"))
        checks = [check for each in judge.grade(work, names) for check in each.checks]
        assert {each.status for each in checks if each.name != "check_examples"} == {Status.PASSED}  # an example's calls are not recorded
        judge.use(Terms(1, "embedded"))
        checks = [check for each in judge.grade(work, names) for check in each.checks]
    finally:
        judge.use(Terms(0, "embedded"))  # the other tests' own
    assert not [each.name for each in checks if each.status is Status.PASSED]
