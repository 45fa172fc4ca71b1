"""The parent's end of the wire: whatever a worker answers is an answer, an error of the learner's, or the end of the worker.

A bounded run, the same in every test run; `make fuzz` goes on with new examples for as long as it is let.
"""

import os
import socket
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import protocol
from grader.checking.messages import explain
from grader.checking.verdict import Status
from grader.course import Limits
from grader.protocol.scratch import remove
from grader.sandbox.client import Worker
from grader.sandbox.failures import NoSuchName, StudentRaised, WorkerLost
from grader.sandbox.forking import Zygote
from grader.sandbox.launcher import Ended

pytestmark = pytest.mark.security

ENDLESS = bool(os.environ.get("FUZZ"))
fuzz = settings(max_examples=20_000 if ENDLESS else 200, deadline=None, derandomize=not ENDLESS)

TEXT = st.text(max_size=8) | st.sampled_from(["\x1b[2J", "\u202e", "x" * 5000, "a\nb", "\0", "value", "error"])
PLAIN = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | TEXT
TENSOR = st.sampled_from(
    [torch.zeros(()), torch.ones(3), torch.zeros(0, 4), torch.tensor([True]), torch.tensor(float("nan"))]
)
KEYS = st.sampled_from(["value", "error", "missing", "mutated", "operations", "type", "message", "frames", "status"])
ANY = st.recursive(
    PLAIN | TENSOR | st.builds(protocol.Handle, st.integers(0, 9), TEXT),
    lambda inner: (
        st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(KEYS | TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)
FRAME = st.tuples(TEXT, st.integers(-(2**63), 2**63 - 1) | PLAIN, TEXT, TEXT).map(list) | ANY
ERROR = st.fixed_dictionaries(
    {}, optional={"type": TEXT | ANY, "message": TEXT | ANY, "frames": st.lists(FRAME, max_size=3) | ANY}
)
REPLY = st.fixed_dictionaries(
    {},
    optional={
        "value": ANY,
        "error": ERROR | ANY,
        "missing": TEXT | ANY,
        "mutated": st.lists(ANY, max_size=3) | ANY,
        "operations": ANY,
    },
)


class Stub(Zygote):
    """In a zygote's place: it hands out one end of a socket, and reports that the worker has ended as it is told."""

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.theirs: socket.socket | None = None

    def worker(self, limits: Limits, cuda: bool = False) -> tuple[int, socket.socket, Path]:
        ours, self.theirs = socket.socketpair()
        return 0, ours, Path(tempfile.mkdtemp(prefix="fuzz-"))

    def kill(self, pid: int) -> None:
        """There is nothing to kill."""

    def wait(self, pid: int, seconds: float = 5.0) -> Ended | None:
        return Ended(self.status, 0)

    def retire(self, pid: int, folder: Path) -> None:
        remove(folder)


def ask(act: Callable[[socket.socket], None], status: int = 0) -> Exception | dict[str, Any]:
    """What one request comes to, when the other end acts like this once it was asked."""
    stub = Stub(status)
    worker = Worker(stub, Limits())
    theirs = stub.theirs
    assert theirs is not None

    def serve() -> None:
        with theirs:
            protocol.receive(theirs, float("inf"))
            act(theirs)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        return worker.request({"do": "begin"}, 20)
    except (StudentRaised, NoSuchName, WorkerLost) as error:
        return error
    finally:
        worker.close()
        thread.join()
        assert not worker.scratch.exists()


def is_told(outcome: Exception | dict[str, Any]) -> None:
    """An answer has the parts that are read later; everything else is explained to the learner in plain text, and is no fault."""
    if isinstance(outcome, dict):
        assert "value" in outcome
        assert type(outcome.get("mutated", [])) is list
        return
    status, why = explain(outcome, "public", None)
    message = why.message
    assert status is not Status.UNGRADED
    assert message
    assert all(each.isprintable() or each == "\n" for each in message)
    assert "Traceback" not in message


@fuzz
@given(reply=REPLY | ANY)
def test_fuzz_any_reply_is_an_answer_or_is_told(reply: object) -> None:
    is_told(ask(lambda sock: protocol.send(sock, reply, float("inf"), lambda item: protocol.Handle(1, "x"))))


@fuzz
@given(data=st.binary(max_size=200), honest=st.booleans(), status=st.sampled_from([0, 1, -6, -9, -11, -24, -31, -35]))
def test_fuzz_any_bytes_are_told(data: bytes, honest: bool, status: int) -> None:
    outcome = ask(lambda sock: sock.sendall((b"WIRE" if honest else b"") + data), status)
    assert isinstance(outcome, WorkerLost)
    is_told(outcome)


@fuzz
@given(reply=REPLY, cut=st.floats(0, 1), tail=st.binary(max_size=20))
def test_fuzz_a_reply_that_breaks_off_is_told(reply: object, cut: float, tail: bytes) -> None:
    whole = b"".join(protocol.pack(reply, lambda item: protocol.Handle(1, "x")))
    is_told(ask(lambda sock: sock.sendall(whole[: int(cut * len(whole))] + tail)))
