"""The learner's modules: what is imported, and what is imported anew when its source has changed."""

import sys
from collections.abc import Iterator

import pytest

from grader.worker.modules import Modules

pytestmark = pytest.mark.security

FIRST = {"a_first": "x = 1", "b_second": "from a_first import x\ny = x + 1", "c_apart": "made = object()"}


@pytest.fixture
def modules() -> Iterator[Modules]:
    modules = Modules()
    yield modules
    sys.meta_path.remove(modules)
    for name in FIRST:
        sys.modules.pop(name, None)


def test_a_changed_module_is_imported_anew_with_what_was_imported_from_it(modules: Modules) -> None:
    modules.add(FIRST, {})
    apart, second = modules.load("c_apart"), modules.load("b_second")
    assert second.y == 2
    modules.add({**FIRST, "a_first": "x = 10"}, {})
    assert modules.load("b_second").y == 11
    assert modules.load("c_apart") is apart  # imported before it


def test_the_same_sources_again_change_nothing(modules: Modules) -> None:
    modules.add(FIRST, {})
    before = modules.load("b_second")
    modules.add(dict(FIRST), {})
    assert modules.load("b_second") is before
