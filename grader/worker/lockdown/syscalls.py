"""System calls that Python has no function for: syscall(2) and prctl(2), by ctypes, with errno(3) as an OSError.

Importable on every platform; where there is no Linux kernel each call answers ENOSYS, as a kernel without the call would.
"""

import ctypes
import errno
import os
import sys

LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

Argument = int | bytes | ctypes.Array[ctypes.c_char] | None


def call(function: str, *arguments: Argument) -> int:
    """Call a function of the C library whose result fits an int and is negative on failure. Raises OSError."""
    if LIBC is None:
        raise OSError(errno.ENOSYS, f"{function}: {os.strerror(errno.ENOSYS)}")
    # A variadic function reads whole words: a bare Python int would leave the upper half of one undefined.
    words = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in arguments]
    result: int = getattr(LIBC, function)(*words)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{function}: {os.strerror(code)}")
    return result


def syscall(number: int, *arguments: Argument) -> int:
    """syscall(2): a system call by its number. Raises OSError."""
    return call("syscall", number, *arguments)


def prctl(option: int, *arguments: int) -> int:
    """prctl(2), the arguments that are not given being 0, as newer options demand. Raises OSError."""
    return call("prctl", option, *arguments, *[0] * (4 - len(arguments)))
