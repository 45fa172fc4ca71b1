"""From what stopped a check to what the learner reads: every case, word for word."""

import json

import pytest

from grader.checking.kit import CheckFailed
from grader.checking.messages import FAULT, UNSTARTED, explain, judged_with
from grader.checking.verdict import Status
from grader.checking.why import NamedMistake, Place, Why, told
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, WorkerLost


def raised(kind: str, message: str, *frames: list[object], unwritten: bool = False) -> StudentRaised:
    return StudentRaised({"type": kind, "message": message, "frames": list(frames), "unwritten": unwritten})


def called(error: BaseException, call: str = "is_3(x [5, 28, 28])") -> BaseException:
    error.call = call  # type: ignore[attr-defined]  # as Student.call sets it
    return error


LINE = ["unit02_similarity.py", 7, "is_3", "return x / y"]

CASES = {
    "a failed check": (
        CheckFailed("f(a [2])", "The shape is right; the values are not.", "values", "Expected 1; got 2."),
        Status.FAILED,
        ["Called f(a [2]).", "The shape is right; the values are not."],
    ),
    "a failed check with advice": (
        CheckFailed("f(a [2])", "Expected a; got b.", "device", advice="Do this."),
        Status.FAILED,
        ["Called f(a [2]).", "Expected a; got b.", "Do this."],
    ),
    "an error": (
        called(raised("ZeroDivisionError", "division by zero", LINE)),
        Status.FAILED,
        ["Called is_3(x [5, 28, 28]).", "It raised ZeroDivisionError: division by zero", "  unit02_similarity.py, line 7: return x / y"],
    ),
    "an error without a message": (called(raised("ValueError", "")), Status.FAILED, ["Called is_3(x [5, 28, 28]).", "It raised ValueError."]),
    "an error of many lines": (
        called(raised("RuntimeError", "first\nsecond\nthird")),
        Status.FAILED,
        ["Called is_3(x [5, 28, 28]).", "It raised RuntimeError: first"],
    ),
    "too much memory, as torch says it": (
        called(raised("RuntimeError", "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")),
        Status.FAILED,
        [
            "Called is_3(x [5, 28, 28]).",
            "It raised RuntimeError: DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes",
            "It asked for more memory than a submission may use: is a tensor much larger than it should be?",
        ],
    ),
    "too much of a GPU's memory": (
        called(raised("OutOfMemoryError", "CUDA out of memory. Tried to allocate 20.00 GiB.")),
        Status.FAILED,
        [
            "Called is_3(x [5, 28, 28]).",
            "It raised OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB.",
            "It asked for more of the GPU than a submission may use: is a tensor much larger than it should be?",
        ],
    ),
    "an index out of range on a GPU": (
        called(raised("AcceleratorError", "CUDA error: device-side assert triggered\nCUDA kernel errors might be")),
        Status.FAILED,
        [
            "Called is_3(x [5, 28, 28]).",
            "It raised AcceleratorError: CUDA error: device-side assert triggered",
            "An index was out of range, of a label without a column of scores say. On the CPU torch says which.",
        ],
    ),
    "tensors of two devices": (
        called(raised("RuntimeError", "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!")),
        Status.FAILED,
        [
            "Called is_3(x [5, 28, 28]).",
            "It raised RuntimeError: Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!",
            "A tensor that your code made lives on the CPU: make it with device=x.device.",
        ],
    ),
    "not written": (
        called(raised("NotImplementedError", "", ["unit02_similarity.py", 7, "is_3", "raise NotImplementedError"], unwritten=True)),
        Status.NOT_STARTED,
        ["is_3 is not written yet."],
    ),
    "something it uses is not written": (
        called(raised("NotImplementedError", "", ["unit02_similarity.py", 3, "mnist_distance", "raise NotImplementedError"], unwritten=True)),
        Status.NOT_STARTED,
        ["is_3, or mnist_distance which it uses, is not written yet."],
    ),
    "a method that is not written": (
        called(raised("NotImplementedError", "", ["unit06_optimizer.py", 9, "step", "raise NotImplementedError"], unwritten=True), "BasicOptim.step()"),
        Status.NOT_STARTED,
        ["BasicOptim.step is not written yet."],
    ),
    "a lost worker": (
        called(WorkerLost("time", "Your code was still running after 10 seconds of processor time and was stopped.")),
        Status.FAILED,
        ["Called is_3(x [5, 28, 28]).", "Your code was still running after 10 seconds of processor time and was stopped."],
    ),
    "an exercise out of time": (
        WorkerLost("time", "All checks of this exercise together may take 30 seconds."),
        Status.FAILED,
        ["All checks of this exercise together may take 30 seconds."],
    ),
    "a missing name": (NoSuchName("is_3"), Status.NOT_STARTED, ["There is no is_3 in your file. Keep the names that the stub gives."]),
    "a missing file": (NotStarted("unit04_loss.py was not handed in."), Status.NOT_STARTED, ["unit04_loss.py was not handed in."]),
    "a file that cannot be imported": (
        Unloadable("unit04_loss", raised("SyntaxError", "invalid syntax", ["unit04_loss.py", 3, "", "def f(:"])),
        Status.FAILED,
        ["unit04_loss.py could not be imported.", "It raised SyntaxError: invalid syntax", "  unit04_loss.py, line 3: def f(:"],
    ),
    "a file that never ends": (
        Unloadable("unit04_loss", WorkerLost("time", "Your code was still running.")),
        Status.FAILED,
        ["unit04_loss.py could not be imported.", "Your code was still running."],
    ),
    "a file that cannot be read": (Unloadable("unit04_loss", "It is no text."), Status.FAILED, ["It is no text."]),
    "an instructor's plain assert": (AssertionError("The list must be sorted."), Status.FAILED, ["The list must be sorted."]),
    "an assert without words": (AssertionError(), Status.UNGRADED, [FAULT.message]),
    "an error in a check": (AttributeError("nines"), Status.UNGRADED, [FAULT.message]),
    "a sandbox that failed": (SandboxError("the zygote ended"), Status.UNGRADED, [UNSTARTED.message]),
}


@pytest.mark.parametrize(("error", "status", "lines"), CASES.values(), ids=CASES.keys())
def test_each_case_word_for_word(error: BaseException, status: Status, lines: list[str]) -> None:
    found, why = explain(error, "hidden", None)
    assert (found, why.message) == (status, "\n".join(lines))
    assert Why.of_json(json.loads(json.dumps(why.as_json))) == why  # as it is kept


def test_an_error_whose_cause_is_known_comes_with_its_sentence() -> None:
    """tests/checks/test_causes.py has them all."""
    message = explain(called(raised("SystemExit", "why", LINE)), "hidden", None)[1].message
    assert message.split("\n")[-1] == "Take out the call that exits: a function should return."
    assert len(message.split("\n")) == 4


@pytest.mark.parametrize(
    ("error", "own"),
    [
        (raised("TypeError", "x"), "raises a TypeError"),
        (raised("IndexError", "x"), "raises an IndexError"),
        (raised("Sly", "x"), "raises an exception"),
        (WorkerLost("time", "x"), "takes too long"),
        (WorkerLost("memory", "x"), "fails"),
        (CheckFailed("f(a [2])", "The values are not right.", "values"), "fails"),
    ],
)
def test_a_check_that_passes_with_a_sound_version_says_so(error: BaseException, own: str) -> None:
    said = judged_with(["sigmoid", "mnist_loss"], error)
    assert said.message == f"Judged with the course's sigmoid and mnist_loss: with your own it {own}."


def test_a_named_mistake_takes_the_place_of_advice() -> None:
    _, why = explain(called(raised("NameError", "why", LINE)), "hidden", NamedMistake("mixed_up", "You mixed up a and b."))
    assert (why.name, why.advice) == ("mixed_up", "")
    assert why.message.split("\n")[-1] == "You mixed up a and b."


def test_places_of_a_notebook_take_the_place_of_lines_of_a_module() -> None:
    def locate(message: str) -> str:
        return message.replace("unit02_similarity.py, line 7", "the cell of is_3, line 2")

    def line_of(cell: str, line: int) -> str:
        return ""

    why = explain(called(raised("ValueError", "unit02_similarity.py, line 7", LINE)), "public", None)[1].located(locate, line_of)
    assert why.place == Place("the cell of is_3", 2, "return x / y")
    assert why.parts[1:] == ["It raised ValueError: the cell of is_3, line 2", "  the cell of is_3, line 2: return x / y"]
    assert told("unit02_similarity.py, line 7: bad").located(locate, line_of).message == "the cell of is_3, line 2: bad"
    assert told("unit03.py, line 7: bad").located(locate, line_of).message == "unit03.py, line 7: bad"


def test_of_a_cell_that_is_no_python_its_own_line_is_told() -> None:
    made = StudentRaised({"type": "SyntaxError", "message": "the cell of is_3, line 1: expected ':'", "frames": [["u.py", 9, "", "raise …"]]})
    why = explain(called(made), "public", None)[1].located(lambda text: text.replace("u.py, line 9", "the cell of is_3, line 1"), lambda *_: "def is_3(x)")
    assert why.parts[1:] == ["It raised SyntaxError: expected ':'", "  the cell of is_3, line 1: def is_3(x)"]


def test_only_a_public_check_shows_values() -> None:
    error = CheckFailed("f(a [2])", "The values are not right.", "values", "Expected 1; got 2.")
    assert "Expected 1; got 2." in explain(error, "public", None)[1].message
    assert "Expected 1; got 2." not in str(explain(error, "hidden", None)[1])
