"""What the learner's own code was doing when it raised an exception."""

import ast
import builtins
import difflib
import dis
import traceback
from types import TracebackType
from typing import Any

import numpy
import torch

from grader.worker.modules import Modules

RAISE = dis.opmap["RAISE_VARARGS"]  # what a raise statement is compiled to
ARITHMETIC = {"+", "-", "*", "/"}
WALKS = {"list", "tuple", "iter", "sum", "enumerate", "map", "zip", "sorted", "set", "dict", "extend"}
LIBRARIES = (builtins, torch.Tensor, torch, torch.nn, torch.nn.functional, numpy)


def describe(error: BaseException, modules: Modules) -> dict[str, Any]:
    """An exception as plain text: its type, its message, and the frames that lie in the learner's own modules."""
    try:
        message = (str(error)[:2000] + suggestion(error)).encode("utf-8", "replace").decode()
    except BaseException:
        message = ""
    frames = []
    if isinstance(error, SyntaxError) and error.lineno and modules.owns(error.filename):
        frames.append([str(error.filename), error.lineno, "", modules.line(str(error.filename), error.lineno)])
        message = error.msg or message
    for frame in traceback.extract_tb(error.__traceback__):
        if modules.owns(frame.filename) and frame.lineno:
            frames.append(
                [frame.filename, frame.lineno, frame.name, modules.line(frame.filename, frame.lineno)]
            )
    found = {
        "type": type(error).__name__[:80],
        "message": message,
        "frames": frames[-5:],
        "operation": operation(error, modules),
    }
    return found | ({"unwritten": True} if unwritten(error, modules) else {})


def operation(error: BaseException, modules: Modules) -> str:
    """The operation in the innermost line of the learner's own: the name of what was called, the operator, or what several ways
    of writing have in common ("arithmetic", "walk", "if", and "call" of what goes by a name of their own); "" where there is none.
    """
    places = [each for each in _places(error) if modules.owns(each.tb_frame.f_code.co_filename)]
    if not places:
        return ""
    code, index = places[-1].tb_frame.f_code, places[-1].tb_lasti
    done = next((each for each in dis.get_instructions(code) if each.offset == index), None)
    if done is None or done.positions is None:
        return ""
    if "JUMP" in done.opname:  # it asks for the truth of a value
        return "if"
    if done.opname == "BINARY_OP" and done.argrepr.removesuffix("=") in ARITHMETIC:
        return "arithmetic"  # by whichever two values meet first
    called = _called(modules.text(code.co_filename), done.positions)
    if called in WALKS or done.opname in {"GET_ITER", "LIST_EXTEND", "UNPACK_SEQUENCE"}:
        return "walk"
    if called and not any(hasattr(each, called) for each in LIBRARIES):
        return "call"
    return called or done.argrepr[:80] or done.opname


def unwritten(error: BaseException, modules: Modules) -> bool:
    """Whether it is what a stub raises: by a raise statement of the learner's own modules, as no operation of torch's does."""
    places = _places(error)
    if not isinstance(error, NotImplementedError) or not places:
        return False
    code, index = places[-1].tb_frame.f_code, places[-1].tb_lasti
    return modules.owns(code.co_filename) and index >= 0 and code.co_code[index] == RAISE


def _places(error: BaseException) -> list[TracebackType]:
    """The places of a traceback, the innermost last."""
    found = []
    place = error.__traceback__
    while place:
        found.append(place)
        place = place.tb_next
    return found


def _called(text: str, positions: dis.Positions) -> str:
    """The name of what a piece of the text calls, where it is a call: "mean" of both `x.mean(0)` and `torch.mean(x, 0)`."""
    first, last, begin, end = positions
    if first is None or last is None or begin is None or end is None:
        return ""
    lines = [line.encode() for line in text.split("\n")[first - 1 : last]]
    if not lines:
        return ""
    lines[-1] = lines[-1][:end]  # positions count bytes
    lines[0] = lines[0][begin:]
    try:
        piece = ast.parse(b"(" + b"\n".join(lines) + b")", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    function = piece.func if isinstance(piece, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def suggestion(error: BaseException) -> str:
    """Which name may have been meant where one is not known, as Python's own traceback tells from version 3.12 on; else ""."""
    name = getattr(error, "name", None)
    try:
        if isinstance(error, AttributeError) and name and (isinstance(error.obj, torch.Tensor) or not hasattr(torch.Tensor, name)):
            known = dir(error.obj)
        elif isinstance(error, NameError) and not isinstance(error, UnboundLocalError) and name and not hasattr(torch, name):
            *_, (frame, _) = traceback.walk_tb(error.__traceback__)
            known = [*frame.f_locals, *frame.f_globals, *vars(builtins)]
        else:
            return ""
        same = [each for each in known if each.lower() == name.lower()]
        close = [each for each in same or difflib.get_close_matches(name, known, cutoff=0.8) if not each.startswith("_")]
    except Exception:  # of a learner's own object that cannot be looked at
        return ""
    return f". Did you mean: '{close[0]}'?" if close and len(name) > 2 else ""
