"""How each layer of the lock-down is tried, and what it means that it holds or does not.

fcntl(2), getsid(2), mmap(2), socket(2), stat(2), prctl(2) (PR_GET_PDEATHSIG, PR_GET_DUMPABLE).
"""

import ctypes
import errno
import mmap
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, stack_size

from grader.worker.lockdown import privileges, syscalls
from grader.worker.lockdown.rlimits import Rlimits

TRIAL = Rlimits(
    cpu_seconds=10, memory_bytes=64 << 20, file_bytes=1 << 20, open_files=64, folder_bytes=2 << 20, files=16, threads=8
)
PR_GET_PDEATHSIG, PR_GET_DUMPABLE = 2, 3


@dataclass(frozen=True)
class Trial:
    """One layer. `trial` runs in a worker locked down with the limits TRIAL, in its scratch folder, and says whether it bites."""

    name: str
    trial: Callable[[], bool]
    holds: str
    lacks: str


def _denied(attempt: Callable[[], object]) -> bool:
    """Whether the attempt fails, for whatever reason the system gives."""
    try:
        attempt()
    except (OSError, MemoryError):
        return True
    return False


def _own_session() -> bool:
    return os.getsid(0) == os.getpid()


def _four_descriptors() -> bool:
    return not _denied(lambda: os.fstat(3)) and all(_denied(lambda fd=fd: os.fstat(fd)) for fd in range(4, 1024))  # type: ignore[misc]


def _no_capability() -> bool:
    try:
        return not any(privileges.capabilities())
    except OSError:  # there are none on this system
        return os.geteuid() != 0


def _dies_with_parent() -> bool:
    answer = ctypes.create_string_buffer(4)
    syscalls.prctl(PR_GET_PDEATHSIG, ctypes.addressof(answer))
    return int.from_bytes(answer.raw, "little") == signal.SIGKILL


def _file_limit() -> bool:
    try:
        return _denied(lambda: Path("large").write_bytes(bytes(TRIAL.file_bytes + 1)))
    finally:
        Path("large").unlink(missing_ok=True)


def _memory_limit() -> bool:
    return _denied(lambda: mmap.mmap(-1, 2 * TRIAL.memory_bytes))


def _folder_bounded() -> bool:
    """Whether files without a name count, too."""
    held = []
    try:
        for _ in range(2 * TRIAL.folder_bytes // TRIAL.file_bytes):
            with suppress(FileNotFoundError):
                os.unlink("nameless")
            held.append(os.open("nameless", os.O_RDWR | os.O_CREAT, 0o600))
            if os.write(held[-1], bytes(TRIAL.file_bytes)) < TRIAL.file_bytes:
                return True
        return False
    except OSError as error:
        return error.errno == errno.ENOSPC
    finally:
        for each in held:
            os.close(each)
        Path("nameless").unlink(missing_ok=True)


def _threads_limited() -> bool:
    over = Event()
    before = stack_size(64 << 10)
    try:
        for _ in range(2 * TRIAL.threads):
            Thread(target=over.wait, daemon=True).start()
        return False
    except RuntimeError:  # can't start new thread
        return True
    finally:
        over.set()
        stack_size(before)


def _kit_covered() -> bool:
    return _denied(lambda: os.stat(__file__))


def _files_denied() -> bool:
    Path("mine").write_bytes(b"mine")
    Path("mine").unlink()
    return all(_denied(lambda each=each: os.open(each, os.O_RDONLY)) for each in ("/", __file__, "/etc/passwd"))  # type: ignore[misc]


def _not_dumpable() -> bool:
    return syscalls.prctl(PR_GET_DUMPABLE) == 0


def _calls_denied() -> bool:
    return _denied(lambda: socket.socket().close()) and _denied(lambda: os.kill(os.getppid(), 0))


LAYERS = (
    Trial(
        "new session", _own_session,
        "A worker has no terminal, and one signal ends it with all that it started.",
        "A worker shares the grader's terminal and session.",
    ),
    Trial(
        "descriptors", _four_descriptors,
        "A worker has no open file of the grader's, only its end of the wire.",
        "A worker may find open files of the grader's.",
    ),
    Trial(
        "unprivileged user", _no_capability,
        "The learner's code runs without any right of the administrator.",
        "The learner's code runs with the rights of the user who grades, an administrator's included.",
    ),
    Trial(
        "die with parent", _dies_with_parent,
        "No worker outlives the grader, however that ends.",
        "A worker may run on when the grader is killed.",
    ),
    Trial(
        "limits", _file_limit,
        "Processor time, the size of a file and the number of open files are limited.",
        "The learner's code may use all the processor time and disk space of this machine.",
    ),
    Trial(
        "memory limit", _memory_limit,
        "The memory that the learner's code may ask for is limited.",
        "Memory is limited only by the watch from outside, which may come late.",
    ),
    Trial(
        "thread limit", _threads_limited,
        "The number of threads that the learner's code may start is limited.",
        "The number of threads is limited only by the watch from outside, which may come late.",
    ),
    Trial(
        "bounded folder", _folder_bounded,
        "What the learner's code writes is bounded by the kernel, and gone with its process.",
        "What the learner's code writes is counted from outside: up to 60 files that it removed but keeps open are not.",
    ),
    Trial(
        "covered kit", _kit_covered,
        "A worker sees not even the sizes and times of the kit's own files.",
        "A worker can ask for the size and the time of a file whose path it guesses, solutions included, though not read it.",
    ),
    Trial(
        "landlock", _files_denied,
        "The learner's code can read Python's libraries, can write to its own scratch folder, and reaches no other file.",
        "The learner's code can read and change what you can: solutions, hidden checks, other submissions, results.",
    ),
    Trial(
        "not dumpable", _not_dumpable,
        "No worker can look into the memory of another.",
        "A worker may look into the memory of another worker of the same user.",
    ),
    Trial(
        "seccomp", _calls_denied,
        "The learner's code can start threads, but no process, no network connection and nothing that reaches other processes.",
        "The learner's code can start processes, use the network and send signals to your other programs.",
    ),
)  # fmt: skip
ROOT_ONLY = Trial(  # what a grader run by root gets instead of "unprivileged user" where no other user can read this Python
    "root without capabilities", _no_capability,
    "The learner's code runs as root without root's rights, since no other user can read this Python: "
    "root's files are guarded by Landlock alone.",
    "",
)  # fmt: skip
