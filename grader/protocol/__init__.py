"""The wire between the grader and a worker: length-limited frames of plain values and tensors. No pickle, no code.

    frame  = b"WIRE" | header length (u32) | body length (u64) | header (UTF-8 JSON) | body (raw tensor bytes)
    header = {"message": value, "tensors": [[dtype, shape, offset, requires_grad, device], ...]}
    value  = null | true | false | integer (64 bit) | finite number | string | [value, ...]
           | {"tuple": [value, ...]} | {"dict": [[value, value], ...]} | {"float": "nan" | "inf" | "-inf"}
           | {"tensor": index} | {"handle": number, "type": name}

This is the only package of ours that both sides import. Whoever receives treats every byte as hostile: sizes are bounded before
memory is taken for them, no two tensors share a byte, types are exact, and one absolute deadline covers a whole frame, so a slow
drip gains nothing. Memory is taken as the bytes arrive, so that a size which is only announced costs nothing.
"""

from grader.protocol.frames import DTYPES as DTYPES
from grader.protocol.frames import HEAD as HEAD
from grader.protocol.frames import MAGIC as MAGIC
from grader.protocol.frames import REPLY as REPLY
from grader.protocol.frames import REQUEST as REQUEST
from grader.protocol.frames import Bounds as Bounds
from grader.protocol.frames import Deadline as Deadline
from grader.protocol.frames import Handle as Handle
from grader.protocol.frames import WireClosed as WireClosed
from grader.protocol.frames import WireError as WireError
from grader.protocol.frames import WireTimeout as WireTimeout
from grader.protocol.packing import pack as pack
from grader.protocol.stream import receive as receive
from grader.protocol.stream import send as send
from grader.protocol.stream import transmit as transmit
from grader.protocol.unpacking import device_of as device_of
from grader.protocol.unpacking import is_received as is_received
from grader.protocol.unpacking import unpack as unpack
