"""Landlock alone, without the other layers: which files, programs and processes are in reach."""

# ruff: noqa: SIM115  (whoever opens a file here ends at once)
import errno
import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.worker.lockdown import landlock, syscalls
from tests.worker.cell import Cell, Here

pytestmark = [pytest.mark.security, pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")]


def test_reading_is_allowed_where_a_rule_says_so_and_nowhere_else(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        from grader.worker.lockdown import landlock

        rule = landlock.rule(here.outside, landlock.READ)
        assert rule is not None
        landlock.restrict([rule])
        read = open(here.outside + "/secret.txt").read(), os.listdir(here.outside)
        errors = []
        for path in (here.sibling, here.sibling + "/secret.txt", "/etc/passwd", "/"):
            try:
                os.open(path, os.O_RDONLY)
            except OSError as error:
                errors.append(error.errno)
        return read, errors

    assert bare(attempt).value == [["secret", ["secret.txt"]], [errno.EACCES] * 4]


def test_a_folder_that_may_be_read_cannot_be_changed(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        from grader.worker.lockdown import landlock

        rule = landlock.rule(here.outside, landlock.READ)
        assert rule is not None
        landlock.restrict([rule])
        path = here.outside + "/secret.txt"
        errors = []
        for change in (
            lambda: open(path, "a"),
            lambda: open(path + ".new", "w"),
            lambda: os.unlink(path),
            lambda: os.mkdir(path + ".folder"),
            lambda: os.rename(path, path + ".moved"),
            lambda: os.link(path, path + ".link"),
            lambda: os.symlink(path, path + ".link"),
            lambda: os.mkfifo(path + ".pipe"),
        ):
            try:
                change()
            except OSError as error:
                errors.append(error.errno)
        return errors

    assert bare(attempt).value == [errno.EACCES] * 8


def test_a_rule_of_a_file_is_of_that_file_alone(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        from grader.worker.lockdown import landlock

        open(here.outside + "/other.txt", "w").close()
        rule = landlock.rule(here.outside + "/secret.txt", landlock.CHANGE)
        assert rule is not None
        landlock.restrict([rule])
        open(here.outside + "/secret.txt", "w").close()
        try:
            os.open(here.outside + "/other.txt", os.O_RDONLY)
        except OSError as error:
            return error.errno
        return None

    assert bare(attempt).value == errno.EACCES


def test_the_scratch_folder_can_be_changed_but_nothing_in_it_executed(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os
        import subprocess

        from grader.worker.lockdown import landlock

        scratch, root = landlock.rule(here.scratch, landlock.CHANGE), landlock.rule("/", landlock.READ)
        assert scratch is not None
        assert root is not None
        landlock.restrict([scratch, root])
        os.mkdir(here.scratch + "/folder")
        path = here.scratch + "/folder/program"
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o700), "w") as file:
            file.write("#!/bin/sh\nexit 0\n")
        os.truncate(path, 16)
        os.rename(path, here.scratch + "/program")
        errors = []
        for program in (here.scratch + "/program", "/bin/true"):
            try:
                subprocess.run([program], check=True, stderr=subprocess.DEVNULL)
            except OSError as error:
                errors.append(error.errno)
        return errors

    assert bare(attempt).value == [errno.EACCES] * 2


def test_a_rule_outlives_the_path_it_was_opened_by(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        from grader.worker.lockdown import landlock

        rule = landlock.rule(here.outside, landlock.READ)
        assert rule is not None
        os.rename(here.outside, here.outside + ".moved")
        landlock.restrict([rule])
        return rule.fd >= landlock.LOWEST_FD, os.get_inheritable(rule.fd), os.listdir(here.outside + ".moved")

    assert bare(attempt).value == [True, False, ["secret.txt"]]


def test_there_is_no_rule_for_what_does_not_exist(tmp_path: Path) -> None:
    assert landlock.rule(tmp_path / "absent", landlock.READ) is None


@pytest.mark.skipif(landlock.abi() < 4, reason="TCP is scoped from ABI 4 on")
def test_no_tcp_connection_leaves(bare: Cell) -> None:
    def attempt(here: Here, port: int) -> object:
        import socket

        from grader.worker.lockdown import landlock

        landlock.restrict([])
        return socket.create_connection(("127.0.0.1", port), timeout=5).fileno()

    with socket.create_server(("127.0.0.1", 0)) as server:
        assert bare(attempt, server.getsockname()[1]).errno == errno.EACCES


@pytest.mark.skipif(landlock.abi() < 6, reason="abstract sockets and signals are scoped from ABI 6 on")
def test_no_abstract_socket_and_no_process_outside_is_in_reach(bare: Cell) -> None:
    def attempt(here: Here, name: str) -> object:
        import os
        import socket

        from grader.worker.lockdown import landlock

        landlock.restrict([])
        errors = []
        ways: list[Callable[[], object]] = [lambda: socket.socket(socket.AF_UNIX).connect("\0" + name), lambda: os.kill(here.zygote, 0)]
        for reach in ways:
            try:
                reach()
            except OSError as error:
                errors.append(error.errno)
        return errors

    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0grader-test-landlock")
        server.listen()
        assert bare(attempt, "grader-test-landlock").value == [errno.EPERM] * 2


@pytest.mark.parametrize(
    ("version", "size", "rights"),
    [(1, 8, 13), (2, 8, 14), (3, 8, 15), (4, 16, 15), (5, 16, 16), (6, 24, 16), (9, 24, 16)],
)
def test_each_abi_is_asked_for_what_it_knows(
    version: int, size: int, rights: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = record(monkeypatch, version, refuse=())
    assert landlock.restrict([]) == version
    assert asked == [(struct.pack("=QQQ", (1 << rights) - 1, 3, 3), size)]


def test_a_kernel_that_claims_more_scopes_than_it_has_is_asked_for_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = record(monkeypatch, 6, refuse=(3,))
    landlock.restrict([])
    assert [struct.unpack("=QQQ", each[0])[2] for each in asked] == [3, 1]


def record(monkeypatch: pytest.MonkeyPatch, version: int, refuse: tuple[int, ...]) -> list[tuple[bytes, int]]:
    """A kernel of that version, which restricts nothing: the rulesets that it is asked for."""
    asked = []

    def syscall(number: int, *arguments: object) -> int:
        match number, arguments:
            case landlock.CREATE_RULESET, (bytes() as attributes, int() as size, 0):
                asked.append((attributes, size))
                if struct.unpack("=QQQ", attributes)[2] in refuse:
                    raise OSError(errno.EINVAL, "EINVAL")
                return os.dup(0)
        return 0

    monkeypatch.setattr(syscalls, "syscall", syscall)
    monkeypatch.setattr(landlock, "abi", lambda: version)
    monkeypatch.setattr(landlock, "no_new_privileges", lambda: None)
    return asked
