"""From a frame to a message: every size is checked before memory is taken for it, and every type is exact."""

import json
import math
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch

from grader.protocol.frames import (
    ALIGN,
    DTYPES,
    HEAD,
    MAGIC,
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_RANK,
    MAX_TENSORS,
    REQUEST,
    Bounds,
    Handle,
    WireError,
)

Spec = tuple[
    torch.dtype, list[int], int, int, bool, str
]  # dtype, shape, offset and size in bytes, requires_grad, device


@dataclass(frozen=True)
class Header:
    """A frame's header, of which every tensor is known to fit into the body."""

    value: Any
    specs: list[Spec]

    def message(self, body: bytearray) -> Any:
        """The message. Its tensors lie in the body's own memory. Raises WireError for a value that breaks a rule."""
        with _strictly():
            return _unpack(self.value, [_tensor(body, *spec) for spec in self.specs])


def unpack(frame: bytes, bounds: Bounds = REQUEST) -> Any:
    """The message of a whole frame that lies in memory; everything in it is a copy. Raises WireError where it breaks a rule."""
    header_size, body_size = sizes(frame[: HEAD.size], bounds)
    start = HEAD.size + header_size
    if len(frame) != start + body_size:
        raise WireError("it is not one whole frame")
    return parse(frame[HEAD.size : start], body_size).message(bytearray(frame[start:]))


def sizes(head: bytes | bytearray, bounds: Bounds) -> tuple[int, int]:
    """How many bytes the header and the body have that come behind a frame's head. Raises WireError where they are too many."""
    with _strictly():
        magic, header_size, body_size = HEAD.unpack(head)
    if magic != MAGIC:
        raise WireError("it is not a frame")
    if header_size > bounds.header or body_size > bounds.body:
        raise WireError("it is larger than allowed")
    return header_size, body_size


def parse(header: bytes | bytearray, body_size: int) -> Header:
    """Read a header, before any memory is taken for the body. Raises WireError where it breaks a rule."""
    with _strictly():
        content = json.loads(header)
        return Header(content["message"], _check_specs(content["tensors"], body_size))


@contextmanager
def _strictly() -> Iterator[None]:
    """Whatever malformed content raises is a breach of the wire."""
    try:
        yield
    except (ArithmeticError, LookupError, TypeError, ValueError, RuntimeError, RecursionError, struct.error) as error:
        raise WireError(f"a malformed frame ({type(error).__name__})") from None


def device_of(tensor: torch.Tensor) -> str:
    """The device on which a received tensor lived, as its sender named it ("cpu", "cuda:0")."""
    return getattr(tensor, "sent_from", str(tensor.device))


def is_received(tensor: torch.Tensor) -> bool:
    """Whether the tensor came over the wire; one that was made from it did not."""
    return hasattr(tensor, "sent_from")


def _check_specs(specs: Any, body_size: int) -> list[Spec]:
    """Each tensor's place in the body, or WireError: nothing is read before every size fits."""
    if type(specs) is not list or len(specs) > MAX_TENSORS:
        raise WireError("a malformed list of tensors")
    checked = []
    end = 0
    for dtype_name, shape, offset, requires_grad, device in specs:
        if type(shape) is not list or len(shape) > MAX_RANK or any(type(n) is not int or n < 0 for n in shape):
            raise WireError("a malformed shape")
        if math.prod(max(n, 1) for n in shape) > 1 << 40:  # torch's strides overflow on shapes like [0, 2**40, 2**40]
            raise WireError("a shape that is too large")
        if type(offset) is not int or offset < end or offset % ALIGN or type(requires_grad) is not bool:
            raise WireError("a malformed tensor")
        if type(device) is not str or len(device) > 20:
            raise WireError("a malformed device")
        dtype = DTYPES[dtype_name]
        size = math.prod(shape) * dtype.itemsize
        end = offset + size
        if end > body_size:
            raise WireError("a tensor that reaches beyond its frame")
        checked.append((dtype, shape, offset, size, requires_grad, device))
    return checked


def _tensor(
    body: bytearray, dtype: torch.dtype, shape: list[int], offset: int, size: int, requires_grad: bool, device: str
) -> torch.Tensor:
    if size == 0:
        tensor = torch.empty(shape, dtype=dtype)
    elif dtype is torch.bool:  # a bool byte other than 0 and 1 is undefined behaviour in torch
        tensor = torch.frombuffer(body, dtype=torch.uint8, count=size, offset=offset).ne(0).reshape(shape)
    else:
        tensor = torch.frombuffer(body, dtype=dtype, count=size // dtype.itemsize, offset=offset).reshape(shape)
    if requires_grad and dtype.is_floating_point:
        tensor.requires_grad_()
    tensor.sent_from = device  # type: ignore[attr-defined]  # a tensor takes attributes; see device_of
    return tensor


def _unpack(value: Any, tensors: list[torch.Tensor], depth: int = 0) -> Any:
    if depth > 2 * MAX_DEPTH:
        raise WireError("a value nested too deeply")
    if type(value) is list:
        return [_unpack(each, tensors, depth + 1) for each in value]
    if type(value) is str:
        return value.encode("utf-8", "replace").decode()  # a lone surrogate could not be written to any report
    if type(value) is not dict:
        if type(value) is int and not -(2**63) <= value < 2**63:
            raise WireError("an integer of more than 64 bits")
        return value
    if set(value) == {"handle", "type"} and type(value["handle"]) is int and type(value["type"]) is str:
        name = value["type"][:80]  # a class can be given any name at all
        return Handle(value["handle"], name if name.isidentifier() else "object")
    if len(value) != 1:
        raise WireError("an unknown tag")
    ((tag, content),) = value.items()
    if tag == "tensor" and type(content) is int and content >= 0:
        return tensors[content]
    if tag == "tuple" and type(content) is list:
        return tuple(_unpack(each, tensors, depth + 1) for each in content)
    if tag == "dict" and type(content) is list and len(content) <= MAX_ENTRIES:
        return {_unpack(k, tensors, depth + 1): _unpack(v, tensors, depth + 1) for k, v in content}
    if tag == "float" and content in ("nan", "inf", "-inf"):
        return float(content)
    raise WireError("an unknown tag")
