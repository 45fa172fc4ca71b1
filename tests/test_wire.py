"""The wire: what goes in comes out, and nothing that a hostile peer sends does more than raise WireError."""

import contextlib
import json
import math
import os
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import protocol

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    left, right = socket.socketpair()
    yield left, right
    left.close()
    right.close()


def soon(seconds: float = 5.0) -> float:
    return time.monotonic() + seconds


def there_and_back(message: object) -> object:
    left, right = socket.socketpair()
    with left, right:
        sender = threading.Thread(target=protocol.send, args=(left, message, soon()))
        sender.start()
        try:
            return protocol.receive(right, soon())
        finally:
            sender.join()


def frame(header: object, body: bytes = b"", magic: bytes = b"WIRE") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<4sIQ", magic, len(text), len(body)) + text + body


def receive_raw(data: bytes) -> object:
    left, right = socket.socketpair()
    with left, right:
        sender = threading.Thread(target=left.sendall, args=(data,))
        sender.start()
        sender.join()
        left.shutdown(socket.SHUT_WR)
        return protocol.receive(right, soon(), protocol.Bounds(header=1 << 20, body=1 << 20))


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -(2**63), 2**63 - 1, 1.5, "", "ä\n\0", [], [1, [2, "x"]], (1, (2,)), {}, {"a": 1, 2: None, (1, 2): [3]},
        math.inf, -math.inf, protocol.Handle(7, "Linear"),
    ],
)  # fmt: skip
def test_plain_values_arrive_as_they_left(value: object) -> None:
    assert there_and_back(value) == value
    assert type(there_and_back(value)) is type(value)


def test_nan_arrives_as_nan() -> None:
    back = there_and_back(math.nan)
    assert isinstance(back, float)
    assert math.isnan(back)


@pytest.mark.parametrize("dtype", list(protocol.DTYPES.values()), ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 4), (5, 3, 2)], ids=str)
def test_tensors_arrive_bit_for_bit(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    sent = (torch.randn(shape) * 50).to(dtype)
    back = there_and_back([sent])
    assert isinstance(back, list)
    assert back[0].dtype is dtype
    assert back[0].shape == sent.shape
    assert torch.equal(back[0], sent)


def test_tensors_keep_their_gradient_flag_and_name_their_device() -> None:
    back = there_and_back((torch.ones(2, requires_grad=True), torch.ones(2)))
    assert isinstance(back, tuple)
    assert [each.requires_grad for each in back] == [True, False]
    assert [protocol.device_of(each) for each in back] == ["cpu", "cpu"]


def test_views_and_subclasses_arrive_as_plain_tensors() -> None:
    class Sly(torch.Tensor):
        pass

    sly = torch.arange(12).reshape(3, 4).t()[1:].as_subclass(Sly)
    back = there_and_back(sly)
    assert type(back) is torch.Tensor
    assert back.tolist() == [[1, 5, 9], [2, 6, 10], [3, 7, 11]]


@pytest.mark.parametrize(
    "value", [object(), 2**63, {1, 2}, b"bytes", torch.zeros(2, dtype=torch.complex64), torch.zeros(2, device="meta")]
)
def test_what_the_wire_does_not_carry_is_refused(pair: Pair, value: object) -> None:
    with pytest.raises(protocol.WireError, match="cannot be sent"):
        protocol.send(pair[0], value, soon())


def test_a_string_that_no_file_could_hold_arrives_mended() -> None:
    assert there_and_back("a\ud800b") == "a?b"


def test_a_class_with_a_name_that_is_none_is_an_object() -> None:
    for name in ("\x1b[2J", "a b", "", "\u202eevil", "x\ny"):
        assert receive_raw(frame({"message": {"handle": 1, "type": name}, "tensors": []})) == protocol.Handle(1, "object")


def test_a_size_that_is_only_announced_takes_no_memory(pair: Pair) -> None:
    pair[0].sendall(struct.pack("<4sIQ", b"WIRE", 27, 512 << 20) + b'{"message":1,"tensors": []}')
    tracemalloc.start()
    try:
        with pytest.raises(protocol.WireTimeout):
            protocol.receive(pair[1], soon(0.2))
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("message", ["x" * 300, torch.zeros(300)], ids=["header", "body"])
def test_what_is_larger_than_its_bounds_is_refused_by_either_end(pair: Pair, message: object) -> None:
    small = protocol.Bounds(header=200, body=1 << 10)
    with pytest.raises(protocol.WireError, match="too large"):
        protocol.send(pair[0], message, soon(), bounds=small)
    protocol.send(pair[0], message, soon())
    with pytest.raises(protocol.WireError, match="larger than allowed"):
        protocol.receive(pair[1], soon(), small)


def test_large_frames_arrive_whole() -> None:
    sent = torch.arange(5 << 20, dtype=torch.int32)
    back = there_and_back(sent)
    assert isinstance(back, torch.Tensor)
    assert torch.equal(back, sent)


def test_endless_nesting_is_refused(pair: Pair) -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(protocol.WireError, match="nested too deeply"):
        protocol.send(pair[0], loop, soon())


def test_endless_nesting_that_arrives_is_refused() -> None:
    """No honest sender nests so deeply; a peer that writes its own header does."""
    deep: object = 7
    for _ in range(100):
        deep = [deep]
    with pytest.raises(protocol.WireError, match="nested too deeply"):
        receive_raw(frame({"message": deep, "tensors": []}))


def test_a_deadline_that_has_passed_is_a_timeout_at_once(pair: Pair) -> None:
    with pytest.raises(protocol.WireTimeout, match="the deadline has passed"):
        protocol.send(pair[0], "late", soon(-1))
    protocol.send(pair[0], "there", soon())
    with pytest.raises(protocol.WireTimeout):
        protocol.receive(pair[1], soon(-1))


def test_keep_names_what_cannot_be_sent() -> None:
    kept: list[object] = []

    def keep(item: object) -> protocol.Handle:
        kept.append(item)
        return protocol.Handle(len(kept), type(item).__name__)

    left, right = socket.socketpair()
    with left, right:
        protocol.send(left, [{1}, 2], soon(), keep)
        assert protocol.receive(right, soon()) == [protocol.Handle(1, "set"), 2]
    assert kept == [{1}]


def spec(
    dtype: object = "float32", shape: object = (2,), offset: object = 0, grad: object = False, device: object = "cpu"
) -> list[object]:
    return [dtype, list(shape) if isinstance(shape, tuple) else shape, offset, grad, device]


HOSTILE = {
    "another magic": frame({"message": 1, "tensors": []}, magic=b"EVIL"),
    "no JSON": frame(b"\xff\xfe"),
    "deep JSON": frame(b"[" * 100_000),
    "a huge integer": frame(b'{"message": ' + b"9" * 4000 + b', "tensors": []}'),
    "no message": frame({"tensors": []}),
    "no object": frame([1]),
    "tensors is no list": frame({"message": 1, "tensors": 3}),
    "an unknown tag": frame({"message": {"code": "import os"}, "tensors": []}),
    "two tags": frame({"message": {"tuple": [], "dict": []}, "tensors": []}),
    "an unhashable key": frame({"message": {"dict": [[[1], 2]]}, "tensors": []}),
    "a float that is none": frame({"message": {"float": "1e9"}, "tensors": []}),
    "a handle with a bool": frame({"message": {"handle": True, "type": "x"}, "tensors": []}),
    "a tensor that is not there": frame({"message": {"tensor": 0}, "tensors": []}),
    "a negative tensor": frame({"message": {"tensor": -1}, "tensors": [spec()]}, bytes(64)),
    "an unknown dtype": frame({"message": 1, "tensors": [spec("object")]}, bytes(64)),
    "a dtype that is a list": frame({"message": 1, "tensors": [spec(["float32"])]}, bytes(64)),
    "a negative size": frame({"message": 1, "tensors": [spec(shape=(-1,))]}, bytes(64)),
    "a bool size": frame({"message": 1, "tensors": [spec(shape=(True,))]}, bytes(64)),
    "a float size": frame({"message": 1, "tensors": [spec(shape=(2.0,))]}, bytes(64)),
    "a shape that overflows": frame({"message": 1, "tensors": [spec(shape=(0, 2**40, 2**40))]}, bytes(64)),
    "more dimensions than any": frame({"message": 1, "tensors": [spec(shape=(1,) * 60)]}, bytes(64)),
    "beyond the body": frame({"message": 1, "tensors": [spec(shape=(17,))]}, bytes(64)),
    "a crooked offset": frame({"message": 1, "tensors": [spec(offset=4)]}, bytes(64)),
    "a negative offset": frame({"message": 1, "tensors": [spec(offset=-64)]}, bytes(64)),
    "a gradient that is no bool": frame({"message": 1, "tensors": [spec(grad=1)]}, bytes(64)),
    "a device that is a novel": frame({"message": 1, "tensors": [spec(device="x" * 1000)]}, bytes(64)),
    "two tensors on the same bytes": frame({"message": 1, "tensors": [spec(), spec()]}, bytes(64)),
    "a tensor inside another": frame({"message": 1, "tensors": [spec(shape=(32,)), spec(offset=64)]}, bytes(128)),
    "tensors out of order": frame({"message": 1, "tensors": [spec(offset=64), spec()]}, bytes(128)),
    "a dictionary of thousands": frame({"message": {"dict": [[i, i] for i in range(2000)]}, "tensors": []}),
    "a short tensor entry": frame({"message": 1, "tensors": [["float32"]]}, bytes(64)),
    "too many tensors": frame({"message": 1, "tensors": [spec(shape=(0,))] * 5000}),
    "a header larger than allowed": struct.pack("<4sIQ", b"WIRE", (1 << 20) + 1, 0),
    "a body larger than allowed": struct.pack("<4sIQ", b"WIRE", 2, (1 << 20) + 1) + b"{}",
    "a body of exabytes": struct.pack("<4sIQ", b"WIRE", 2, 2**63) + b"{}",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_frames_raise_wire_error(data: bytes) -> None:
    with pytest.raises(protocol.WireError):
        receive_raw(data)


def test_a_truncated_frame_is_a_closed_wire() -> None:
    whole = frame({"message": [1, 2], "tensors": []})
    for cut in (0, 3, 15, len(whole) - 1):
        with pytest.raises(protocol.WireClosed):
            receive_raw(whole[:cut])


def test_bool_bytes_are_normalised() -> None:
    back = receive_raw(frame({"message": {"tensor": 0}, "tensors": [spec("bool", (4,))]}, bytes([0, 1, 2, 255]) + bytes(60)))
    assert isinstance(back, torch.Tensor)
    assert back.view(torch.uint8).tolist() == [0, 1, 1, 1]


def test_a_slow_drip_does_not_move_the_deadline(pair: Pair) -> None:
    whole = frame({"message": "x" * 200, "tensors": []})
    stop = threading.Event()

    def drip() -> None:
        for i in range(len(whole)):
            if stop.wait(0.01):
                return
            pair[0].send(whole[i : i + 1])

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(protocol.WireTimeout):
        protocol.receive(pair[1], soon(0.1))
    stop.set()
    dripping.join()


def test_an_eager_reader_gets_what_any_other_gets(pair: Pair) -> None:
    here, there = pair
    late = threading.Timer(0.1, protocol.send, [here, "late", soon()])
    protocol.send(here, "there already", soon())
    assert protocol.receive(there, soon(), busy_poll=True) == "there already"
    late.start()
    assert protocol.receive(there, soon(), busy_poll=True) == "late"
    late.join()
    with pytest.raises(protocol.WireTimeout):
        protocol.receive(there, time.monotonic() + 0.05, busy_poll=True)
    here.close()
    with pytest.raises(protocol.WireClosed):
        protocol.receive(there, soon(), busy_poll=True)
    there.close()
    with pytest.raises(protocol.WireClosed):
        protocol.receive(there, soon(), busy_poll=True)


def test_a_peer_that_does_not_read_is_a_timeout(pair: Pair) -> None:
    with pytest.raises(protocol.WireTimeout):
        protocol.send(pair[0], torch.zeros(1 << 22), soon(0.1))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["tensor", "tuple", "dict", "float", "handle", "type"]), inner, max_size=2),
    max_leaves=12,
)


# The same 300 examples in every test run; `make fuzz` takes new ones for as long as it is let.
ENDLESS = bool(os.environ.get("FUZZ"))
fuzz = settings(max_examples=20_000 if ENDLESS else 300, deadline=None, derandomize=not ENDLESS)


def a_message_or_a_wire_error(data: bytes) -> None:
    """Nothing else may come of it."""
    with contextlib.suppress(protocol.WireError):
        receive_raw(data)


@fuzz
@given(message=JSON, tensors=st.lists(JSON, max_size=3), body=st.binary(max_size=200))
def test_fuzz_any_header_is_a_message_or_a_wire_error(message: object, tensors: list[object], body: bytes) -> None:
    a_message_or_a_wire_error(frame(json.dumps({"message": message, "tensors": tensors}).encode(), body))


@fuzz
@given(data=st.binary(max_size=300))
def test_fuzz_any_bytes_are_a_wire_error(data: bytes) -> None:
    with pytest.raises(protocol.WireError):
        receive_raw(b"WIRE" + data)


HONEST = b"".join(protocol.pack({"value": [torch.arange(6.0).reshape(2, 3), (1, "two"), torch.ones(3) > 0], "mutated": [0]}))


@fuzz
@given(place=st.integers(0, len(HONEST) - 1), bitten=st.integers(0, 4), put=st.binary(max_size=8))
def test_fuzz_a_damaged_frame_is_a_message_or_a_wire_error(place: int, bitten: int, put: bytes) -> None:
    a_message_or_a_wire_error(HONEST[:place] + put + HONEST[place + bitten :])


SPECS = st.tuples(
    st.sampled_from([*protocol.DTYPES, "object"]),
    st.lists(st.integers(-1, 5) | st.sampled_from([2**20, 2**40, 2**62]), max_size=5),
    st.sampled_from([0, 0, 64, 128, 192, -64, 2**40]),
    st.booleans(),
    st.sampled_from(["cpu", "cuda:0", "x" * 30]),
)


@fuzz
@given(tensors=st.lists(SPECS, max_size=4), body=st.sampled_from([0, 64, 256, 4096]))
def test_fuzz_tensors_fit_their_frame_or_are_a_wire_error(tensors: list[object], body: int) -> None:
    message = {"message": [{"tensor": i} for i in range(len(tensors))], "tensors": tensors}
    try:
        back = receive_raw(frame(message, bytes(body)))
    except protocol.WireError:
        return
    assert isinstance(back, list)
    assert sum(each.nbytes for each in back) <= body


def test_a_frame_in_memory_is_unpacked_as_one_from_a_socket_is() -> None:
    message = protocol.unpack(HONEST)
    assert message["value"][0].tolist() == [[0, 1, 2], [3, 4, 5]]
    message["value"][0].zero_()
    assert protocol.unpack(HONEST)["value"][0].sum() == 15  # what comes of it is a copy


@pytest.mark.parametrize("frame", [b"", HONEST[:10], HONEST[:-1], HONEST + b"x", b"NONE" + HONEST[4:]])
def test_what_is_not_one_whole_frame_is_refused(frame: bytes) -> None:
    with pytest.raises(protocol.WireError):
        protocol.unpack(frame)


def test_a_frame_in_memory_has_the_same_bounds() -> None:
    with pytest.raises(protocol.WireError, match="larger than allowed"):
        protocol.unpack(HONEST, protocol.Bounds(header=1 << 20, body=8))
