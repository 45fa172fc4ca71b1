"""What a learner's code could try on files. Each works in a plain process of the same user and must fail in a locked one."""

# ruff: noqa: SIM115  (whoever opens a file here ends at once)
from tests.worker.cell import Here


def read_the_kit(here: Here) -> object:
    from grader.worker.lockdown import enter

    return len(open(enter.__file__).read())


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


def delete_outside(here: Here) -> None:
    import os

    os.unlink(here.outside + "/secret.txt")


def truncate_outside(here: Here) -> None:
    import os

    os.truncate(here.outside + "/secret.txt", 0)


def truncate_while_reading(here: Here) -> object:
    import os

    return os.open(here.outside + "/secret.txt", os.O_RDONLY | os.O_TRUNC)


def open_with_neither_reading_nor_writing(here: Here) -> object:
    import os

    return os.open(here.outside + "/secret.txt", 3)


def change_a_mode(here: Here) -> None:
    import os

    os.chmod(here.scratch, 0o700)


def change_a_time(here: Here) -> None:
    import os

    os.utime(here.scratch, (0, 0))


def change_an_attribute(here: Here) -> str | None:
    import errno
    import os

    try:
        os.setxattr(here.scratch, "user.x", b"x")
    except OSError as error:
        if error.errno == errno.EPERM:
            raise
        return "the file system has none"
    return None


def link_a_file_in(here: Here) -> None:
    import os

    os.link(here.outside + "/secret.txt", here.scratch + "/mine.txt")


def move_a_file_in(here: Here) -> None:
    import os

    os.rename(here.outside + "/secret.txt", here.scratch + "/mine.txt")


def move_a_file_out(here: Here) -> None:
    import os

    os.rename(here.scratch + "/secret.txt", here.outside + "/mine.txt")


def make_a_symbolic_link(here: Here) -> None:
    import os

    os.symlink("/etc/passwd", here.scratch + "/link")


def make_a_pipe_with_a_name(here: Here) -> None:
    import os

    os.mkfifo(here.scratch + "/pipe")


def watch_a_folder(here: Here) -> object:
    from grader.worker.lockdown import syscalls

    return syscalls.call("inotify_init1", 0)


def ask_an_odd_question_of_a_file(here: Here) -> object:
    import fcntl
    import struct

    with open(here.scratch + "/secret.txt") as file:
        return struct.unpack("q", fcntl.ioctl(file, 0x5460, bytes(8)))  # FIOQSIZE


ALL = [value for value in list(globals().values()) if getattr(value, "__module__", "") == __name__]
