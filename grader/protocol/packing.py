"""From a message to a frame: values become JSON, tensors lie behind it as they are."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy
import torch

from grader.protocol.frames import (
    ALIGN,
    HEAD,
    MAGIC,
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_TENSORS,
    NAMES,
    REQUEST,
    Bounds,
    Handle,
    WireError,
)

ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)  # what it gets is of bounded depth


@dataclass
class _Packer:
    """Collects the tensors of one message while its values become JSON."""

    keep: Callable[[object], Handle] | None
    specs: list[list[Any]]
    buffers: list[memoryview]
    size: int = 0

    def value(self, item: Any, depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise WireError("the value is nested too deeply to be sent")
        kind = type(item)
        if item is None or kind is bool or kind is str:
            return item
        if kind is int and -(2**63) <= item < 2**63:
            return item
        if kind is float:
            return item if math.isfinite(item) else {"float": str(item)}
        if kind is list:
            return [self.value(each, depth + 1) for each in item]
        if kind is tuple:
            return {"tuple": [self.value(each, depth + 1) for each in item]}
        if kind is dict and len(item) <= MAX_ENTRIES:
            return {"dict": [[self.value(k, depth + 1), self.value(v, depth + 1)] for k, v in item.items()]}
        if isinstance(item, (numpy.generic, numpy.ndarray)) and item.ndim == 0 and item.dtype.kind in "biufU":
            return self.scalar(item, depth)
        if kind is Handle:
            return {"handle": item.number, "type": item.type}
        if isinstance(item, torch.Tensor):
            return self.tensor(item)
        if self.keep is not None:
            return self.value(self.keep(item), depth)
        raise WireError(f"a {kind.__name__} cannot be sent")

    def scalar(self, item: Any, depth: int) -> Any:
        """A number or a string of NumPy's as Python's own; as a tensor where it is of half precision, which a float hides."""
        if item.dtype == numpy.float16:
            return self.tensor(torch.tensor(float(item), dtype=torch.float16))
        make = {"b": bool, "i": int, "u": int, "f": float, "U": str}[item.dtype.kind]
        return self.value(make(item[()]), depth + 1)

    def tensor(self, item: torch.Tensor) -> dict[str, int]:
        plain = item.detach().as_subclass(torch.Tensor)
        if plain.dtype not in NAMES or plain.layout is not torch.strided or plain.is_meta:
            raise WireError(f"a tensor of dtype {plain.dtype}, layout {plain.layout} cannot be sent")
        flat = plain.cpu().resolve_conj().resolve_neg().contiguous().reshape(-1)
        self.specs.append([NAMES[plain.dtype], list(plain.shape), self.size, item.requires_grad, str(plain.device)])
        if flat.numel():
            raw = memoryview(flat.view(torch.uint8).numpy())  # type: ignore[arg-type]  # an ndarray is a buffer
            self.buffers += [raw, memoryview(bytes(-len(raw) % ALIGN))]
            self.size += len(raw) + -len(raw) % ALIGN
        return {"tensor": len(self.specs) - 1}


def pack(message: Any, keep: Callable[[object], Handle] | None = None, bounds: Bounds = REQUEST) -> list[memoryview]:
    """One frame as buffers.

    `keep` turns an object that cannot be sent into a handle; without it such a value raises WireError.
    """
    packer = _Packer(keep, [], [])
    value = packer.value(message)
    header = ENCODER.encode({"message": value, "tensors": packer.specs}).encode()
    if len(header) > bounds.header or packer.size > bounds.body or len(packer.specs) > MAX_TENSORS:
        raise WireError("the value is too large to be sent")
    return [memoryview(HEAD.pack(MAGIC, len(header), packer.size)), memoryview(header), *packer.buffers]
