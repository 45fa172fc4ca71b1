"""A made-up class, graded, reported and exported for real; whoever reads the files finds everywhere what was put in."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.dom import minidom

import pytest

from grader.course import Course
from grader.grading.record import Result
from grader.reports.analysis.mistakes import rank
from grader.reports.exports import FORMATS, markdown
from grader.results.store import Store
from grader.submission.ids import id_of
from tests.class_of_300 import build
from tests.exports.test_exports import held_to_gradescopes_specification
from tests.reports.test_site import Reader
from tests.test_cli import run
from tests.typed import typed

pytestmark = pytest.mark.slow

SIZE = 24

MEMORY = "rank.too_much_memory"


class Graded(NamedTuple):
    """Who was given which mistake, by exercise.mistake; the folder of results; what is in it."""

    chosen: dict[str, list[str]]
    folder: Path
    rows: list[Result]

    @property
    def scores(self) -> dict[str, float]:
        return {str(row["submission"]): float(row["score"]) for row in self.rows}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    root = tmp_path_factory.mktemp("class")
    chosen = {wrong: [id_of(name) for name in names] for wrong, names in build(root / "submissions", SIZE, seed=0).items()}
    done = run("grade", root / "submissions", "--out", root / "results", "--jobs", 2, "--seed", 0)
    assert done.returncode == 0, done.stderr
    return Graded(chosen, root / "results", Store(root / "results").results())


@pytest.fixture(scope="module")
def exported(graded: Graded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exports")
    for kind in FORMATS:
        done = typed("export", graded.folder, "--format", kind, "--out", out / kind)
        assert done.returncode == 0, done.stderr
    return out


def test_every_mistake_that_was_put_in_is_found_in_those_who_made_it(graded: Graded) -> None:
    found = {f"{slip.exercise}.{slip.mistake}": set(slip.learners) for slip in rank(graded.rows)}
    caught = found.pop(MEMORY)
    assert found == {key: set(names) for key, names in graded.chosen.items() if names}
    assert len(caught) == 1  # the one who uses up all memory: no known mistake, but a cause that is told
    assert len(found["mnist_distance.averages_everything"]) == round(0.27 * SIZE)


def test_the_common_mistakes_come_first_on_the_class_page(graded: Graded, tmp_path: Path) -> None:
    done = typed("report", graded.folder, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    text = " ".join(Reader((tmp_path / "index.html").read_text(encoding="utf-8")).text.split())
    counts = sorted((*(len(names) for names in graded.chosen.values() if names), 1), reverse=True)
    places = [text.find(f"{len(slip.learners)} of {slip.began}: {slip.words} in {slip.exercise} “{slip.sentence}”") for slip in rank(graded.rows)]
    assert -1 not in places
    assert places == sorted(places)
    assert [len(slip.learners) for slip in rank(graded.rows)] == counts
    assert len(list((tmp_path / "learners").iterdir())) == SIZE


def test_the_spreadsheets_hold_the_scores(graded: Graded, exported: Path, course: Course) -> None:
    with open(exported / "csv", encoding="utf-8-sig", newline="") as file:
        mine = {row["learner"].removeprefix("'"): row for row in csv.DictReader(file, strict=True)}
    assert {name: float(row["score"]) for name, row in mine.items()} == pytest.approx(graded.scores, abs=0.005)
    for row in graded.rows:
        for exercise in row["exercises"]:
            assert float(mine[str(row["submission"])][exercise["name"]]) == pytest.approx(exercise["points"], abs=0.005)
    with open(exported / "canvas", encoding="utf-8-sig", newline="") as file:
        _, possible, *learners = csv.reader(file, strict=True)
    assert float(possible[5]) == course.points
    assert {row[3].removeprefix("'"): float(row[5]) for row in learners} == pytest.approx(graded.scores, abs=0.005)


def test_gradescope_gets_the_scores(graded: Graded, exported: Path, course: Course) -> None:
    for name, score in graded.scores.items():
        content = json.loads((exported / "gradescope" / f"{name}.json").read_text(encoding="utf-8"))
        held_to_gradescopes_specification(content)
        assert content["score"] == pytest.approx(score, abs=0.005)
        assert sum(each["score"] for each in content["tests"]) == pytest.approx(score, abs=0.005)
        assert sum(each["max_score"] for each in content["tests"]) == course.points


def test_junit_and_check50_get_every_check(graded: Graded, exported: Path) -> None:
    suites = minidom.parse(str(exported / "junit")).getElementsByTagName("testsuite")
    assert {each.getAttribute("name") for each in suites} == set(graded.scores)
    for suite in suites:
        name = suite.getAttribute("name")
        (row,) = (row for row in graded.rows if row["submission"] == name)
        statuses = Counter(check["status"] for exercise in row["exercises"] for check in exercise["checks"])
        assert int(suite.getAttribute("tests")) == len(suite.getElementsByTagName("testcase")) == statuses.total()
        failures = suite.getElementsByTagName("failure")
        assert len(failures) == statuses["failed"]
        named = {
            f"{case.getAttribute('classname').split('.')[1]}.{failure.getAttribute('type')}"
            for failure in failures
            for case in [failure.parentNode]
            if isinstance(case, minidom.Element) and failure.getAttribute("type") != "failed"
        }
        assert named - {MEMORY} == {key for key, names in graded.chosen.items() if name in names}
        content = json.loads((exported / "check50" / f"{name}.json").read_text(encoding="utf-8"))
        verdicts = Counter(each["passed"] for each in content["results"])
        assert verdicts == {passed: count for passed, count in (
            (True, statuses["passed"]), (False, statuses["failed"]), (None, statuses["not_started"] + statuses["not_checked"]),
        ) if count}  # fmt: skip


def test_nbgrader_reads_the_scores(graded: Graded, exported: Path, course: Course) -> None:
    api = pytest.importorskip("nbgrader.api")
    with api.Gradebook(f"sqlite:///{exported / 'nbgrader'}") as gradebook:
        found = {each.id: each.score for each in gradebook.students}
        assert found == pytest.approx(graded.scores, abs=0.05)  # a unit's points are kept to two decimals an exercise
        assert {each.name for each in gradebook.assignments} == {unit.name for unit in course.units if not unit.bonus}
        assert sum(each.max_score for each in gradebook.assignments) == course.points


def test_the_comment_names_every_learner(graded: Graded, exported: Path, course: Course) -> None:
    text = (exported / "markdown").read_text(encoding="utf-8")
    for name, score in graded.scores.items():
        assert f"## {markdown.plain(name)}: {score:g} of {course.points:g} points" in text
    assert not re.search(r"(?<!\\)<img", text)
    assert len(text) < 65_536
