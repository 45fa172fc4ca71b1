"""The process that reads what learners wrote: it answers as the function does, and its end is one call's."""

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from json import loads

import pytest

from grader.submission.aside import reader as module
from grader.submission.aside.reader import ReaderLost, Unreadable, aside, close
from tests.processes import until

pytestmark = pytest.mark.security


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    close()


def test_it_answers_as_the_function_does_in_another_process() -> None:
    text = "  half a character \ud800 and a whole one 🙂\n\0"
    assert aside(operator.add, text, "!") == text + "!"
    pid = aside(os.getpid)
    assert pid != os.getpid()
    assert aside(os.getpid) == pid


def test_what_a_function_raises_is_told_without_its_words() -> None:
    with pytest.raises(Unreadable, match=r"^it led the grader into JSONDecodeError$"):
        aside(loads, "{secret")
    with pytest.raises(Unreadable, match=r"^it is nested too deeply$"):
        aside(loads, "[" * 100_000)
    assert aside(loads, "[1]") == [1]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer of processor time")
def test_time_is_processor_time_and_ends_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.3)
    with pytest.raises(Unreadable, match=r"^it took more than 0.3 seconds$"):
        aside(operator.pow, 7, 10**8)
    assert aside(time.sleep, 1.0) is None


def test_one_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.5)
    with pytest.raises(Unreadable, match=r"^it took more than 5 seconds$"):
        aside(time.sleep, 1e6)
    assert aside(operator.add, 1, 1) == 2


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="the limit of memory is Linux's")
def test_memory_is_bounded() -> None:
    with pytest.raises(Unreadable, match=r"^it took too much memory, or is nested too deeply$"):
        aside(operator.mul, "a", 2 << 30)
    assert aside(operator.add, 1, 1) == 2


def test_where_the_system_kills_it_or_gives_it_no_process_nothing_is_said_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_process(*_: object, **__: object) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    with pytest.raises(ReaderLost, match=r"^the system gave the process that reads it no room$"):
        aside(signal.raise_signal, signal.SIGKILL)
    close()
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", no_process)
        with pytest.raises(ReaderLost, match=r"^the system gave the process that reads it no room$"):
            aside(operator.add, 1, 1)
    assert aside(operator.add, 1, 1) == 2


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_its_death_is_one_calls(number: int) -> None:
    with pytest.raises(Unreadable, match=r"^the process that read it broke off$"):
        aside(signal.raise_signal, number)
    assert aside(operator.add, 1, 1) == 2


def test_one_that_was_killed_between_two_calls_is_replaced() -> None:
    pid = aside(os.getpid)
    os.kill(pid, signal.SIGKILL)
    assert aside(operator.add, 1, 1) == 2
    assert aside(os.getpid) != pid


def test_a_call_that_was_broken_off_leaves_no_answer_for_the_next() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        with pytest.raises(KeyboardInterrupt):
            aside(time.sleep, 600)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert aside(operator.add, 1, 1) == 2


def test_nothing_is_left_of_it() -> None:
    pid = aside(os.getpid)
    close()
    until(lambda: not os.path.exists(f"/proc/{pid}"), "the reader's end")
    assert aside(os.getpid) != pid


def test_it_ends_with_a_parent_that_is_killed() -> None:
    code = "import os, sys; from grader.submission.aside.reader import aside; print(aside(os.getpid), flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not os.path.exists(f"/proc/{pid}"), "the reader's end")


def test_what_prints_does_not_write_between_the_answers() -> None:
    assert aside(os.system, "echo noise") == 0


def test_a_fork_has_a_reader_of_its_own() -> None:
    mine = aside(os.getpid)
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        os.write(writing, str(aside(os.getpid)).encode())
        close()
        os._exit(0)
    os.waitpid(pid, 0)
    assert int(os.read(reading, 100)) != mine
    assert aside(os.getpid) == mine
    os.close(reading)
    os.close(writing)
