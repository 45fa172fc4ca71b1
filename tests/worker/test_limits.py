"""Rlimits: what runs out, for whom, and that none can be raised again."""

import errno
import signal

import pytest

from grader.worker.lockdown import rlimits
from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security

GIB = 1 << 30


def test_tensors_beyond_the_limit_raise(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import torch

        return torch.empty(4 << 30, dtype=torch.uint8).numel()

    outcome = locked(attempt)
    assert outcome.error == "RuntimeError"
    assert "can't allocate memory" in outcome.message or "not enough memory" in outcome.message


def test_objects_beyond_the_limit_raise(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        return len(bytearray(4 << 30))

    assert locked(attempt).error == "MemoryError"


def test_shared_memory_counts_too(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import mmap

        return len(mmap.mmap(-1, 4 << 30))

    assert locked(attempt).errno == errno.ENOMEM


def test_what_the_limit_allows_is_there_on_top_of_what_the_zygote_has(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import torch

        return torch.ones(700 << 20, dtype=torch.uint8).numel()

    assert locked(attempt, memory_bytes=GIB).value == 700 << 20


def test_a_large_file_raises(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        return open("large", "wb").write(bytes(200 << 20))

    outcome = locked(attempt)
    assert (outcome.error, outcome.errno) == ("OSError", errno.EFBIG)


def test_many_open_files_raise(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        return len([open("secret.txt") for _ in range(100)])

    assert locked(attempt).errno == errno.EMFILE


def test_processor_time_runs_out(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        while True:
            pass

    assert locked(attempt, cpu_seconds=1).status == -signal.SIGXCPU


def test_processor_time_runs_out_for_those_who_ignore_the_warning(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import signal

        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        while True:
            pass

    assert locked(attempt, cpu_seconds=1).status == -signal.SIGKILL


def test_a_bomb_of_threads_ends(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import threading
        import time

        threading.stack_size(64 << 10)
        count = 0
        try:
            while count < 5000:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                count += 1
        except RuntimeError as error:
            return count, str(error), "thread limit" in here.layers
        return count, "", False

    count, error, exact = locked(attempt, memory_bytes=8 * GIB, threads=100).value
    assert error == "can't start new thread"
    assert count == 100 if exact else 0 < count < 4000


def test_signals_that_wait_are_few(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import ctypes

        timer, made = ctypes.c_void_p(), 0
        while made < 10_000 and ctypes.CDLL(None).timer_create(1, None, ctypes.byref(timer)) == 0:
            made += 1
        return made

    assert locked(attempt).value <= rlimits.SIGNALS


def test_no_limit_can_be_raised(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import resource

        raised = []
        for name in ("CPU", "AS", "DATA", "FSIZE", "NOFILE", "CORE", "MEMLOCK", "MSGQUEUE", "NPROC", "SIGPENDING"):
            key = getattr(resource, f"RLIMIT_{name}")
            hard = resource.getrlimit(key)[1]
            try:
                resource.setrlimit(key, (hard + 1, hard + 1))
            except ValueError:
                continue
            raised.append(name)
        return raised

    assert locked(attempt).value == []


def test_a_cuda_worker_keeps_its_address_space(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import resource

        from grader.worker.lockdown import rlimits

        layers = rlimits.restrict(rlimits.Rlimits(9, 1 << 30, 1 << 20, 32, cuda=True), rlimits.size())
        return layers, resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_NOFILE)[0]

    layers, space, files = bare(attempt).value
    assert layers == ["limits"]
    assert space < 0 or space > 1 << 40
    assert files == 32


def test_a_stricter_limit_stays(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import resource

        from grader.worker.lockdown import rlimits

        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 2000))
        rlimits.restrict(rlimits.Rlimits(9, 1 << 30, 1 << 20, 32), rlimits.size())
        return resource.getrlimit(resource.RLIMIT_FSIZE)

    assert bare(attempt).value == [2000, 2000]


def test_the_size_is_that_of_this_process() -> None:
    with open("/proc/self/status") as file:
        status = dict(line.split(":", 1) for line in file)
    size = rlimits.size()
    assert size is not None
    assert abs(size.address_space - int(status["VmSize"].split()[0]) * 1024) < 64 << 20
    assert size.data < size.address_space


def test_without_proc_there_is_no_size_and_no_memory_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("builtins.open", missing)
    assert rlimits.size() is None
    names = [name for name, _, _ in rlimits._plain(rlimits.Rlimits(1, 1, 1, 1))]
    assert "RLIMIT_NPROC" not in names
    assert {"RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"} <= set(names)


@pytest.mark.parametrize("error", [OSError, ValueError])
def test_a_limit_that_cannot_be_set_is_not_claimed(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise error("not here")

    monkeypatch.setattr("resource.setrlimit", refuse)
    assert rlimits.restrict(rlimits.Rlimits(1, 1, 1, 1), rlimits.size()) == ()


def test_where_the_platform_has_no_limits_none_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rlimits, "resource", None)
    assert rlimits.restrict(rlimits.Rlimits(1, 1, 1, 1), None) == ()


def test_a_zygote_may_open_as_many_files_as_it_is_ever_allowed(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import resource

        from grader.worker.lockdown import rlimits

        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, hard))
        rlimits.raise_open_files()
        return resource.getrlimit(resource.RLIMIT_NOFILE)[0] == hard

    assert bare(attempt).value is True


def test_a_process_that_is_not_dumpable_belongs_to_root_for_others(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        from grader.worker.lockdown import rlimits, syscalls

        before = syscalls.prctl(3)
        rlimits.not_dumpable()
        return before, syscalls.prctl(3), os.stat("/proc/self/mem").st_uid

    assert bare(attempt).value == [1, 0, 0]


def test_a_child_whose_parent_is_gone_already_ends(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        from grader.worker.lockdown import rlimits

        if (pid := os.fork()) == 0:
            rlimits.die_with_parent(1)  # not its parent
            os._exit(7)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    assert bare(attempt).value == 1
