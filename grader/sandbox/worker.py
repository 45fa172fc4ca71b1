"""The grader's end of one worker: requests with a deadline, and the reason in words when a worker is lost."""

import shutil
import signal
import time
from typing import Any

from grader import wire
from grader.course import Limits
from grader.sandbox.launch import Ended, Zygote

GRACE = 0.5  # seconds that a dying worker gets to be reaped before its end is described


class WorkerLost(Exception):
    """Student code ended its worker or broke a limit. `sentence` tells the learner; `kind` is one word for reports."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


class StudentRaised(Exception):
    """Student code raised. Everything here is text that the worker sent."""

    def __init__(self, error: dict[str, Any]) -> None:
        self.type = str(error.get("type", "Exception"))[:80]
        self.message = str(error.get("message", ""))[:2000]
        frames = error.get("frames", [])
        self.frames = [f for f in frames if isinstance(f, list) and len(f) == 4] if isinstance(frames, list) else []
        super().__init__(f"{self.type}: {self.message}")


class Missing(Exception):
    """The submission has no such name."""


class Worker:
    """One locked-down process that runs student code."""

    def __init__(self, zygote: Zygote, limits: Limits) -> None:
        self.zygote = zygote
        self.limits = limits
        self.pid, self.sock, self.scratch = zygote.fork(limits)
        self.lost: WorkerLost | None = None
        self.seconds = 0.0  # spent waiting for student code
        self.closed = False

    def request(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send one request and wait for its reply, `seconds` at the most.

        Raises StudentRaised or Missing for what student code did, WorkerLost when the worker is gone; it is killed on any
        breach of the wire.
        """
        if self.lost:
            raise self.lost
        start = time.monotonic()
        deadline = start + seconds
        try:
            wire.send(self.sock, message, deadline)
            reply = wire.receive(self.sock, deadline)
            return _read(reply)
        except wire.WireTimeout:
            sentence = f"Your code was still running after {seconds:.0f} seconds and was stopped. Is there a loop that never ends?"
            raise self._lose(WorkerLost("time", sentence)) from None
        except wire.WireClosed:
            raise self._lose(None) from None
        except wire.WireError as error:
            sentence = f"Your code's answer could not be read ({error}), so its process was stopped."
            raise self._lose(WorkerLost("protocol", sentence)) from None
        finally:
            self.seconds += time.monotonic() - start

    def close(self) -> None:
        """End the process and remove its scratch folder."""
        if not self.closed:
            self.closed = True
            self.sock.close()
            self.zygote.kill(self.pid)
            self.zygote.wait(self.pid)
            shutil.rmtree(self.scratch, ignore_errors=True)

    def _lose(self, reason: WorkerLost | None) -> WorkerLost:
        """The worker is lost: by our decision for a `reason`, or because it closed the wire itself."""
        self.sock.close()
        ended = None if reason else self.zygote.wait(self.pid, GRACE)
        self.lost = reason or _why(ended)
        if ended is None:
            self.zygote.kill(self.pid)
            self.zygote.wait(self.pid)
        self.closed = True
        shutil.rmtree(self.scratch, ignore_errors=True)
        return self.lost


def _read(reply: Any) -> dict[str, Any]:
    """A reply of the one shape that the protocol knows, or WireError."""
    if type(reply) is not dict:
        raise wire.WireError("not a reply")
    if type(reply.get("error")) is dict:
        raise StudentRaised(reply["error"])
    if type(reply.get("missing")) is str:
        raise Missing(reply["missing"][:80])
    if "value" not in reply:
        raise wire.WireError("not a reply")
    return reply


def _why(ended: Ended | None) -> WorkerLost:
    """Why a worker closed its wire by itself, as a sentence for the learner."""
    if ended is None:
        return WorkerLost("ended", "Your code closed its connection to the grader, so its process was stopped.")
    if ended.status == -signal.SIGXCPU:
        return WorkerLost(
            "time", "Your code used up its processor time and was stopped. Is there a loop that never ends?"
        )
    if ended.status == -signal.SIGKILL:
        return WorkerLost("memory", "Your code was stopped by the system, most likely because it used too much memory.")
    if ended.status < 0:
        name = signal.Signals(-ended.status).name
        return WorkerLost("crash", f"Your code crashed the Python interpreter ({name}).")
    return WorkerLost(
        "exit",
        f"Your code ended the process (exit code {ended.status}). Take out the call that exits, such as os._exit.",
    )
