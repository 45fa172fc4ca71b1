"""How a message describes what was passed and what came back."""

import pytest

from grader import wire
from grader.sandbox.words import describe

pytestmark = pytest.mark.security


@pytest.mark.parametrize(("name", "said"), [("int64", "an int64"), ("Learner", "a Learner"), ("OrderedDict", "an OrderedDict")])
def test_things_have_their_article(name: str, said: str) -> None:
    assert describe(wire.Handle(0, name)) == said
