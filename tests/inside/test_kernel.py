"""Calls of the kernel by number and by name, and what they raise."""

import errno
import os

import pytest

from grader.inside import kernel

pytestmark = pytest.mark.security

linux = pytest.mark.skipif(kernel.LIBC is None, reason="there is no Linux kernel here")


@linux
def test_a_call_returns_what_the_kernel_does() -> None:
    assert kernel.call("getpid") == os.getpid()
    assert kernel.prctl(3) in (0, 1)  # PR_GET_DUMPABLE


@linux
def test_a_call_that_fails_raises_its_errno() -> None:
    with pytest.raises(OSError, match="Bad file descriptor") as caught:
        kernel.call("close", 1 << 20)
    assert caught.value.errno == errno.EBADF
    with pytest.raises(OSError, match="syscall: Function not implemented"):
        kernel.syscall(5000)


def test_elsewhere_every_call_is_one_that_the_kernel_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "LIBC", None)
    with pytest.raises(OSError, match="prctl: Function not implemented"):
        kernel.prctl(3)
