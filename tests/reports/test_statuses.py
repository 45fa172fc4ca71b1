"""One table of statuses: every report shows a status by it, and every sign can be spelt where an encoding lacks it."""

import json
from xml.etree import ElementTree

import pytest

from grader.batch.command import is_unfinished
from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import told
from grader.cli.streams import SPELT
from grader.grading import record, score
from grader.reports.exports import check50, gradescope, junit
from grader.results.policy.final_grade import apply_policy
from grader.results.policy.rules import Policy
from grader.results.statuses import LEGEND, LOOKS, look


def test_every_status_has_its_line() -> None:
    assert set(LOOKS) == set(Status)
    assert look("not_checked") is look(Status.NOT_CHECKED) is LOOKS[Status.NOT_CHECKED]
    with pytest.raises(ValueError, match="half"):
        look("half")


def test_no_two_statuses_look_alike() -> None:
    for part in ("sign", "word", "colour", "style", "emoji"):
        assert len({getattr(each, part) for each in LOOKS.values()}) == len(LOOKS)


def test_every_sign_can_be_spelt() -> None:
    assert all(each.sign in SPELT or each.sign.isascii() for each in LOOKS.values())


def test_the_legend_names_all_of_them() -> None:
    assert LEGEND == "[dim]● passed  ✗ not right yet  – not checked  · not started  ! could not be judged[/]"
    assert len(LEGEND.removeprefix("[dim]").removesuffix("[/]")) <= 80  # a line of any terminal


def test_only_what_was_judged_can_be_wrong() -> None:
    assert {each for each in Status if each.is_wrong} == {Status.FAILED, Status.NOT_STARTED, Status.NOT_CHECKED}


def test_what_each_counts_as() -> None:
    assert {each.status: each.counts for each in LOOKS.values()} == {
        Status.PASSED: True, Status.FAILED: False, Status.NOT_CHECKED: False, Status.NOT_STARTED: False, Status.UNGRADED: None,
    }  # fmt: skip
    assert {each.status for each in LOOKS.values() if each.explained} == {Status.FAILED, Status.UNGRADED}


@pytest.mark.parametrize("counts", [True, None])
def test_points_records_and_exports_go_by_what_it_counts_as(counts: bool | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the one table lets count what could not be judged, everything does: no place has an opinion of its own."""
    monkeypatch.setattr(Status, "counts", property(lambda self: counts if self is Status.UNGRADED else self is Status.PASSED))
    verdict = ExerciseVerdict("f", "unit", 2, (CheckVerdict("check", "is right", "public", Status.UNGRADED, told("Why.")),))
    found = record.make("ada", [verdict], seed=0, device="cpu", data="")
    points = 2.0 if counts else None
    assert (score.points(verdict), found["score"], record.share(found["exercises"])) == (points, points, points and 1.0)
    assert (record.is_complete(found), bool(record.withheld(found["exercises"]))) == (counts is not None, counts is None)
    assert is_unfinished(record.line(found)) is (counts is None)
    assert not Status.UNGRADED.is_wrong
    (grade,) = apply_policy([found], Policy())
    assert grade.score == points
    (test,) = json.loads(gradescope.render(grade, "T"))["tests"]
    assert test.get("status") == ("passed" if counts else None)
    suite = ElementTree.fromstring(junit.render([grade], "T"))[0]
    assert [suite.get(each) for each in ("failures", "errors", "skipped")] == ["0", "0" if counts else "1", "0"]
    (check,) = json.loads(check50.render(grade, "T"))["results"]
    assert check["passed"] is None  # for nobody judged it
