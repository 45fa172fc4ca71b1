"""What a learner's code could try on the machine: processes, sockets, memory. Each works in a plain process of the same user."""

from tests.worker.cell import Here


def start_a_program(here: Here) -> object:
    import subprocess

    return subprocess.run(["/bin/true"], check=True).returncode


def start_a_program_of_its_own(here: Here) -> object:
    import os

    path = here.scratch + "/program"
    with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o700), "w") as file:
        file.write("#!/bin/sh\nexit 0\n")
    return os.posix_spawn(path, [path], {})


def fork(here: Here) -> object:
    import os

    if (pid := os.fork()) == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def start_a_process_by_multiprocessing(here: Here) -> object:
    import multiprocessing

    return multiprocessing.get_context("fork").Queue() is not None


def open_a_tcp_socket(here: Here) -> object:
    import socket

    return socket.socket(socket.AF_INET, socket.SOCK_STREAM).fileno()


def open_a_udp_socket(here: Here) -> object:
    import socket

    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).fileno()


def open_a_unix_socket(here: Here) -> None:
    import socket

    socket.socket(socket.AF_UNIX).bind("\0" + here.scratch)


def open_a_pair_of_sockets(here: Here) -> object:
    import socket

    return len(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))


def signal_the_zygote(here: Here) -> None:
    import os

    os.kill(here.zygote, 0)


def signal_its_group(here: Here) -> None:
    import os

    os.kill(0, 0)


def signal_the_zygotes_thread(here: Here) -> object:
    import platform

    from grader.worker.lockdown import syscalls

    return syscalls.syscall(200 if platform.machine() == "x86_64" else 130, here.zygote, 0)  # tkill


def hold_on_to_the_zygote(here: Here) -> object:
    import os

    return os.pidfd_open(here.zygote)


def have_a_pipe_signal_the_zygote(here: Here) -> object:
    import fcntl
    import os

    return fcntl.fcntl(os.pipe()[0], 8, here.zygote)  # F_SETOWN


def read_memory_by_process(here: Here) -> object:
    import ctypes
    import os
    import struct

    from grader.worker.lockdown import syscalls

    buffer = ctypes.create_string_buffer(8)
    vector = struct.pack("=QQ", ctypes.addressof(buffer), 8)
    return syscalls.call("process_vm_readv", os.getpid(), vector, 1, vector, 1, 0)


def be_traced(here: Here) -> object:
    from grader.worker.lockdown import syscalls

    return syscalls.call("ptrace", 0, 0, 0, 0)  # PTRACE_TRACEME


def ask_for_the_zygotes_limits(here: Here) -> object:
    import resource

    return resource.prlimit(here.zygote, resource.RLIMIT_NOFILE)


def outlive_the_parent(here: Here) -> object:
    from grader.worker.lockdown import syscalls

    return syscalls.prctl(1, 0)  # PR_SET_PDEATHSIG


def become_dumpable(here: Here) -> object:
    from grader.worker.lockdown import syscalls

    return syscalls.prctl(4, 1)  # PR_SET_DUMPABLE


def run_at_a_lower_priority(here: Here) -> None:
    import os

    os.setpriority(os.PRIO_PROCESS, here.zygote, 19)


def pin_to_a_processor(here: Here) -> None:
    import os

    os.sched_setaffinity(0, os.sched_getaffinity(0))


def leave_its_namespace(here: Here) -> object:
    from grader.worker.lockdown import syscalls

    return syscalls.call("unshare", 0x200)  # CLONE_FS: what every process may unshare


def change_its_user(here: Here) -> None:
    import os

    os.setresuid(-1, -1, os.geteuid())


def change_its_group(here: Here) -> None:
    import os

    os.setresgid(-1, -1, os.getegid())


def lock_a_library(here: Here) -> None:
    import fcntl
    import os

    fcntl.flock(os.open(os.__file__, os.O_RDONLY), fcntl.LOCK_SH | fcntl.LOCK_NB)


def interrupt_every_processor(here: Here) -> object:
    import platform

    from grader.worker.lockdown import syscalls

    return syscalls.syscall(324 if platform.machine() == "x86_64" else 283, 1, 0)  # membarrier, MEMBARRIER_CMD_GLOBAL


def make_a_file_in_memory(here: Here) -> object:
    import os

    return os.memfd_create("x")


def share_memory_of_system_v(here: Here) -> object:
    from grader.worker.lockdown import syscalls

    segment = syscalls.call("shmget", 0, 4096, 0o1600)
    return syscalls.call("shmctl", segment, 0, 0)


ALL = [value for value in list(globals().values()) if getattr(value, "__module__", "") == __name__]
