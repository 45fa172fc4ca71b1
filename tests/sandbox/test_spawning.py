"""Workers without a fork: who may be one, and what becomes of them. What their code does is tried in test_worker.py, for both kinds."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import Limits
from grader.sandbox import spawning
from grader.sandbox.client import Worker, _why
from grader.sandbox.failures import SandboxError
from grader.sandbox.forking import Zygote
from grader.sandbox.launcher import Ended
from grader.sandbox.spawning import Spawner
from grader.sandbox.start import forks, start
from tests.processes import until

pytestmark = [pytest.mark.security, pytest.mark.slow]

GRADER = """
import sys
from grader.course import Limits
from grader.sandbox.spawning import Spawner
from grader.sandbox.client import Worker

spawner = Spawner(keep_spare=True)
worker = Worker(spawner, Limits())
source = "def f():\\n    while True:\\n        pass"
worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, 5)
worker.request({"do": "sources", "modules": {"work": source}, "stand_ins": {}}, 5)
print(worker.pid, spawner.spare.process.pid, spawner.folder, flush=True)
call = {"do": "call", "unit": "work", "name": "f", "args": (), "kwargs": {}, "keep": False, "count": False}
worker.request(call, 100)
"""


def ended(pid: int) -> bool:
    """Whether the process is gone within a while, or is dead and waits for its parent."""

    def is_gone() -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            return True

    return until(is_gone, f"the end of process {pid}")


def test_which_kind_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_WORKERS", raising=False)
    with start() as launcher:
        assert isinstance(launcher, Zygote)
    monkeypatch.setenv("GRADER_WORKERS", "spawn")
    with start() as launcher:
        assert isinstance(launcher, Spawner)
    monkeypatch.delenv("GRADER_WORKERS")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not forks()


def test_a_crash_on_windows_is_told_as_one() -> None:
    lost = _why(Ended(0xC000_0005, 0), Limits())
    assert (lost.kind, lost.sentence) == ("crash", "Your code crashed the Python interpreter (0xc0000005).")


def test_workers_end_when_their_grader_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        busy, spare, folder = grader.stdout.readline().split()
        grader.send_signal(signal.SIGKILL)
        assert ended(int(busy))
        assert ended(int(spare))
    with Spawner():  # the next grader clears up after the one that was killed
        assert not Path(folder).exists()


def test_a_stranger_who_knocks_is_sent_away() -> None:
    with Spawner() as spawner:
        unknown_names = [socket.create_connection(spawner.listener.getsockname()) for _ in range(2)]
        unknown_names[0].sendall(b"x" * 32)
        unknown_names[1].close()
        worker = Worker(spawner, Limits())
        assert "landlock" in str(worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, 5)["value"])
        assert unknown_names[0].recv(1) == b""
        unknown_names[0].close()
        worker.close()


def test_a_worker_that_cannot_start_is_the_graders_own_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('torch is broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Spawner() as spawner, pytest.raises(SandboxError, match="a worker could not be started: ImportError: torch is broken"):
        Worker(spawner, Limits())


def test_a_worker_that_is_never_ready_is_the_graders_own_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spawning, "READY_SECONDS", 0.0)
    with Spawner() as spawner, pytest.raises(SandboxError, match="a worker was not ready within 0 seconds"):
        Worker(spawner, Limits())


def test_the_next_interpreter_warms_up_while_one_works() -> None:
    with Spawner(keep_spare=True) as spawner:
        workers = [Worker(spawner, Limits()) for _ in range(2)]
        assert spawner.spare is not None
        assert len({spawner.spare.process.pid, *(each.pid for each in workers)}) == 3
        for each in workers:
            each.close()
            assert ended(each.pid)
        assert spawner.alive == {}


def test_who_needs_one_worker_starts_one() -> None:
    with Spawner() as spawner:
        Worker(spawner, Limits()).close()
        assert spawner.spare is None


@pytest.mark.parametrize(("sole", "processors", "busy_poll"), [(True, 2, True), (True, 1, False), (False, 2, False)])
def test_only_who_is_alone_and_has_two_processors_keeps_them_awake(
    sole: bool, processors: int, busy_poll: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: set(range(processors)))
    with start(sole=sole) as launcher:
        assert launcher.busy_poll is busy_poll
