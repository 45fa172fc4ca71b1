"""How a message describes what was passed and what came back."""

import pytest

from grader import wire
from grader.sandbox.words import describe, parameters_of

pytestmark = pytest.mark.security


@pytest.mark.parametrize(("name", "said"), [("int64", "an int64"), ("Learner", "a Learner"), ("OrderedDict", "an OrderedDict")])
def test_things_have_their_article(name: str, said: str) -> None:
    assert describe(wire.Handle(0, name)) == said


def test_parameters_have_their_names_where_python_tells_them() -> None:
    def method(self: object, xb: object, yb: object) -> None: ...

    assert parameters_of(method) == ("xb", "yb")
    assert parameters_of(type) == ()  # no signature is known
    assert parameters_of(7) == ()
