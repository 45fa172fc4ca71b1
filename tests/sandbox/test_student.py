"""How a message describes what was passed and what came back."""

from typing import Any

import pytest
import torch

from grader import protocol
from grader.checking.answer import facts_of, read
from grader.checking.describe import describe, parameters_of
from grader.checking.student import Student

pytestmark = pytest.mark.security


@pytest.mark.parametrize(("name", "said"), [("int64", "an int64"), ("Learner", "a Learner"), ("OrderedDict", "an OrderedDict")])
def test_things_have_their_article(name: str, said: str) -> None:
    assert describe(protocol.Handle(0, name)) == said


def test_parameters_have_their_names_where_python_tells_them() -> None:
    def method(self: object, xb: object, yb: object) -> None: ...

    assert parameters_of(method) == ("xb", "yb")
    assert parameters_of(type) == ()  # no signature is known
    assert parameters_of(7) == ()


class Rough:
    """Answers every call with a tensor in half precision, as the wire marks what it received."""

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        value = torch.ones(2, dtype=torch.bfloat16)
        value.sent_from = "cpu"  # type: ignore[attr-defined]  # see wire.device_of
        return {"value": value}


def test_what_came_of_a_call_is_no_input_whose_dtype_counts() -> None:
    student = Student(Rough(), {"f": "unit"}, {})
    first = student.f(torch.ones(2), [torch.ones(2).double(), (torch.ones(2).int(), 3)])
    assert facts_of(first).inputs == {torch.float32, torch.float64, torch.int32}
    second = student.f(first, [read(first)], torch.ones(2))
    assert facts_of(second).inputs == {torch.float32}
    assert [facts_of(each).device for each in (second, student.f(first), student.f(3))] == ["cpu", "cpu", ""]
    assert facts_of(student.helpers.collect(torch.ones(2))).device == ""
