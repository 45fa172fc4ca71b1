"""Copies are found under other names, and honest work is left alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course import Course
from grader.reports.analysis.similarity import WINDOW, K, Pair, compare, fingerprints, prints_of
from grader.reports.analysis.tokens import passages
from grader.submission.aside.reader import aside
from tests.class_of_300 import FIRST, PLANTED, SECOND, build

LONG = PLANTED.format(**FIRST)
RENAMED = PLANTED.format(**SECOND)


def texts(source: str) -> list[str]:
    return [token.text for row in passages(source) for token in row]


def test_names_comments_strings_numbers_and_layout_make_no_difference() -> None:
    one = 'def f(a, b):\n    """Doc."""\n    c = a + 10  # why\n    return g("x", c)\n'
    two = "def other(first,\n          second):\n  # nothing\n\n  result = first + 7\n  return h('', result)"
    assert texts(one) == texts(two) == ["def", "N", "(", "N", ",", "N", ")", ":", "N", "=", "N", "+", "0", "return", "N", "(", "S", ",", "N", ")"]


def test_what_torch_is_asked_for_makes_a_difference() -> None:
    assert texts("x.mean(0)") != texts("x.sum(0)")
    assert texts("self.a = x") == texts("self.b = y")


def test_broken_code_is_read_up_to_where_it_breaks() -> None:
    assert texts("def f(a)\n    return a\nx = (1,\n")[:6] == ["def", "N", "(", "N", ")", "return"]
    assert texts("") == []


@pytest.mark.parametrize("broken", ["x = '''never closed", "if x:\n        y\n    z", "x = (1,", "!pip list", "f?", "$"])
def test_a_broken_cell_hides_no_other(broken: str) -> None:
    whole = f"# %% cell 1\n{broken}\n\n# %% the cell of f\ndef f(a):\n    return a.mean(0)\n"
    row = passages(whole)[-1]
    assert [token.text for token in row] == ["def", "N", "(", "N", ")", ":", "return", "N", ".", "mean", "(", "0", ")"]
    assert {whole.split("\n")[token.line - 1].strip() for token in row} == {"def f(a):", "return a.mean(0)"}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_too_strange(source: str) -> None:
    assert all(token.line >= 1 for row in passages(source) for token in row)


@pytest.mark.parametrize("text", ["?" + "\f" * 50_000, ("?" + "\f" * 150) * 1000, "x" + " " * 100_000 + "?"])
def test_long_runs_of_blanks_are_read_within_the_time_that_the_reader_has(text: str) -> None:
    assert all(1 <= line <= 3 for _, line in aside(prints_of, f"def is_3(x):\n    return x\n{text}\n"))


def test_a_shared_passage_of_the_guaranteed_length_is_always_found() -> None:
    shared = " + ".join(f"x.m{i}" for i in range(K + WINDOW))
    ours = f"def f(x):\n    y = x * x * x\n    return {shared}\n"
    theirs = f"def g(z):\n    if z:\n        return {shared.replace('x', 'z')}\n"
    assert set(fingerprints(ours)) & set(fingerprints(theirs))


def test_what_is_shorter_than_the_noise_threshold_leaves_nothing() -> None:
    assert fingerprints("def f(a):\n    return a.mean(0)\n") == {}


def test_a_renamed_copy_is_found_with_the_lines_to_look_at() -> None:
    works = {"ann": {"unit03_descent": LONG}, "ben": {"unit03_descent": "import torch\n\n" + RENAMED}, "cleo": {"u": "x = 1\n"}}
    (pair,) = compare(works)
    assert (pair.first, pair.second, pair.share) == ("ann", "ben", 1.0)
    assert [each[0] for place in pair.places for each in place] == ["unit03_descent"] * 2 * len(pair.places)
    assert all(second[1] == first[1] + 2 for first, second in pair.places)


def test_what_was_given_out_is_no_sign_of_anything() -> None:
    works = {"ann": {"u": LONG}, "ben": {"u": RENAMED}}
    assert compare(works, given=[LONG.replace("total", "whatever")]) == []


def test_what_many_write_is_no_sign_of_anything() -> None:
    assert compare({f"learner-{i}": {"u": LONG} for i in range(5)}) == []
    assert len(compare({f"learner-{i}": {"u": LONG} for i in range(2)})) == 1


def test_in_a_made_up_class_only_the_planted_pair_is_found(tmp_path: Path, course: Course) -> None:
    build(tmp_path, 60, 0)
    works = {each.name: {path.stem: path.read_text() for path in each.glob("*.py")} for each in tmp_path.iterdir()}
    owners = [name for name, modules in works.items() if "torch.ones_like" in modules["unit03_descent"]]
    assert len(owners) == 2
    found = compare(works, course.reference.values())
    assert [{pair.first, pair.second} for pair in found] == [set(owners)]
    assert isinstance(found[0], Pair)
