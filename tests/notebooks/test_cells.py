"""A learner's cells as a module: what is kept, what is not, and where each line stands."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.notebooks.cells import Module, module_of

HEAD = "from __future__ import annotations\n"


def cell(source: str, **marks: Any) -> SimpleNamespace:
    return SimpleNamespace(cell_type="code", source=source, metadata={"nbgrader": marks} if marks else {})


def module(*sources: str, exercises: tuple[str, ...] = ("f", "g")) -> Module:
    return module_of([cell(each) for each in sources], exercises)


def run(made: Module) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "unit"}
    exec(compile(made.text, "unit.py", "exec"), names)
    return names


def test_definitions_and_what_they_use_stay_as_they_were_written() -> None:
    made = module(
        "import math\nimport pandas",
        "# a note\ndef f(x):\n    return twice(x)  # here\n",
        "def twice(x):\n    return 2 * x",
        "def unused():\n    1",
    )
    assert made.text == HEAD + "def f(x):\n    return twice(x)  # here\ndef twice(x):\n    return 2 * x\n"
    assert run(made)["f"](3) == 6


def test_what_was_tried_out_is_left_out() -> None:
    made = module(
        "1 / 0\nwhile True: pass\nprint(f(3))\nplt.show()",
        "def f(x):\n    return x",
        "from grader.notebooks import check\ncheck(f)",
        'if __name__ == "__main__":\n    f(1)',
    )
    assert made.text == HEAD + "def f(x):\n    return x\n"


def test_a_name_that_an_exercise_uses_is_kept_and_may_fail() -> None:
    made = module("lr = 0.5\nbad = 1 / 0\nlr = lr * 2", "def f():\n    return lr\ndef g():\n    return bad")
    names = run(made)
    assert names["f"]() == 1.0
    assert "bad" not in names


def test_the_last_definition_counts() -> None:
    assert run(module("def f():\n    return 1", "def f():\n    return 2"))["f"]() == 2


def test_methods_and_attributes_that_are_added_later() -> None:
    made = module("class f:\n    pass", "def fit(self):\n    return 5\nf.fit = fit", "f.shown.append(3)")
    assert run(made)["f"]().fit() == 5


def test_magics_are_no_python() -> None:
    made = module(
        "%matplotlib inline\n!pip list\nfiles = !ls\ndef f():\n    return 1",
        "%%time\ndef g():\n    '''\n% not a magic\n    '''\n    return 2",
        "%%bash\ndef f() {",
        "f?",
    )
    names = run(made)
    assert (names["f"](), names["g"]()) == (1, 2)
    assert "% not a magic" in names["g"].__doc__


def test_a_cell_that_is_no_python_costs_its_own_exercises() -> None:
    made = module("def f(x:\n    return x", "def g():\n    return 1")
    names = run(made)
    assert names["g"]() == 1
    with pytest.raises(SyntaxError, match=r"^the cell of f, line 1: '\(' was never closed"):
        names["f"](3)


def test_a_definition_that_fails_costs_itself() -> None:
    made = module("def f(x, lr=rate):\n    return x\n@decorate\ndef g():\n    return 1")
    names = run(made)
    for name, missing in (("f", "rate"), ("g", "decorate")):
        with pytest.raises(NameError, match=f"name '{missing}' is not defined"):
            names[name]()


def test_annotations_need_no_import() -> None:
    assert run(module("def f(x: Tensor) -> Tensor:\n    return x"))["f"](1) == 1


def test_the_courses_own_cells_are_left_out() -> None:
    cells = [
        cell("def f():\n    return 1", grade=True, solution=False, locked=True),
        cell("def g():\n    return 2", solution=True, grade=False),
    ]
    assert module_of(cells, ("f", "g")).text == HEAD + "def g():\n    return 2\n"


def test_messages_name_cells_and_lines() -> None:
    made = module(
        "import torch", "# my note\ndef f(x):\n    return helper(x)", "def helper(x):\n    return torch.nope(x)"
    )
    line = made.text.split("\n").index("    return torch.nope(x)") + 1
    assert (
        made.located(f"  unit.py, line {line}: return torch.nope(x)", "unit")
        == "  cell 3, line 2: return torch.nope(x)"
    )
    assert made.located("  unit.py, line 3: def", "unit") == "  the cell of f, line 2: def"
    assert made.located("  other.py, line 3: def", "unit") == "  other.py, line 3: def"


@given(st.lists(st.text(), max_size=4))
def test_whatever_stands_in_the_cells_it_is_a_module(sources: list[str]) -> None:
    compile(module(*sources).text, "unit.py", "exec")
