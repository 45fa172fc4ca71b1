"""Changes of right answers in one place: which there are, and how it is told which of them no check catches."""

import ast
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.authoring.mutation.mutants import mutants
from grader.authoring.mutation.operators import OPERATORS
from grader.authoring.mutation.trial import EVERY, equivalents, trial
from grader.authoring.styles import Style, styles
from grader.cli import main
from grader.course import Course, CourseError, load
from grader.grading.judge import Judge

CHANGES = {  # by operator: a right answer, and what stands in its place
    "arithmetic": ("a - b", ["a + b"]),
    "operand": ("a - b", ["a", "b", "b - a"]),
    "comparison": ("a < b", ["a <= b", "a > b"]),
    "sign": ("~a", ["a"]),
    "constant": ("a[0.5, 2, 0, True]", ["1.0", "3", "1", "1", "False"]),
    "argument": ("g(a, b, key=c)", ["g(b, key=c)", "g(a, key=c)", "g(a, b)", "g(b, a, key=c)"]),
    "call": ("[a.mean(), a.abs(), torch.exp(a), list(a)]", ["a", "a.sum()", "a", "a.square()", "a.abs_()", "a", "torch.log(a)", "a"]),
    "axes": ("a.sum((1, 2))", ["1", "2"]),
    "cut": ("a[1:]", ["1 + 1:", "1:-1"]),
    "branch": ("a if b else c", ["a if True else c", "a if False else c"]),
}
STATEMENTS = {
    "statement": ("x -= 1", ["(nothing)", "x = x - 1"]),
    "loop": ("for i in x: g(i)", ["for i in x: g(i) break", "for i in list(x)[:5]: g(i)", "for i in list(x)[:-1]: g(i)"]),
    "guard": ("with no_grad(): x = 2", ["if True: x = 2"]),
    "result": ("return x", ["x", "return x.detach()", "return x.item()"]),
}


def changes(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in mutants(text):
        found.setdefault(each.operator, []).append(" ".join(each.after.split()))
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_an_expression_is_changed_in_one_place(name: str) -> None:
    text, wanted = CHANGES[name]
    found = changes(f"x = {text}")
    assert found[name] == list(dict.fromkeys(wanted)) or found[name] == wanted


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_changed_in_one_place(name: str) -> None:
    text, wanted = STATEMENTS[name]
    assert changes(f"def f(x):\n    {text}")[name] == wanted


def test_every_operator_is_shown() -> None:
    assert set(OPERATORS) == {*CHANGES, *STATEMENTS}


def test_a_parameter_is_taken_for_another() -> None:
    assert changes("def f(xb, yb):\n    return xb")["parameter"] == ["yb"]


def test_a_range_is_one_too_short() -> None:
    assert changes("x = range(n)")["call"] == ["n", "range(n - 1)", "range(1, n)"]


def test_every_mutant_of_the_solutions_is_another_text_that_can_be_run(course: Course) -> None:
    for unit, text in course.reference.items():
        for node in ast.parse(text).body:
            if getattr(node, "name", "") in course.exercises:
                own = ast.unparse(node)
                found = [each.text for each in mutants(own)]
                assert len({own, *found}) == len(found) + 1, unit
                assert {ast.get_docstring(ast.parse(each).body[0]) for each in found} <= {ast.get_docstring(node)}  # type: ignore[arg-type]


def test_a_mutant_is_caught_listed_or_survives(judge: Judge) -> None:
    others = [each for each in styles(judge.course)["l1_distance"] if each.title == "the library"]
    listed = {"operand: a - b → b - a": "a distance is the same both ways", "argument: never": "not there"}
    without = trial(judge, "l1_distance", [], {})
    found = trial(judge, "l1_distance", others, listed)
    assert without.caught > 0
    assert "operand: a - b → b - a" in [each.name for _, each in without.survived]
    assert (found.unused, found.equivalent) == (["argument: never"], 1)
    assert found.all > without.all
    assert {title for title, _ in found.survived} <= {"the solution", "the library"}
    assert trial(judge, "l1_distance", others, {EVERY: "free"}).left_out == "free"
    few = trial(judge, "l1_distance", others, listed, 10)
    assert (0 < few.all <= 10, few.unused) == (True, [])


def test_a_wrong_answer_among_the_right_ones_is_no_mutant_that_counts(judge: Judge) -> None:
    style = Style("l1_distance", "wrong", "def l1_distance(a, b):\n    return 7")
    assert trial(judge, "l1_distance", [style], {}).survived == trial(judge, "l1_distance", [], {}).survived


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[nobody]", "names nobody, which unit02_similarity does not have: rename it there, or take it out."),
        ("[relu]", "names relu, which unit02_similarity does not have: rename it there, or take it out."),
        ("[", "solutions/styles/unit02_similarity/equivalent.toml: "),
    ],
)
def test_a_list_of_equivalents_that_cannot_be_read(tmp_path: Path, course: Course, text: str, said: str) -> None:
    for name in ("course.toml", "assignments", "solutions"):
        source = course.root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "solutions/styles/unit02_similarity/equivalent.toml").write_text(text)
    with pytest.raises(CourseError, match=said):
        equivalents(load(tmp_path))


def test_every_exercise_of_a_list_is_one_of_its_unit(course: Course) -> None:
    assert set(equivalents(course)) <= set(course.exercises)
    assert [reason for each in equivalents(course).values() for reason in each.values() if len(reason) < 10] == []


def test_the_table_says_how_many_are_caught() -> None:
    found = CliRunner().invoke(main, ["verify", "--mutants", "pr_eight"])
    assert found.exit_code == 0, found.output
    header, row, *_, closing = [each.split() for each in found.stdout.splitlines() if each.strip()]
    assert header == ["exercise", "mutants", "caught", "equivalent", "survived"]
    assert (row[0], row[-1]) == ("pr_eight", "0")
    assert int(row[1]) == int(row[2]) + int(row[3])
    assert " ".join(closing).endswith("0 survived.")


def test_an_exercise_that_is_not_there_is_said() -> None:
    found = CliRunner().invoke(main, ["verify", "--mutants", "nobody"])
    assert (found.exit_code, found.stdout) == (2, "The course has no exercise nobody: course.toml lists those it has.\n")
