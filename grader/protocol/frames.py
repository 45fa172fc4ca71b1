"""The shapes of the wire: what a frame consists of, how large it may be, and what goes wrong with it."""

import struct
import time
from dataclasses import dataclass

import torch

HEAD = struct.Struct("<4sIQ")
MAGIC = b"WIRE"
MAX_TENSORS = 4096
MAX_RANK = 16
MAX_DEPTH = 32
MAX_ENTRIES = 1024  # of a dictionary: keys can be made to collide, and then each is compared with all others
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


class Deadline:
    """Until when a frame must be through: `at` seconds on time.monotonic's clock. A subclass may keep another time."""

    def __init__(self, at: float) -> None:
        self.at = at

    def left(self) -> float:
        """Seconds until it should be asked again, at the most. Raises WireTimeout when the time is over."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise WireTimeout("the deadline has passed")
        return left


@dataclass(frozen=True)
class Handle:
    """An object that stays in the worker; only its number and the name of its type cross the wire."""

    number: int
    type: str
