"""CPython's bytecode, as grader/worker/raised.py and grader/grading/sandboxed/stand_ins.py read and write it."""

import dis
import traceback
from types import CodeType

import pytest

from grader.grading.sandboxed.stand_ins import bare
from grader.worker.modules import Modules
from grader.worker.raised import describe

SEE = "Python compiles it otherwise: see grader/worker/raised.py"
OPERATIONS = {
    "x.mean(9)": "mean",
    "torch.mean(x, 9)": "mean",
    "x - torch.ones(7)": "arithmetic",
    "if x: pass": "if",
    "for each in 5: pass": "walk",
    "list(5)": "walk",
    "helper(x)": "call",
}


def raised(line: str) -> dict[str, object]:
    modules = Modules()
    modules.modules["unit"] = f"import torch\n\ndef helper(): pass\n\ndef f(x):\n    {line}\n"
    names: dict[str, object] = {}
    exec(compile("import torch\nx = torch.ones(2)\n" + modules.modules["unit"], "before.py", "exec"), names)
    exec(compile(modules.modules["unit"], "unit.py", "exec"), names)
    try:
        names["f"](names["x"])  # type: ignore[operator]  # it is the function
    except Exception as error:
        return describe(error, modules)
    raise AssertionError(f"{line} raised nothing")


@pytest.mark.parametrize("line", OPERATIONS)
def test_the_operation_that_raised_is_found(line: str) -> None:
    found = raised(line)["operation"]
    assert found == OPERATIONS[line], f"{SEE}, operation: of {line!r} it finds {found!r}"


def test_a_stub_is_known_by_its_raise_statement() -> None:
    assert raised("raise NotImplementedError").get("unwritten") is True, f"{SEE}, unwritten"
    assert "unwritten" not in raised("torch.optim.Optimizer.step(None)"), f"{SEE}, unwritten"


def test_a_code_object_can_be_stripped_of_its_lines() -> None:
    code = bare(compile("def f(x):\n    y = x + 1\n\n    return y / 0\n", "secret.py", "exec"))
    names: dict[str, object] = {}
    exec(code, names)
    see = "see grader/grading/sandboxed/stand_ins.py, bare"
    with pytest.raises(ZeroDivisionError) as caught:
        names["f"](1)  # type: ignore[operator]  # as above
    (frame,) = traceback.extract_tb(caught.value.__traceback__)[1:]
    assert (frame.filename, frame.lineno) == ("", 1), f"Python keeps lines in another way: {see}"
    inner = next(each for each in code.co_consts if isinstance(each, CodeType))
    assert {each.positions for each in dis.get_instructions(inner) if each.positions} <= {dis.Positions(1, 1, None, None), dis.Positions(1, None, None, None)}, see
