"""Runs the example of a docstring, line by line."""

from pathlib import Path
from typing import Any

import numpy
import torch


def run_example(names: dict[str, Any], sources: list[str]) -> list[Any]:
    """What each line gives, None for a statement. The lines see these names of a unit, and the libraries that a unit may import."""
    libraries: dict[str, Any] = {"torch": torch, "nn": torch.nn, "np": numpy, "Path": Path}
    if any("Image" in each for each in sources):
        from PIL import Image

        libraries["Image"] = Image
    names = {**names, **libraries}
    found: list[Any] = []
    for source in sources:
        try:
            code = compile(source, "<example>", "eval")
        except SyntaxError:
            exec(compile(source, "<example>", "exec"), names)
            found.append(None)
        else:
            found.append(_sendable(eval(code, names)))
    return found


def _sendable(value: Any) -> Any:
    """The same as it is now, with a tuple for every shape in it: later lines may change a tensor."""
    if isinstance(value, torch.Size):
        return tuple(value)
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    return type(value)(map(_sendable, value)) if type(value) in (list, tuple) else value
