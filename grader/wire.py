"""The wire between the grader and a worker: length-limited frames of plain values and tensors. No pickle, no code.

    frame  = b"WIRE" | header length (u32) | body length (u64) | header (UTF-8 JSON) | body (raw tensor bytes)
    header = {"message": value, "tensors": [[dtype, shape, offset, requires_grad, device], ...]}
    value  = null | true | false | integer (64 bit) | finite number | string | [value, ...]
           | {"tuple": [value, ...]} | {"dict": [[value, value], ...]} | {"float": "nan" | "inf" | "-inf"}
           | {"tensor": index} | {"handle": number, "type": name}

This is the only module that both sides import. Whoever receives treats every byte as hostile: sizes are bounded before
memory is taken for them, no two tensors share a byte, types are exact, and one absolute deadline covers a whole frame, so a slow
drip gains nothing. Memory is taken as the bytes arrive, so that a size which is only announced costs nothing.
"""

import json
import math
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

HEAD = struct.Struct("<4sIQ")
MAGIC = b"WIRE"
MAX_TENSORS = 4096
MAX_RANK = 16
MAX_DEPTH = 32
MAX_ENTRIES = 1024  # of a dictionary: keys can be made to collide, and then each is compared with all others
CHUNK = 4 << 20  # bytes; memory that is taken before the bytes for it are there
ALIGN = 64  # bytes; every tensor starts on a cache line

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64, torch.float32, torch.float16, torch.bfloat16,
        torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool,
    )
}  # fmt: skip
NAMES = {dtype: name for name, dtype in DTYPES.items()}


@dataclass(frozen=True)
class Bounds:
    """How many bytes of each part a frame may have."""

    header: int
    body: int


# A request carries the sources of a whole submission in its header, or the 60,000 training images as float32, 188 MB.
REQUEST = Bounds(header=8 << 20, body=512 << 20)
REPLY = Bounds(header=1 << 20, body=64 << 20)


class WireError(Exception):
    """The peer broke the protocol, or a value is not one that the wire carries."""


class WireClosed(WireError):
    """The peer is gone."""


class WireTimeout(WireError):
    """The deadline passed before the frame was through."""


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker; only its number and the name of its type cross the wire."""

    number: int
    type: str


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
        if kind is Handle:
            return {"handle": item.number, "type": item.type}
        if isinstance(item, torch.Tensor):
            return self.tensor(item)
        if self.keep is not None:
            return self.value(self.keep(item), depth)
        raise WireError(f"a {kind.__name__} cannot be sent")

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
    header = json.dumps({"message": value, "tensors": packer.specs}, separators=(",", ":"), allow_nan=False).encode()
    if len(header) > bounds.header or packer.size > bounds.body or len(packer.specs) > MAX_TENSORS:
        raise WireError("the value is too large to be sent")
    return [memoryview(HEAD.pack(MAGIC, len(header), packer.size)), memoryview(header), *packer.buffers]


def send(
    sock: socket.socket,
    message: Any,
    deadline: float,
    keep: Callable[[object], Handle] | None = None,
    bounds: Bounds = REQUEST,
) -> None:
    """Send one frame before `deadline` (seconds on time.monotonic's clock)."""
    buffers = [each for each in pack(message, keep, bounds) if len(each)]
    while buffers:
        _arm(sock, deadline)
        try:
            sent = sock.sendmsg(buffers[:256])
        except TimeoutError:
            raise WireTimeout("the peer did not read in time") from None
        except OSError as error:
            raise WireClosed(f"the peer is gone ({error})") from None
        while buffers and sent >= len(buffers[0]):
            sent -= len(buffers.pop(0))
        if sent:
            buffers[0] = buffers[0][sent:]


def receive(sock: socket.socket, deadline: float, bounds: Bounds = REQUEST) -> Any:
    """The next message. Raises WireTimeout, WireClosed, or WireError for a frame that breaks any rule above.

    Tensors arrive as plain CPU tensors over the frame's own memory, and require a gradient where the sender's did;
    `device_of(tensor)` tells where they lived there.
    """
    magic, header_size, body_size = HEAD.unpack(_read(sock, HEAD.size, deadline))
    if magic != MAGIC:
        raise WireError("it is not a frame")
    if header_size > bounds.header or body_size > bounds.body:
        raise WireError("it is larger than allowed")
    try:
        header = json.loads(_read(sock, header_size, deadline))
        specs = _check_specs(header["tensors"], body_size)
        body = _read(sock, body_size, deadline)
        return _unpack(header["message"], [_tensor(body, *spec) for spec in specs])
    except (ArithmeticError, LookupError, TypeError, ValueError, RuntimeError, RecursionError) as error:
        raise WireError(f"a malformed frame ({type(error).__name__})") from None


def device_of(tensor: torch.Tensor) -> str:
    """The device on which a received tensor lived, as its sender named it ("cpu", "cuda:0")."""
    return getattr(tensor, "sent_from", str(tensor.device))


def _arm(sock: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise WireTimeout("the deadline has passed")
    try:
        sock.settimeout(min(left, 86_400.0))  # the platform bounds a timeout; a day is for ever
    except OSError as error:
        raise WireClosed(f"the wire is closed ({error})") from None


def _read(sock: socket.socket, size: int, deadline: float) -> bytearray:
    data = bytearray(min(size, CHUNK))
    done = 0
    while done < size:
        if done == len(data):
            data += bytes(min(size - done, done))  # doubling copies each byte once or twice, however large the frame
        _arm(sock, deadline)
        try:
            with memoryview(data) as view:
                got = sock.recv_into(view[done:])
        except TimeoutError:
            raise WireTimeout("the peer did not answer in time") from None
        except OSError as error:
            raise WireClosed(f"the peer is gone ({error})") from None
        if got == 0:
            raise WireClosed("the peer is gone")
        done += got
    return data


def _check_specs(specs: Any, body_size: int) -> list[tuple[torch.dtype, list[int], int, int, bool, str]]:
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
