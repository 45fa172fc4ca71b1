"""A known mistake in a short form, made of the right answer: where it fits, what is said where not, and what learners get of it."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grader import course as courses
from grader.authoring import verify
from grader.authoring.release.engine import load_engine
from grader.authoring.release.errors import ReleaseError
from grader.authoring.release.expanded import expanded
from grader.authoring.release.sources import Sources
from grader.checking.change import MOST, Change, change
from grader.checking.gives import Gives, gives
from grader.checking.inserted import insert, misfits, mistakes_of, text_of
from grader.checking.kit import MISTAKES, Mistake, mistake
from grader.checking.session import CheckSession
from grader.checking.short_form import ShortForm
from grader.course import Course, CourseError
from tests.conftest import ROOT

SOURCE = '''
def first(a: int) -> int:
    return a

def gap(a: int, b: int = 2, *more: int) -> int:
    """The gap.

    Example:
        >>> gap(1, 2)
    """
    ### BEGIN SOLUTION
    gap = a - b  # never below 0
    return abs(gap)
    ### END SOLUTION
'''
FITTING = {
    "one": (change("abs(gap)", "gap"), "def slip(a, b=2, *more):\n    gap = a - b\n    return gap"),
    "two": (change("gap = a - b", "gap = b", "abs(", "int("), "def slip(a, b=2, *more):\n    gap = b\n    return int(gap)"),
    "a default": (change("b: int = 2", "b: int = 3"), "def slip(a, b=3, *more):\n    gap = a - b\n    return abs(gap)"),
    "no return": (change("return ", ""), "def slip(a, b=2, *more):\n    gap = a - b\n    abs(gap)"),
    "gives": (gives("a -  b  # forgotten"), "def slip(a, b=2, *more):\n    return a - b"),
    "gives several": (gives("a, more"), "def slip(a, b=2, *more):\n    return (a, more)"),
}
LONG = "def gap(a):\n    for each in a:\n        if each:\n            return each\n    return 0\n"
WRONG = {
    "nowhere": (change("sum(", "abs("), SOURCE, "'sum(' stands 0 times in the right answer, and should stand there once: write more of it"),
    "three times": (change("gap", "a"), SOURCE, "'gap' stands 3 times in the right answer, and should stand there once: write more of it"),
    "in the docstring": (change("The gap", "A gap"), SOURCE, "'The gap' stands 0 times in the right answer, and should stand there once: write more of it"),
    "a comment": (change("never below 0", "ever"), SOURCE, "it changes nothing"),
    "no Python": (change("abs(gap)", "abs gap"), SOURCE, "no Python comes of it: invalid syntax"),
    "too long": (change("0", "1"), LONG, f"the right answer has 4 statements, and may have {MOST} at most: write the mistake out"),
    "a class": (change("a", "b"), "class gap: pass\n", "there is no function gap: write the mistake out"),
    "gives nothing": (gives(""), SOURCE, "'' is no Python expression: invalid syntax"),
    "gives no Python": (gives("a b"), SOURCE, "'a b' is no Python expression: invalid syntax"),
    "gives a statement": (gives("return a"), SOURCE, "'return a' is no Python expression: invalid syntax"),
    "gives what is right": (gives("(a)"), SOURCE.replace("gap", "most").replace("first", "gap"), "it gives what the right answer gives"),
    "gives what a class is": (gives("a"), "class gap: pass\n", "there is no function gap: write the mistake out"),
}
LINE_FIT = ROOT / "examples" / "line_fit"


@pytest.mark.parametrize(("wanted", "text"), FITTING.values(), ids=FITTING.keys())
def test_a_short_form_written_out_has_no_docstring_no_comment_and_no_types(wanted: ShortForm, text: str) -> None:
    assert wanted.written_out(SOURCE, "gap", "slip") == text


@pytest.mark.parametrize(("wanted", "source", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_short_form_that_does_not_fit(wanted: ShortForm, source: str, said: str) -> None:
    with pytest.raises(CourseError) as caught:
        wanted.written_out(source, "gap", "slip")
    assert str(caught.value) == said


def test_what_a_mistake_gives_may_stand_for_a_right_answer_of_any_length() -> None:
    decorated = "@cache\n" + LONG.replace("(a)", "(a, /, *, b=-1)")
    assert gives("a[0]").written_out(decorated, "gap", "slip") == "def slip(a, /, *, b=-1):\n    return a[0]"


@pytest.mark.parametrize("texts", [(), ("a",), ("a", "b", "c")])
def test_texts_come_in_pairs(texts: tuple[str, ...]) -> None:
    with pytest.raises(CourseError) as caught:
        change(*texts)
    assert str(caught.value) == "change: give a text of the right answer and what takes its place, or several such pairs."


@pytest.fixture
def added() -> Iterator[Mistake]:
    """A mistake of an exercise of this file's name, made in the short form."""
    before = dict(MISTAKES)
    mistake("forgets", "Take all of it.", change("abs(gap)", "gap"))
    yield MISTAKES["test_change"][0]
    MISTAKES.clear()
    MISTAKES.update(before)


def test_the_short_form_registers_a_mistake_of_the_file_that_it_stands_in(added: Mistake) -> None:
    assert (added.name, added.sentence, added.exercise, added.path) == ("forgets", "Take all of it.", "test_change", Path(__file__))
    assert added.version == change("abs(gap)", "gap")


def test_what_a_mistake_gives_is_named_as_its_change_is(course: Course) -> None:
    path = course.checks / "public" / "unit02_similarity" / "check_mnist_distance.py"
    said = "checks/public/unit02_similarity/check_mnist_distance.py: the mistake none: 'a -' is no Python expression: invalid syntax."
    with pytest.raises(CourseError) as caught:
        text_of(course, Mistake("Take b away.", gives("a -"), "none", path))
    assert str(caught.value) == said
    assert text_of(course, Mistake("Take b away.", gives("a"), "none", path)) == "def none(a, b):\n    return a"


@pytest.fixture
def unfit(course: Course) -> Iterator[str]:
    """What is said of a change of mnist_distance that fits nowhere."""
    found = Mistake("Sum.", change("total(", "sum("), "sums", course.checks / "public" / "unit02_similarity" / "check_mnist_distance.py")
    before = MISTAKES["mnist_distance"]
    MISTAKES["mnist_distance"] = [*before, found]
    yield (
        "checks/public/unit02_similarity/check_mnist_distance.py: the mistake sums: "
        "'total(' stands 0 times in the right answer, and should stand there once: write more of it."
    )
    MISTAKES["mnist_distance"] = before


def test_what_does_not_fit_names_the_file_and_the_mistake(course: Course, judge: object, unfit: str) -> None:
    assert list(misfits(course)) == [unfit]
    with pytest.raises(CourseError) as caught:
        insert(course, MISTAKES["mnist_distance"][-1])
    assert str(caught.value) == unfit


def test_verify_says_so_before_it_tries_anything(unfit: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CheckSession, "__init__", lambda *_: None)
    monkeypatch.setattr(verify, "Judge", lambda *_: _Nothing())
    assert verify.verify_course(1, frozenset({"mnist_distance"})) == 2
    assert capsys.readouterr().out == f"Nothing can be tried before this is mended:\n✗ {unfit}\n"


class _Nothing:
    def __enter__(self) -> "_Nothing":
        return self

    def __exit__(self, *_: object) -> None: ...


def test_without_solutions_only_what_is_written_out_is_tried(course: Course, judge: object, monkeypatch: pytest.MonkeyPatch) -> None:
    known = MISTAKES["mnist_distance"]
    assert mistakes_of(course, "mnist_distance") == known
    monkeypatch.setattr(Course, "has_solutions", False)
    assert mistakes_of(replace(course), "mnist_distance") == [each for each in known if not isinstance(each.version, ShortForm)] != known


@pytest.mark.parametrize(("root", "least"), [(ROOT, 300), (LINE_FIT, 20)], ids=["mnist_basics", "line_fit"])
def test_learners_get_every_short_form_written_out_in_its_place_and_none_is_the_right_answer(root: Path, least: int) -> None:
    """That each change fits a right answer of three statements at most is said by `written_out`, which would stop it."""
    course = courses.load(root)
    files = Sources(course, load_engine()).learners()
    count = 0
    for name, exercise in course.exercises.items():
        check = f"checks/public/{exercise.unit}/check_{name}.py"
        own, text = (ast.parse(each).body for each in ((root / check).read_bytes(), files[check]))
        assert [each for node in own if (each := _named(node))] == [each for node in text if (each := _named(node))]
        changed = {_named(node) for node in own if isinstance(node, ast.Expr)} - {None}
        assert not [node for node in text if isinstance(node, ast.Expr) and _named(node)]
        unit = ast.parse(course.reference[exercise.unit]).body
        right = [_body(node) for node in unit if isinstance(node, ast.FunctionDef) and node.name == name]
        for node in text:
            if _named(node) in changed:
                count += 1
                assert _body(node) not in right, f"{name}: {node}"
    assert count >= least


def _named(node: ast.stmt) -> tuple[str, str] | None:
    """The name and the sentence of a mistake in either form; None for any other statement."""
    match node:
        case ast.Expr(ast.Call(ast.Name("mistake"), [ast.Constant(name), sentence, _])):
            return str(name), ast.unparse(sentence)
        case ast.FunctionDef(decorator_list=[ast.Call(ast.Name("mistake"), [sentence])]):
            return node.name, ast.unparse(sentence)
    return None


def _body(node: ast.stmt) -> str:
    assert isinstance(node, ast.FunctionDef)
    return "\n".join(ast.unparse(each) for each in (node.body[1:] if ast.get_docstring(node) else node.body))


def test_every_short_form_of_this_course_fits(course: Course, judge: object) -> None:
    assert list(misfits(course)) == []
    known = [each for found in MISTAKES.values() for each in found if each.exercise in course.exercises]
    for form, least in {Change: 300, Gives: 80}.items():
        found = [each for each in known if isinstance(each.version, form)]
        assert len(found) > least
        assert text_of(course, found[0]).startswith(f"def {found[0].name}(")


def test_what_cannot_be_written_out_stops_the_release() -> None:
    check = 'from grader.checking.kit import change, mistake\n\nmistake("slip", "No.", {})\n'
    with pytest.raises(ReleaseError) as caught:
        expanded(check.format('change("sum", "abs")'), "checks/public/u/check_gap.py", SOURCE, "gap")
    said = "'sum' stands 0 times in the right answer, and should stand there once: write more of it."
    assert str(caught.value) == f"checks/public/u/check_gap.py: the mistake slip: {said}"
    with pytest.raises(ReleaseError) as caught:
        expanded(check.format("change(OLD, NEW)"), "checks/public/u/check_gap.py", SOURCE, "gap")
    assert str(caught.value) == "checks/public/u/check_gap.py, line 3: write name and change as plain texts, in quotes."
    with pytest.raises(ReleaseError) as caught:
        expanded(check.format('gives("a b")'), "checks/public/u/check_gap.py", SOURCE, "gap")
    assert str(caught.value) == "checks/public/u/check_gap.py: the mistake slip: 'a b' is no Python expression: invalid syntax."
    with pytest.raises(ReleaseError) as caught:
        expanded(check.format("gives(A)"), "checks/public/u/check_gap.py", SOURCE, "gap")
    assert str(caught.value) == "checks/public/u/check_gap.py, line 3: write name and gives as plain texts, in quotes."
    text = expanded(check.format('gives("a")'), "checks/public/u/check_gap.py", SOURCE, "gap")
    assert text.endswith('mistake\n\n\n@mistake("No.")\ndef slip(a, b=2, *more):\n    return a\n')
    text = expanded(check.format('change("abs(gap)", "gap")'), "checks/public/u/check_gap.py", SOURCE, "gap")
    assert text.endswith('mistake\n\n\n@mistake("No.")\ndef slip(a, b=2, *more):\n    gap = a - b\n    return gap\n')
