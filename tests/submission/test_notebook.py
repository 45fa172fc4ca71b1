"""A learner's cells as a module: what is kept, what is not, and where each line stands."""

import inspect
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.aside.reader import aside
from grader.submission.cells import Cell
from grader.submission.model import Submission
from grader.submission.notebook import Module, Notebook, parts_of

HEAD = "from __future__ import annotations\n"
UNITS = {"unit": ["f", "g"]}


def cell(source: str, **marks: Any) -> Cell:
    return Cell("code", source, marks)


def module(*sources: str) -> Module:
    return Notebook([cell(each) for each in sources], UNITS).module(UNITS["unit"])


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


def test_what_is_filled_or_counted_in_other_cells() -> None:
    made = module("table = []\nfor i in range(3):\n    table.append(i)\ncalls = 0", "def f():\n    global calls\n    calls += 1\n    return table, calls")
    names = run(made)
    assert (names["f"](), names["f"]()) == (([0, 1, 2], 1), ([0, 1, 2], 2))


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
    assert Notebook(cells, UNITS).module(["f", "g"]).text == HEAD + "def g():\n    return 2\n"


def test_messages_name_cells_and_lines() -> None:
    made = module(
        "import torch", "# my note\ndef f(x):\n    return helper(x)", "def helper(x):\n    return torch.nope(x)"
    )
    line = made.text.split("\n").index("    return torch.nope(x)") + 1
    work = Submission("ada", {"unit": made.text}, {}, places={"unit": made.places})
    assert work.located(f"  unit.py, line {line}: return torch.nope(x)") == "  cell 3, line 2: return torch.nope(x)"
    line = made.text.split("\n").index("def f(x):") + 1
    assert work.located(f"  unit.py, line {line}: def") == "  the cell of f, line 2: def"
    for other in (f"  other.py, line {line}: def", "  unit.py, line 99: def"):
        assert work.located(other) == other


def test_a_line_of_a_cell_is_told_as_it_was_written() -> None:
    notebook = Notebook([cell("import torch"), cell("# mine\ndef f(x)\n    return  x+1")], UNITS)
    made = notebook.module(["f"])
    work = Submission("ada", {"unit": made.text}, {}, written={"unit": notebook.written}, places={"unit": made.places})
    assert {made.places[number] for number in range(2, 4)} == {"the cell of f, line 2"}
    assert (work.line_of("the cell of f", 2), work.line_of("cell 1", 1)) == ("def f(x)", "import torch")
    assert [work.line_of(*each) for each in (("the cell of f", 99), ("cell 7", 1), ("unit.py", 1))] == ["", "", ""]


@given(st.lists(st.text(), max_size=4))
def test_whatever_stands_in_the_cells_it_is_a_module(sources: list[str]) -> None:
    compile(module(*sources).text, "unit.py", "exec")


BOMBS = {
    "blank lines after a bracket": "x = (\n" + "\n" * 200_000,
    "a line of blanks": "x = (\n" + " " * 200_000 + "x\n",
    "a magic in every line": "%a\n" * 30_000,
    "a magic in every second line": "a = 1\n%a\n" * 5_000,
    "names that lead to one another": "".join(f"a{i} = a{i + 1}\n" for i in range(5_000)) + "def f(): return a0\n",
    "the same the other way round": "def f(): return a0\n" + "".join(f"a{i} = a{i + 1}\n" for i in reversed(range(5_000))),
    "many statements in one line": "import os; " * 5_000 + "\ndef f(): return os\n",
    "tuples in tuples": ("(" * 100 + "a," + "),a" * 100 + " = 1\n") * 50 + "def f(): return a\n",
    "question marks": "x = (\n" + "?  " * 50_000 + "x\n",
    "decorators": "@staticmethod\n" * 5000 + "def f(x): return 1\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_time_grows_with_the_text_and_no_faster(bomb: str) -> None:
    """The reader ends what takes more than five seconds; each of these took the grader minutes."""
    text, *_ = aside(parts_of, [("code", BOMBS[bomb]), ("code", "def g():\n    return 7\n")], "unit", UNITS)
    assert run(Module(text))["g"]() == 7


DEEP = {
    "a long sum": ("k = " + "+".join(["1"] * 900), 900),
    "a long number": ("k = 0x" + "f" * 5000, int("f" * 5000, 16)),
    "an attribute of an attribute": ("class A: pass\nA.b = A\nA.k = 3\nk = A" + ".b" * 900 + ".k", 3),
    "a sign before a sign": ("k = " + "-" * 900 + "1", 1),
    "a long branch": ("if 0: k = 1\n" + "elif 0: k = 2\n" * 90 + "else: k = 3", 3),
    "beside others": ("j = 1; k = " + "+".join(["1"] * 900) + "; i = 2", 900),
}


@pytest.mark.parametrize("kind", DEEP)
def test_what_python_cannot_write_anew_stays_as_it_was_written(kind: str) -> None:
    source, value = DEEP[kind]
    made = module(source + "\ndef f():\n    return k\n", "@len\ndef g():\n    return 1\n")
    assert run(made)["f"]() == value


def test_a_deep_statement_with_a_text_of_many_lines_is_told() -> None:
    made = module("def f(x=" + "+".join(["1"] * 900) + "):\n    '''\n  two lines\n    '''\n    return x\n", "def g(): return 2")
    names = run(made)
    assert names["g"]() == 2
    with pytest.raises(SyntaxError, match=r"^the cell of f, line 1: a statement here is nested too deeply to be judged"):
        names["f"]()


@pytest.mark.parametrize(
    "source", ["def f(): return '\0'", "def f(): return '\ud800'", "def f(): return " + "not " * 9000 + "1", "def f(): return " + "(" * 300 + "1" + ")" * 300]
)
def test_what_no_parser_takes_is_a_sentence(source: str) -> None:
    with pytest.raises(SyntaxError, match=r"^the cell of f, line \d+: "):
        run(module(source))["f"]()


def test_magics_beyond_the_budget_are_still_no_python() -> None:
    filler = "x = 1\n" * 5_000
    made = module("%a\n" + filler + "".join(f"y{i} = 1\n%b\n" for i in range(100)) + "def f(): return y7\n")
    assert run(made)["f"]() == 1


def test_the_parts_are_those_of_the_module() -> None:
    sources = ["def f():\n    return helper()", "%time\n1 +", "def helper(): return 1"]
    text, places, written, trouble = parts_of([("code", each) for each in sources], "unit", UNITS)
    made = module(*sources)
    assert (text, dict(places), trouble) == (made.text, made.places, "")
    assert written == "\n".join(f"# %% {label}\n{each}\n" for label, each in zip(("the cell of f", "cell 2", "cell 3"), sources, strict=True))


def test_of_what_may_fail_each_line_keeps_its_place() -> None:
    source = "import abc\n\n# a note\nclass f(abc.ABC):\n    '''A text.\n\n      of lines'''\n\n    def go(self):\n        # another\n        return 1 / 0\n"
    made = module(source)
    names = run(made)
    assert names["f"].__doc__ == "A text.\n\n      of lines"  # as it was written
    with pytest.raises(ZeroDivisionError) as raised:
        names["f"]().go()
    lines = [number for _, number in traceback.walk_tb(raised.tb)]
    assert made.places[lines[-1]] == "the cell of f, line 11"


def test_a_text_of_many_lines_stays_as_it_is() -> None:
    assert run(module("a = 1\nx = f'''{a}\nb'''; y = '''c\n  d'''", "def f():\n    return x + y"))["f"]() == "1\nbc\n  d"


def test_a_library_that_is_not_there_costs_what_uses_it() -> None:
    names = run(module("import no_such_library as nsl\nfrom IPython.nowhere import nothing", "def f():\n    return nsl.x", "def g():\n    return 1"))
    assert names["g"]() == 1
    with pytest.raises(NameError, match="name 'nsl' is not defined"):
        names["f"]()


def test_a_unit_that_is_not_there_is_seen_to_be() -> None:
    """So its stub takes its place; see grader/grading/sandboxed/run.py."""
    cells = [cell("from other import helper"), cell("def f():\n    return helper()")]
    text = Notebook(cells, {**UNITS, "other": ["helper"]}).module(["f"]).text
    with pytest.raises(ModuleNotFoundError, match="No module named 'other'"):
        run(Module(text))


def test_what_a_kernel_shows_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(module("def f(x):\n    display(x)\n    return x", "display(3)"))["f"](2) == 2
    assert capsys.readouterr().out == "2\n"
    assert "display" not in module("def f(x):\n    return x").text
    assert run(module("def display(x):\n    return 7", "def f(x):\n    return display(x)"))["f"](2) == 7


def test_an_async_function_is_a_definition() -> None:
    made = module("1 / 0\nasync def f():\n    return 1", "async def g(:\n    return 1")
    names = run(made)
    assert inspect.iscoroutinefunction(names["f"])
    with pytest.raises(SyntaxError, match=r"^the cell of g, line 1: "):
        names["g"]()


def test_the_first_cell_of_the_course_is_counted_and_left_out() -> None:
    cells = [cell("x = 1", grade_id="setup"), cell("x = 2"), cell("def f():\n    return x")]
    made = Notebook(cells, UNITS)
    assert run(made.module(["f"]))["f"]() == 2
    assert made.written == "# %% cell 2\nx = 2\n\n# %% the cell of f\ndef f():\n    return x\n"


def test_one_notebook_is_taken_apart_once_and_gives_each_unit_its_own() -> None:
    units = {"one": ["f"], "two": ["g"]}
    made = Notebook([cell("import math\nk = 3"), cell("def f():\n    return math.pi"), cell("def g():\n    return k")], units)
    assert run(made.module(["f"])).keys() & {"f", "g", "math", "k"} == {"f", "math"}
    assert run(made.module(["g"])).keys() & {"f", "g", "math", "k"} == {"g", "k"}
    assert made.defined == ["k", "f", "g"]


def test_more_code_than_anybody_writes_is_told() -> None:
    made = Notebook([cell("def f(): return 1"), cell("#" * (1 << 20))], UNITS)
    assert made.trouble == "its cells hold more than 1 MiB of code"
