"""Every rule of a policy, and every sentence about one that cannot be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.results.policy.final_grade import FinalGrade, apply_policy, learner_of, penalty, unknown_names
from grader.results.policy.policy_file import read
from grader.results.policy.rules import Adjustment, Excuse, Late, Policy, PolicyError

DUE = datetime(2027, 3, 1, 18, tzinfo=UTC)
ADA = {"ada": DUE + timedelta(hours=3)}


def result(name: str, a: float = 2.0, b: float = 4.0) -> dict[str, Any]:
    """Two exercises of 4 points each, in two units."""
    rows = [("a", "unit01", a), ("b", "unit02", b)]
    exercises = [{"name": n, "unit": u, "status": "passed", "points": p, "max_points": 4.0, "checks": []} for n, u, p in rows]
    return {"submission": name, "score": a + b, "max_score": 8.0, "notes": [], "exercises": exercises}


def one(policy: Policy, *names: str) -> FinalGrade:
    (grade,) = apply_policy([result(name) for name in names or ("ada",)], policy)
    return grade


def test_no_rule_changes_nothing() -> None:
    found = one(Policy())
    assert (found.learner, found.score, found.max_score, found.earned) == ("ada", 6.0, 8.0, 6.0)
    assert found.reasons == ()
    assert not found.excused


HOURS = {
    "in time": (-1.0, 0.0), "on the minute": (0.0, 0.0), "within the grace": (0.25, 0.0),
    "after the grace, from the due date on": (0.26, 0.05), "an hour begun": (1.5, 0.10), "capped": (30, 0.40),
}  # fmt: skip


@pytest.mark.parametrize(("hours", "lost"), HOURS.values(), ids=HOURS.keys())
def test_a_penalty_an_hour_with_grace_and_cap(hours: float, lost: float) -> None:
    late = Late(DUE, grace_minutes=15, per_hour=0.05, cap=0.40)
    assert penalty(late, DUE, DUE + timedelta(hours=hours)) == pytest.approx(lost)


@pytest.mark.parametrize(("hours", "lost"), [(0.1, 0.1), (24, 0.1), (24.1, 0.2), (300, 1.0)])
def test_a_penalty_a_day(hours: float, lost: float) -> None:
    assert penalty(Late(DUE, per_day=0.1), DUE, DUE + timedelta(hours=hours)) == pytest.approx(lost)


def test_who_hands_in_at_an_unknown_time_loses_nothing() -> None:
    assert penalty(Late(DUE, per_day=0.1), DUE, None) == 0.0


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(-100, 10_000), st.floats(0, 100))
def test_a_penalty_is_a_share_below_its_cap_and_never_falls_with_time(
    hour: float, day: float, cap: float, hours: float, more: float
) -> None:
    late = Late(DUE, per_hour=hour, per_day=day, cap=cap)
    first, second = (penalty(late, DUE, DUE + timedelta(hours=each)) for each in (hours, hours + more))
    assert 0 <= first <= second <= cap


def test_lateness_takes_a_share_and_says_so() -> None:
    found = one(Policy(late=Late(DUE, per_hour=0.1), submitted=ADA))
    assert found.score == 4.2
    assert found.reasons == ("Late by 3 h 0 min: 30% of the points.",)


def test_an_extension_moves_the_due_date_of_one() -> None:
    found = one(Policy(late=Late(DUE, per_hour=0.1), submitted=ADA, extensions={"ada": DUE + timedelta(hours=2, minutes=30)}))
    assert found.score == 5.4
    assert found.reasons == ("Late by 30 min: 10% of the points.",)


def test_points_by_hand_for_an_exercise_come_before_the_penalty_and_those_for_the_whole_after() -> None:
    by_hand = (Adjustment("ada", 2.0, "A typing error.", "a"), Adjustment("ada", -1.0, "No name on it."))
    found = one(Policy(late=Late(DUE, per_hour=0.1), submitted=ADA, adjustments=by_hand))
    assert found.score == pytest.approx((4 + 4) * 0.7 - 1)
    assert found.reasons == ("+2 points in a: A typing error.", "Late by 3 h 0 min: 30% of the points.", "-1 points: No name on it.")
    assert found.points == {"a": 4.0, "b": 4.0}


def test_points_by_hand_survive_a_regrade() -> None:
    policy = Policy(adjustments=(Adjustment("ada", 1.0, "Explained it.", "a"),))
    assert [apply_policy([result("ada", a=each)], policy)[0].score for each in (2.0, 3.0)] == [7.0, 8.0]


def test_nothing_falls_below_zero() -> None:
    policy = Policy(adjustments=(Adjustment("ada", -9.0, "Why.", "a"), Adjustment("ada", -9.0, "Why.")))
    assert one(policy).points["a"] == 0.0
    assert one(policy).score == 0.0


def test_an_excused_exercise_or_unit_does_not_count() -> None:
    for excuse in (Excuse("ada", "Ill.", exercises=("a",)), Excuse("ada", "Ill.", units=("unit01",))):
        found = one(Policy(excuses=(excuse,)))
        assert (found.score, found.max_score, found.excused) == (4.0, 4.0, False)
    assert found.reasons == ("Excused from unit01: Ill.",)


def test_who_is_excused_from_everything_is_excused() -> None:
    found = one(Policy(excuses=(Excuse("ada", "Ill."),)))
    assert (found.excused, found.score, found.max_score, found.share) == (True, 0.0, 0.0, 0.0)
    assert found.reasons == ("Excused: Ill.",)


PATTERN = r"(?P<learner>.+)-v(?P<attempt>\d+)"


def test_a_pattern_names_learner_and_attempt() -> None:
    assert learner_of("ada-v12", Policy(pattern=PATTERN)) == ("ada", "12")
    assert learner_of("ada", Policy(pattern=PATTERN)) == ("ada", "")


def test_the_last_of_several_is_by_number_not_by_letters() -> None:
    rows = [result("ada-v9", a=4.0), result("ada-v10", a=1.0)]
    assert apply_policy(rows, Policy(pattern=PATTERN))[0].score == 5.0


def test_the_last_of_several_is_by_time_where_it_is_known() -> None:
    times = {"ada-v1": DUE, "ada-v2": DUE - timedelta(hours=1)}
    rows = [result("ada-v1", a=4.0), result("ada-v2", a=1.0)]
    assert apply_policy(rows, Policy(pattern=PATTERN, submitted=times))[0].result["submission"] == "ada-v1"


def test_the_best_of_several_is_the_best_after_its_penalty() -> None:
    policy = Policy("best", PATTERN, Late(DUE, per_hour=0.5), submitted={"ada-v1": DUE, "ada-v2": DUE + timedelta(hours=1)})
    found = apply_policy([result("ada-v1", a=3.0), result("ada-v2", a=4.0)], policy)
    assert [each.result["submission"] for each in found] == ["ada-v1"]


def test_a_group_gets_what_its_submission_earned_and_each_member_what_is_theirs() -> None:
    policy = Policy(groups={"team": ("ben", "ada")}, adjustments=(Adjustment("ben", 1.0, "Led it."),))
    assert [(each.learner, each.score) for each in apply_policy([result("team")], policy)] == [("ada", 6.0), ("ben", 7.0)]


def test_names_that_nobody_has_are_told() -> None:
    policy = Policy(
        adjustments=(Adjustment("aba", 1.0, "Why."), Adjustment("ada", 1.0, "Why.", "c")), groups={"crew": ("x",)},
        excuses=(Excuse("ada", "Ill.", exercises=("d",), units=("unit03",)),), submitted={"eve": DUE}, extensions={"bob": DUE},
    )  # fmt: skip
    assert unknown_names([result("ada")], policy) == ["aba", "bob", "crew", "c", "d", "unit03", "eve"]
    assert unknown_names([result("ada")], Policy(submitted=ADA)) == []


WHOLE = """
[late]
due = 2027-03-01T18:00:00+01:00
grace_minutes = 15
per_day = 0.10
cap = 0.50
[extensions]
ada = 2027-03-03T18:00:00+01:00
[attempts]
keep = "best"
pattern = '(?P<learner>.+)-v(?P<attempt>\\d+)'
times = "times.csv"
[submitted]
ada-v1 = 2027-03-01T17:00:00+01:00
[[adjust]]
learner = "ada"
exercise = "is_3"
points = 1.5
reason = "Explained it at the board."
[[excuse]]
learner = "ben"
units = ["unit09_full_mnist"]
reason = "Ill."
[groups]
team-1 = ["ada", "ben"]
"""


def test_the_file_says_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "times.csv").write_text("submission,time\nben-v1,2027-03-02 10:00\n")
    (tmp_path / "policy.toml").write_text(WHOLE)
    policy = read(tmp_path / "policy.toml")
    assert policy.late == Late(DUE - timedelta(hours=1), 15, per_day=0.1, cap=0.5)
    assert policy.submitted == {"ben-v1": datetime(2027, 3, 2, 10, tzinfo=UTC), "ada-v1": DUE - timedelta(hours=2)}
    assert policy.adjustments == (Adjustment("ada", 1.5, "Explained it at the board.", "is_3"),)
    assert policy.excuses == (Excuse("ben", "Ill.", units=("unit09_full_mnist",)),)
    assert (policy.attempts, policy.pattern, policy.groups) == ("best", PATTERN, {"team-1": ("ada", "ben")})
    assert policy.extensions == {"ada": DUE + timedelta(days=2, hours=-1)}


WRONG = {
    "no TOML": ("due = ", "policy.toml: Invalid value"),
    "unknown part": ("[penalty]", "there is no part [penalty]. The parts are: adjust, attempts, excuse,"),
    "unknown rule": ("[late]\ndue = 2027-03-01T18:00:00Z\nper_week = 1", "unexpected keyword argument 'per_week'"),
    "no date": ('[late]\ndue = "soon"', "Invalid isoformat string: 'soon'"),
    "no due date": ("[late]\nper_day = 0.1", "None is no date with a time, such as 2027-03-01T18:00:00+01:00"),
    "per cent": ("[late]\ndue = 2027-03-01T18:00:00Z\nper_day = 10", "per_hour, per_day and cap are shares from 0 to 1"),
    "keep the first": ('[attempts]\nkeep = "first"', "keep = \"best\" or \"last\", not 'first'"),
    "unknown in attempts": ("[attempts]\nmost = 3", "[attempts] knows keep, pattern and times, not most"),
    "pattern without learner": ("[attempts]\npattern = '.+'", "the pattern has no group (?P<learner>…)"),
    "broken pattern": ("[attempts]\npattern = '('", "missing ), unterminated subpattern"),
    "no reason": ('[[adjust]]\nlearner = "ada"\npoints = 1\nreason = " "', "what is done for ada by hand needs a reason"),
    "points in words": ('[[adjust]]\nlearner = "ada"\npoints = "two"\nreason = "Why."', "the points for ada are a number, with - to take some"),
    "two groups": ('[groups]\na = ["x"]\nb = ["x"]', "x is in two groups"),
    "times not there": ('[attempts]\ntimes = "no.csv"', "It needs the columns submission and time, a date and time each."),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_a_policy_that_cannot_be_says_where_and_why(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "policy.toml").write_text(text)
    with pytest.raises(PolicyError) as caught:
        read(tmp_path / "policy.toml")
    assert sentence in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_policy_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"cannot be read \(No such file or directory\)\. Give the path of a TOML file\."):
        read(tmp_path / "policy.toml")
