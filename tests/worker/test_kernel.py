"""Calls of the kernel by number and by name, and what they raise."""

import errno
import os

import pytest

from grader.worker.lockdown import syscalls

pytestmark = pytest.mark.security

linux = pytest.mark.skipif(syscalls.LIBC is None, reason="there is no Linux kernel here")


@linux
def test_a_call_returns_what_the_kernel_does() -> None:
    assert syscalls.call("getpid") == os.getpid()
    assert syscalls.prctl(3) in (0, 1)  # PR_GET_DUMPABLE


@linux
def test_a_call_that_fails_raises_its_errno() -> None:
    with pytest.raises(OSError, match="Bad file descriptor") as caught:
        syscalls.call("close", 1 << 20)
    assert caught.value.errno == errno.EBADF
    with pytest.raises(OSError, match="syscall: Function not implemented"):
        syscalls.syscall(5000)


def test_elsewhere_every_call_is_one_that_the_kernel_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syscalls, "LIBC", None)
    with pytest.raises(OSError, match="prctl: Function not implemented"):
        syscalls.prctl(3)
