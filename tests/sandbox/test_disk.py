"""What a worker writes is bounded, with or without a name: by the kernel, or from outside where no namespace is allowed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Limits
from grader.sandbox.client import Worker
from grader.sandbox.failures import StudentRaised, WorkerLost
from grader.sandbox.forking import Zygote
from grader.sandbox.launcher import Launcher
from grader.sandbox.spawning import Spawner
from tests.processes import GUARD, until
from tests.uncontained import zygote as uncontained_zygote

pytestmark = pytest.mark.security

LIMITS = Limits(call_seconds=5, exercise_seconds=10, memory_mib=1024, file_mib=4)
FILLS = {
    "large": "open(str(i), 'wb').write(b'x' * (4 << 20))",
    "many": "open(str(i), 'w').close()",
    "deep": "os.mkdir('d', 0o300); os.chdir('d')",
    "mapped without a name": "fd = os.open('f', os.O_RDWR | os.O_CREAT); os.write(fd, b'x' * (4 << 20)); "
    "LIBC.mmap(None, 4096, 1, 1, fd, 0); os.unlink('f'); os.close(fd)",
}
OPEN = "fd = os.open('f', os.O_RDWR | os.O_CREAT); os.write(fd, b'x' * (4 << 20)); os.unlink('f')"
SOURCE = """
import ctypes, os, time

LIBC = ctypes.CDLL(None)
LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]


def f():
    for i in range(5000):
        {body}
    time.sleep(600)
"""


def start(launcher: Launcher, body: str) -> tuple[Worker, list[str]]:
    """A worker that runs the body 5000 times when it is called, and the layers that hold in it."""
    worker = Worker(launcher, LIMITS)
    layers = worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, GUARD)["value"]
    worker.request({"do": "sources", "modules": {"work": SOURCE.format(body=body)}, "stand_ins": {}}, GUARD)
    return worker, layers


def call(worker: Worker) -> None:
    worker.request({"do": "call", "unit": "work", "name": "f", "args": (), "kwargs": {}, "keep": False, "count": False}, GUARD)


@pytest.fixture(scope="module", params=[Zygote, pytest.param(Spawner, marks=pytest.mark.slow)])
def launcher(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    with request.param() as launcher:
        yield launcher


@pytest.fixture(scope="module")
def uncontained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with uncontained_zygote(tmp_path_factory.mktemp("uncontained")) as zygote:
        yield zygote


@pytest.mark.parametrize("body", [*FILLS.values(), OPEN], ids=[*FILLS, "open without a name"])
def test_where_a_folder_is_a_file_system_of_its_own_it_is_full(launcher: Launcher, body: str) -> None:
    worker, layers = start(launcher, body)
    if "bounded folder" not in layers:
        pytest.skip("no mount namespace is allowed here")
    with pytest.raises(StudentRaised) as caught:
        call(worker)
    worker.close()
    assert caught.value.type == "OSError"
    assert caught.value.message.startswith("[Errno 28] No space left on device")
    launcher.settle()
    assert not worker.scratch.exists()


@pytest.mark.parametrize("body", FILLS.values(), ids=FILLS)
def test_elsewhere_a_worker_that_fills_its_folder_is_killed(uncontained: Zygote, body: str) -> None:
    worker, layers = start(uncontained, body)
    assert not {"bounded folder", "covered kit"} & set(layers)
    with pytest.raises(WorkerLost) as caught:
        call(worker)
    assert (caught.value.kind, caught.value.sentence) == ("files", "Your code wrote more than 1000 files or 16 MiB and was stopped.")
    assert not worker.scratch.exists()


def test_elsewhere_files_without_a_name_are_as_many_as_may_be_open(uncontained: Zygote) -> None:
    worker, _ = start(uncontained, OPEN)
    with pytest.raises(StudentRaised) as caught:
        call(worker)
    worker.close()
    assert "Too many open files" in caught.value.message


def test_what_a_worker_writes_counts_as_memory() -> None:
    """Of a spawned worker it does not: the grader does not see into its namespace."""
    small = Limits(call_seconds=5, exercise_seconds=10, memory_mib=32, file_mib=64)
    with Zygote() as zygote:
        _fills_more_than_its_memory(Worker(zygote, small))


def _fills_more_than_its_memory(worker: Worker) -> None:
    if "bounded folder" not in worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, GUARD)["value"]:
        pytest.skip("no mount namespace is allowed here")
    body = "open(str(i), 'wb').write(b'x' * (4 << 20)) if i < 62 else time.sleep(600)"
    worker.request({"do": "sources", "modules": {"work": SOURCE.format(body=body)}, "stand_ins": {}}, GUARD)
    with pytest.raises(WorkerLost) as caught:
        call(worker)
    assert caught.value.sentence == "Your code used more than 32 MiB of memory and was stopped."


GRADER = """
import time
from grader.course import Limits
from grader.sandbox.forking import Zygote
from grader.sandbox.client import Worker

zygote = Zygote()
worker = Worker(zygote, Limits())
worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, 600)
print(zygote.folder, zygote.process.pid, worker.pid, flush=True)
time.sleep(3600)
"""


def test_a_zygote_whose_grader_is_killed_takes_its_folder_along() -> None:
    with subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout
        folder, *pids = grader.stdout.readline().split()
        assert Path(folder).exists()
        grader.kill()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "the end of the zygote and its worker")
    assert not Path(folder).exists()


def user(worker: Worker) -> int:
    return int(Path(f"/proc/{worker.pid}/status").read_text().partition("Uid:")[2].split()[0])


def test_live_workers_of_two_zygotes_are_two_users() -> None:
    with Zygote() as one, Zygote() as two:
        workers = [start(each, "pass")[0] for each in (one, two, one, two)]
        users = [user(each) for each in workers]
        if users[0] == os.getuid():
            pytest.skip("only root's workers become other users")
        assert len(set(users)) == 4
        workers[1].close()
        two.settle()
        again, _ = start(one, "pass")
        assert user(again) not in (users[0], users[2], users[3])
        for each in (*workers, again):
            each.close()
