"""Where a worker holds sound versions, nothing that the code in it chose freely is read by whoever handed it in: no way out is left.

mnist_loss stands on sigmoid, which is wrong here: so mnist_loss is judged in a worker that holds a solution. Each way out is tried with a
sigmoid that is right too: then the worker holds none, and the learner reads whatever their own code says.
"""

import json
import math
from typing import cast

import pytest

from grader.checking.causes import CAUSES
from grader.checking.check_failed import CheckFailed
from grader.checking.messages import explain
from grader.checking.verdict import ExerciseVerdict, Status
from grader.checking.why import Kind, Why
from grader.checking.withheld import ANOTHER, GENERAL, LINES, OTHER, TYPES, Known, definition, known, margin, withhold
from grader.course import Course, Exercise
from grader.grading import record
from grader.grading.judge import Judge
from grader.sandbox.failures import NoSuchName, NotStarted, StudentRaised, Unloadable, WorkerLost
from grader.submission.model import Submission
from tests.conftest import ROOT

pytestmark = pytest.mark.security

UNIT = "unit04_loss"
WRONG = "\n\ndef sigmoid(x):\n    return x * 0\n"
WORKER = "next(e for e in __import__('gc').get_objects() if type(e).__name__ == 'Worker' and hasattr(e, 'handles'))"
FINDER = "next(e for e in __import__('sys').meta_path if type(e).__name__ == 'Modules')"

# What the body of mnist_loss tries to tell, and how it is read where nothing is withheld ("" where never).
WAYS = {
    "the message of an error": ("raise RuntimeError(MARK)", "q7Zx"),
    "the type of an error": ("raise type(MARK, (Exception,), {})", "q7Zx"),
    "a type that looks like Python's own": ("raise type('TypeError', (Exception,), {})(MARK)", "q7Zx"),
    "an error that exits": ("raise SystemExit(MARK)", "q7Zx"),
    "the name of a function that is not written": (
        f"exec(compile(f'def {{MARK}}(): raise NotImplementedError\\n{{MARK}}()', '{UNIT}.py', 'exec'))",
        "q7Zx",
    ),
    "a line that is not there": (f"exec(compile('\\n' * 4241 + 'raise ValueError', '{UNIT}.py', 'exec'))", "line 4242"),
    "the text of a line": (f"{FINDER}.line = lambda *_: MARK\n    raise ValueError", "q7Zx"),
    "another file's name": (f"finder = {FINDER}\n    finder.owns = finder.line = lambda *_: MARK\n    exec(compile('raise ValueError', MARK, 'exec'))", "q7Zx"),
    "a string": ("return MARK", "q7Zx"),
    "a number": ("return torch.tensor(42.4242)", "42.42"),
    "a shape": ("return torch.zeros(4, 24, 2)", "[4, 24, 2]"),
    "a kind of object": ("return type(MARK, (), {})()", "q7Zx"),
    "the length of a list": ("return [0] * 4242", "4242"),
    "what cannot be sent": ("return torch.zeros(3, dtype=torch.complex64)", "complex64"),
    "an error that was never raised": ("__import__('sys').modules['grader.worker.server'].describe = lambda *_: dict(type=MARK, message='', frames=[])\n    raise ValueError", "q7Zx"),
    "a name that is missing": (f"{WORKER}.answer = lambda request: {{'missing': MARK}}\n    raise ValueError", "q7Zx"),
    "an exit code": ("__import__('os')._exit(42)", "42"),
    "a signal": ("__import__('signal').raise_signal(10)", "SIGUSR1"),
    "a breach of the wire": ("__import__('os').write(3, MARK.encode() * 20)", "it is not a frame"),
    "what is printed": ("print(MARK)\n    return 0", ""),
}  # fmt: skip


def test_an_error_tells_no_more_bits_than_the_manual_says() -> None:
    choices = (len(TYPES) + 1) * (LINES + 1) * (len(CAUSES) + 1)
    assert f"{math.log2(choices):.1f} bits an\n  exercise's error" in (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def graded(judge: Judge, body: str, wrong: str) -> tuple[ExerciseVerdict, str]:
    """The verdict on mnist_loss, and all that is written and told of it."""
    text = f"{judge.course.reference[UNIT]}{wrong}\n\nMARK = 'q7' + 'Zx'\ndef mnist_loss(predictions, targets):\n    {body}\n"
    submission = Submission("thief", {**judge.course.reference, UNIT: text}, {})
    verdicts = judge.grade(submission, frozenset({"sigmoid", "mnist_loss"}))
    written = json.dumps(record.make("", verdicts, seed=0, device="cpu", data="embedded")["exercises"][1])
    return verdicts[1], "\n".join([written, *(each.message for each in verdicts[1].checks)])


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_is_left(judge: Judge, way: str) -> None:
    body, told = WAYS[way]
    verdict, written = graded(judge, body, WRONG)
    assert "q7Zx" not in written
    assert not told or f"{told} " not in written.replace(".", " ").replace(")", " ")
    assert {each.seconds for each in verdict.checks} == {0.0}
    if told:
        assert told in graded(judge, body, "")[1]


def test_an_honest_learner_reads_where_and_what(judge: Judge) -> None:
    """The type, the line of their own file, and the advice; and the whole of a mistake that is known."""
    verdict, _ = graded(judge, "return (predictions.sigmoid() - labels).abs().mean()", WRONG)
    lines = verdict.checks[0].message.split("\n")
    number = len(judge.course.reference[UNIT].split("\n")) + 8
    assert lines[0].startswith("Called mnist_loss(predictions [")
    assert lines[1:] == [
        "It raised NameError.",
        f"  unit04_loss.py, line {number}: return (predictions.sigmoid() - labels).abs().mean()",
        "Is it a variable of your notebook? Use the function's own arguments.",
    ]
    body = "return torch.where(targets == 1, 1 - predictions, predictions).mean()"
    named = [graded(judge, body, wrong)[0].checks for wrong in (WRONG, "")]
    assert [each.message for each in named[0]] == [each.message for each in named[1]]
    assert any(each.mistake for each in named[0])


def test_what_is_read_does_not_depend_on_who_was_graded_before(judge: Judge) -> None:
    bodies = ("return torch.zeros(4, 24, 2)", "return predictions.mean()", "raise KeyError", WAYS["a string"][0])
    alone = []
    for body in bodies:
        judge.diagnosis.forget()
        alone.append(graded(judge, body, WRONG)[1])
    judge.diagnosis.forget()
    assert [graded(judge, body, WRONG)[1] for body in reversed(bodies)] == alone[::-1]


# The same, piece by piece.

EXERCISE = cast(Exercise, type("", (), {"name": "f", "unit": "unit"}))  # as much of one as is looked at
TEXT = {"unit": "import torch\n\ndef f(x):\n    y = g(x)\n    return y\n\ndef g(x):\n    return x / 0\n"}
OWN = known(
    ["f(x [3])", "f.step()"],
    [CheckFailed("f(x [3])", "Expected shape [3]; got a single number.", "shape", advice="Keep the axis."), AssertionError("Sort it."), None],
)


def why(raised: BaseException, *above: Why, own: Known = OWN, named: BaseException | None = None) -> Why:
    return explain(withhold(raised, own, EXERCISE, TEXT, above, named), "public", None)[1]


def told(raised: BaseException, *above: Why, own: Known = OWN, named: BaseException | None = None) -> list[str]:
    return why(raised, *above, own=own, named=named).message.split("\n")


def error(kind: str = "TypeError", message: str = "secret", *frames: tuple[object, ...], call: str = "f(x [3])") -> StudentRaised:
    raised = StudentRaised({"type": kind, "message": message, "frames": [list(each) for each in frames], "unwritten": kind == UNWRITTEN})
    vars(raised)["call"] = call
    return raised


UNWRITTEN = "NotImplementedError"
LINE, HELPER = ("unit.py", 4, "secret", "secret"), ("unit.py", 8, "g", "secret")

CASES: dict[str, tuple[BaseException, list[str]]] = {
    "a sentence that a known mistake brings forth": (
        CheckFailed("f(x [3])", "Expected shape [3]; got a single number.", "shape", advice="Keep the axis."),
        ["Called f(x [3]).", "Expected shape [3]; got a single number.", "Keep the axis."],
    ),
    "the same that was expected, another answer": (
        CheckFailed("f(x [3])", "Expected shape [3]; got shape [1, 2, 3].", "shape", advice="secret"),
        ["Called f(x [3]).", "Expected shape [3]; got something else."],
    ),
    "another sentence": (CheckFailed("f(x secret)", "secret", "shape"), ["Called f.", "The shape of the answer is not the one expected."]),
    "another aspect": (CheckFailed("secret(x)", "secret", "secret"), ["Called f.", GENERAL]),
    "an instructor's own sentence": (AssertionError("Sort it."), ["Sort it."]),
    "an instructor's sentence with something in it": (AssertionError("secret"), [GENERAL]),
    "an error below": (error("TypeError", "secret", LINE, HELPER), ["Called f(x [3]).", "It raised TypeError.", "  unit.py, line 4: y = g(x)"]),
    "an error elsewhere": (error("TypeError", "secret", HELPER), ["Called f(x [3]).", "It raised TypeError."]),
    "an error of its own": (error("secret"), ["Called f(x [3]).", f"It raised {OTHER}."]),
    "an error with advice": (error("NameError"), ["Called f(x [3]).", "It raised NameError.", "Is it a variable of your notebook? Use the function's own arguments."]),
    "an error in another file": (error("TypeError", "", ("secret.py", 4, "f", "secret")), ["Called f(x [3]).", "It raised TypeError."]),
    "a method that is not written": (error(UNWRITTEN, "", ("unit.py", 4, "step", "secret"), call="f.step()"), ["f.step is not written yet."]),
    "something else that is not written": (error(UNWRITTEN, "", HELPER), ["f, or something which it uses, is not written yet."]),
    "a file that cannot be imported": (
        Unloadable("unit", error("SyntaxError", "secret", ("unit.py", 5, "", "secret"))),
        ["unit.py could not be imported.", "It raised SyntaxError.", "  unit.py, line 3: def f(x):"],
    ),
    "a missing name": (NoSuchName("secret"), ["There is no f in your file. Keep the names that the stub gives."]),
    "what was not begun": (NotStarted("unit.py was not handed in."), ["unit.py was not handed in."]),
}  # fmt: skip


@pytest.mark.parametrize(("raised", "lines"), CASES.values(), ids=CASES.keys())
def test_each_case_word_for_word(raised: BaseException, lines: list[str]) -> None:
    assert told(raised) == lines


def test_an_end_is_told_by_its_kind_and_what_was_called_by_its_name() -> None:
    lost = WorkerLost("exit", "Your code ended the process.")
    vars(lost)["call"] = "f.step(secret)"
    assert told(lost) == ["Called f.step.", "Your code ended the process."]


def test_a_known_mistake_is_told_in_the_answers_place() -> None:
    wrong = CheckFailed("f(x [3])", "Expected 1; got 2.", "values")
    assert told(CheckFailed("f(x secret)", "secret", "values"), named=wrong) == ["Called f(x [3]).", "Expected 1; got 2."]
    assert told(error("ValueError", "secret", LINE), named=error("ValueError", "no", ("mistake.py", 9, "f", "y"))) == [
        "Called f(x [3]).",
        "It raised ValueError: no",
        "  unit.py, line 4: y = g(x)",
    ]


def test_of_an_exercise_one_error_is_told_in_full() -> None:
    """Each check's own would be one more choice of a line."""
    first, other = why(error("TypeError", "", LINE)), Why(Kind.SHAPE, "f(x [3])", expected="a", got="b")
    assert told(error("TypeError", "", LINE), other, first)[1:] == ["It raised TypeError.", "  unit.py, line 4: y = g(x)"]
    assert told(error("TypeError", "", ("unit.py", 5, "f", "")), other, first)[1:] == [f"It raised {ANOTHER}."]


def test_a_line_is_one_of_the_exercises_own() -> None:
    text = "f = 1\n\n@cached\ndef f(x):\n\n    # why\n    return (\n        x\n)\nclass A:\n    def f(self): pass\n"
    assert definition(text, "f") == [4, 6, 7, 8, 9]
    assert definition(text, "A") == [10, 11]
    assert definition("async def f():\n\tpass\nf: int\n", "f") == [3]
    assert definition(text, "g") == []
    assert margin(text) == [1, 3, 4, 10]


def test_no_line_of_a_long_definition_is_told() -> None:
    text = {"unit": "def f():\n" + "    x = 1\n" * LINES}
    raised = error("TypeError", "", ("unit.py", 5, "f", ""))
    assert explain(withhold(raised, OWN, EXERCISE, text), "public", None)[1].message.split("\n")[1:] == ["It raised TypeError."]


def test_every_reference_is_short_enough_for_its_lines_to_be_told(course: Course) -> None:
    for each in course.exercises.values():
        assert 0 < len(definition(course.reference[each.unit], each.name)) <= LINES, each.name


def test_the_types_are_pythons_and_torchs_own() -> None:
    import builtins

    import torch

    ours = {"Unsendable"}
    torchs = {name for name in ("OutOfMemoryError", "AcceleratorError") if hasattr(torch, name)} | {"LinAlgError", "AcceleratorError"}
    assert {each for each in TYPES if not hasattr(builtins, each)} == ours | torchs
    assert Status.FAILED in {explain(withhold(error(each), OWN, EXERCISE, TEXT), "hidden", None)[0] for each in TYPES}
