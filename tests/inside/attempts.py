"""What a learner's code could try. Each works in a plain process of the same user and must fail in a locked one."""

# ruff: noqa: SIM115  (whoever opens a file here ends at once)
from tests.inside.cell import Here


def read_the_kit(here: Here) -> object:
    from grader.inside import lockdown

    return len(open(lockdown.__file__).read())


def read_the_users_of_the_machine(here: Here) -> object:
    return len(open("/etc/passwd").read())


def read_outside(here: Here) -> object:
    return open(here.outside + "/secret.txt").read()


def read_a_siblings_scratch(here: Here) -> object:
    return open(here.sibling + "/secret.txt").read()


def list_the_root(here: Here) -> object:
    import os

    return os.listdir("/")


def list_a_siblings_scratch(here: Here) -> object:
    import os

    return os.listdir(here.sibling)


def list_processes(here: Here) -> object:
    import os

    return os.listdir("/proc")


def read_own_memory_map(here: Here) -> object:
    return len(open("/proc/self/maps").read())


def read_the_zygotes_command(here: Here) -> object:
    return len(open(f"/proc/{here.zygote}/cmdline").read())


def write_outside(here: Here) -> object:
    return open(here.outside + "/new.txt", "w").write("x")


def write_to_a_siblings_scratch(here: Here) -> object:
    return open(here.sibling + "/secret.txt", "a").write("x")


def write_shared_memory(here: Here) -> object:
    import os

    path = f"/dev/shm/cell-{os.getpid()}"
    open(path, "w").write("x")
    os.unlink(path)
    return path


def write_a_hidden_temporary_file(here: Here) -> object:
    import os

    return os.open(here.outside, os.O_TMPFILE | os.O_RDWR)


def delete_outside(here: Here) -> object:
    import os

    return os.unlink(here.outside + "/secret.txt")


def truncate_outside(here: Here) -> object:
    import os

    return os.truncate(here.outside + "/secret.txt", 0)


def truncate_while_reading(here: Here) -> object:
    import os

    return os.open(here.outside + "/secret.txt", os.O_RDONLY | os.O_TRUNC)


def open_with_neither_reading_nor_writing(here: Here) -> object:
    import os

    return os.open(here.outside + "/secret.txt", 3)


def change_a_mode(here: Here) -> object:
    import os

    return os.chmod(here.scratch, 0o700)


def change_a_time(here: Here) -> object:
    import os

    return os.utime(here.scratch, (0, 0))


def change_an_attribute(here: Here) -> object:
    import errno
    import os

    try:
        return os.setxattr(here.scratch, "user.x", b"x")
    except OSError as error:
        if error.errno == errno.EPERM:
            raise
        return "the file system has none"


def link_a_file_in(here: Here) -> object:
    import os

    return os.link(here.outside + "/secret.txt", here.scratch + "/mine.txt")


def move_a_file_in(here: Here) -> object:
    import os

    return os.rename(here.outside + "/secret.txt", here.scratch + "/mine.txt")


def move_a_file_out(here: Here) -> object:
    import os

    return os.rename(here.scratch + "/secret.txt", here.outside + "/mine.txt")


def make_a_symbolic_link(here: Here) -> object:
    import os

    return os.symlink("/etc/passwd", here.scratch + "/link")


def make_a_pipe_with_a_name(here: Here) -> object:
    import os

    return os.mkfifo(here.scratch + "/pipe")


def watch_a_folder(here: Here) -> object:
    from grader.inside import kernel

    return kernel.call("inotify_init1", 0)


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


def open_a_unix_socket(here: Here) -> object:
    import socket

    return socket.socket(socket.AF_UNIX).bind("\0" + here.scratch)


def open_a_pair_of_sockets(here: Here) -> object:
    import socket

    return len(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))


def signal_the_zygote(here: Here) -> object:
    import os

    return os.kill(here.zygote, 0)


def signal_its_group(here: Here) -> object:
    import os

    return os.kill(0, 0)


def signal_the_zygotes_thread(here: Here) -> object:
    import platform

    from grader.inside import kernel

    return kernel.syscall(200 if platform.machine() == "x86_64" else 130, here.zygote, 0)  # tkill


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

    from grader.inside import kernel

    buffer = ctypes.create_string_buffer(8)
    vector = struct.pack("=QQ", ctypes.addressof(buffer), 8)
    return kernel.call("process_vm_readv", os.getpid(), vector, 1, vector, 1, 0)


def be_traced(here: Here) -> object:
    from grader.inside import kernel

    return kernel.call("ptrace", 0, 0, 0, 0)  # PTRACE_TRACEME


def ask_for_the_zygotes_limits(here: Here) -> object:
    import resource

    return resource.prlimit(here.zygote, resource.RLIMIT_NOFILE)


def outlive_the_parent(here: Here) -> object:
    from grader.inside import kernel

    return kernel.prctl(1, 0)  # PR_SET_PDEATHSIG


def become_dumpable(here: Here) -> object:
    from grader.inside import kernel

    return kernel.prctl(4, 1)  # PR_SET_DUMPABLE


def run_at_a_lower_priority(here: Here) -> object:
    import os

    return os.setpriority(os.PRIO_PROCESS, here.zygote, 19)


def pin_to_a_processor(here: Here) -> object:
    import os

    return os.sched_setaffinity(0, os.sched_getaffinity(0))


def leave_its_namespace(here: Here) -> object:
    from grader.inside import kernel

    return kernel.call("unshare", 0x200)  # CLONE_FS: what every process may unshare


def make_a_file_in_memory(here: Here) -> object:
    import os

    return os.memfd_create("x")


def share_memory_of_system_v(here: Here) -> object:
    from grader.inside import kernel

    segment = kernel.call("shmget", 0, 4096, 0o1600)
    return kernel.call("shmctl", segment, 0, 0)


def ask_an_odd_question_of_a_file(here: Here) -> object:
    import fcntl
    import struct

    with open(here.scratch + "/secret.txt") as file:
        return struct.unpack("q", fcntl.ioctl(file, 0x5460, bytes(8)))  # FIOQSIZE


ALL = [value for value in list(globals().values()) if getattr(value, "__module__", "") == __name__]
