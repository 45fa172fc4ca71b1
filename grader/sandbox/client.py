"""The grader's end of one worker: requests with a deadline, and the reason in words when a worker is lost."""

import signal
import socket
from contextlib import suppress
from typing import Any

from grader import protocol
from grader.course import Limits
from grader.protocol.scratch import remove
from grader.sandbox.clock import ASLEEP, BUSY, LATE, PATIENCE, Clock, Deadline, Spent
from grader.sandbox.failures import NoSuchName, SandboxError, StudentRaised, WorkerLost, safe_text
from grader.sandbox.launcher import FILES, FOLDER_SIZES, Ended, Launcher

GRACE = 0.5  # seconds that a dying worker gets to be reaped before its end is described
SIGKILL, SIGXCPU = (getattr(signal, name, 1 << 16) for name in ("SIGKILL", "SIGXCPU"))  # no process of Windows ends so
WINDOWS_CRASH = 0xC000_0000  # an exit code from here on is an exception of the processor, such as an access violation
SPOILED = "CUDA error"  # after such an error, a failed assertion say, nothing works on the device in this process any more
SLOW = {  # by why a request is over
    BUSY: "Your code was still running after {:.0f} seconds of processor time and was stopped. Is there a loop that never ends?",
    ASLEEP: "Your code did nothing for {:.0f} seconds and was stopped. Does it sleep, or wait for something that never comes?",
    LATE: "Your code was not done after {:.0f} seconds and was stopped. Does it run much longer than it should?",
}
MAX_MUTATED = 100


class Worker:
    """One locked-down process that runs student code.

    Of a `secret` one, which holds sound versions, an end is told by its kind alone: its code chooses the rest.
    """

    def __init__(self, zygote: Launcher, limits: Limits, device: str = "cpu", secret: bool = False) -> None:
        self.zygote = zygote
        self.limits = limits
        self.device = device
        self.secret = secret
        self.pid, self.sock, self.scratch = zygote.worker(limits, cuda=device != "cpu")
        self.lost: WorkerLost | None = None
        self.clock = Clock(self.pid)
        self.spent = Spent()  # on all requests so far
        self.closed = False

    def request(self, message: dict[str, Any], seconds: float, patience: float | None = None) -> dict[str, Any]:
        """Send one request and wait for its reply: for `seconds` of processor time or of sleep, and for `patience` seconds by the
        clock on the wall, PATIENCE times as long where none is given; see clock.py.

        Raises StudentRaised or NoSuchName for what student code did, WorkerLost when the worker is gone; it is killed on any
        breach of the wire. Raises SandboxError when the zygote is gone, and the worker with it.
        """
        if self.lost:
            raise self.lost
        deadline = Deadline(self.clock, seconds, PATIENCE * seconds if patience is None else patience)
        try:
            if _speaks_unasked(self.sock):
                raise protocol.WireError("it came before it was asked for")
            protocol.send(self.sock, message, deadline)
            return read_reply(protocol.receive(self.sock, deadline, protocol.REPLY, self.zygote.busy_poll))
        except StudentRaised as raised:
            if self.device != "cpu" and SPOILED in raised.message:
                self._lose(WorkerLost("device", "Your code broke the use of the GPU for its process, which was stopped."))
            raise
        except protocol.WireTimeout:
            raise self._lose(WorkerLost("time", SLOW[deadline.over].format(deadline.limit))) from None
        except protocol.WireClosed:
            raise self._lose(None) from None
        except protocol.WireError as error:
            why = "" if self.secret else f" ({error})"
            sentence = f"Your code's answer could not be read{why}, so its process was stopped."
            raise self._lose(WorkerLost("protocol", sentence)) from None
        finally:
            self.spent += deadline.spent()

    def close(self) -> None:
        """End the process; its scratch folder goes with it."""
        if not self.closed:
            self.closed = True
            self.sock.close()
            self.zygote.retire(self.pid, self.scratch)

    def _lose(self, reason: WorkerLost | None) -> WorkerLost:
        """The worker is lost: by our decision for a `reason`, or because it closed the wire itself. It is dead afterwards."""
        self.closed = True
        self.sock.close()
        ended = None if reason else self.zygote.wait(self.pid, GRACE)
        self.lost = reason or _why(ended, self.limits, self.secret)
        if ended is None:
            self.zygote.kill(self.pid)
            with suppress(SandboxError):  # a zygote that is gone has taken its workers along
                self.zygote.wait(self.pid)
        remove(self.scratch)
        return self.lost


def _speaks_unasked(sock: socket.socket) -> bool:
    """Whether there is something to read before anything was asked: an answer to a call never made."""
    try:
        sock.setblocking(False)
        return bool(sock.recv(1, socket.MSG_PEEK))
    except OSError:  # nothing there; or the worker is gone, as the request will find
        return False


def read_reply(reply: Any) -> dict[str, Any]:
    """A reply of the one shape that the protocol knows, or WireError."""
    if type(reply) is not dict:
        raise protocol.WireError("it is not a reply")
    if type(reply.get("error")) is dict:
        raise StudentRaised(reply["error"])
    if "missing" in reply:
        raise NoSuchName(safe_text(reply["missing"], 80))
    mutated = reply.get("mutated", [])
    if "value" not in reply or type(mutated) is not list or len(mutated) > MAX_MUTATED:
        raise protocol.WireError("it is not a reply")
    return reply


def _signal(number: int) -> str:
    """A signal's name; real-time signals have none, and a learner's code may end its process by one. Windows has codes instead."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}" if number > 0 else f"{-number:#x}"


def _why(ended: Ended | None, limits: Limits, secret: bool = False) -> WorkerLost:
    """Why a worker's wire closed, as a sentence for the learner."""
    if ended is None:
        return WorkerLost("ended", "Your code closed its connection to the grader, so its process was stopped.")
    if ended.over == "memory":
        mib = limits.memory_mib
        size = f"{mib} MiB" if mib < 1024 else f"{mib / 1024:.3g} GiB"
        return WorkerLost("memory", f"Your code used more than {size} of memory and was stopped.")
    if ended.over == "files":
        size = f"{FILES} files or {FOLDER_SIZES * limits.file_mib} MiB"
        return WorkerLost("files", f"Your code wrote more than {size} and was stopped.")
    if ended.over == "threads":
        return WorkerLost("threads", f"Your code started more than {ended.threads} threads and was stopped.")
    if ended.status == -SIGXCPU:
        return WorkerLost(
            "time", "Your code used up its processor time and was stopped. Is there a loop that never ends?"
        )
    if ended.status == -SIGKILL:
        return WorkerLost("killed", "Your code was stopped by the system, most likely because it used too much memory.")
    if ended.status < 0 or ended.status >= WINDOWS_CRASH:
        name = "" if secret else f" ({_signal(-ended.status)})"
        return WorkerLost("crash", f"Your code crashed the Python interpreter{name}.")
    code = "" if secret else f" (exit code {ended.status})"
    return WorkerLost("exit", f"Your code ended the process{code}. Take out the call that exits, such as os._exit.")
