"""One table of statuses: every report shows a status by it, and every sign can be spelt where an encoding lacks it."""

import pytest

from grader.checking.verdict import Status
from grader.cli.streams import SPELT
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
