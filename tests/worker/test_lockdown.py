"""The lock-down as a whole: what a locked worker cannot do, and what is left where layers are missing."""

# ruff: noqa: SIM115  (whoever opens a file here ends at once)
import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.worker import attempts_on_files, attempts_on_the_machine
from tests.worker.cell import LIMITS, Cell, Here

pytestmark = pytest.mark.security

ATTEMPTS = [*attempts_on_files.ALL, *attempts_on_the_machine.ALL]
DENIALS = {1, 13, 18}  # EPERM by seccomp, EACCES by Landlock, EXDEV by Landlock for a move or a link between folders


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda each: each.__name__)
def test_a_plain_process_can(attempt: Callable[..., object], bare: Cell) -> None:
    assert bare(attempt).error is None


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda each: each.__name__)
def test_a_locked_worker_cannot(attempt: Callable[..., object], locked: Cell) -> None:
    outcome = locked(attempt)
    assert outcome.error in ("PermissionError", "OSError"), outcome
    assert outcome.errno in DENIALS, outcome


def test_every_layer_holds(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        return here.layers

    layers = locked(attempt).value
    assert isinstance(layers, list)
    *first, landlock, dumpable, seccomp = [each for each in layers if each not in ("covered kit", "bounded folder", "thread limit")]
    as_root = os.geteuid() == 0 and "root without capabilities" in layers
    user = "root without capabilities" if as_root else "unprivileged user"
    assert first == ["new session", "descriptors", user, "die with parent", "limits", "memory limit"]
    assert landlock.startswith("landlock ")
    assert [dumpable, seccomp] == ["not dumpable", "seccomp"]


def test_nothing_of_the_kit_can_be_read(locked: Cell) -> None:
    def attempt(here: Here, root: str) -> object:
        import os

        opened = []
        for name in (
            "",
            "/grader",
            "/grader/checking",
            "/grader/worker/server.py",
            "/checks",
            "/checks/helpers/learner.py",
            "/extras",
            "/solutions",
            "/data",
            "/course.toml",
            "/.git",
        ):
            try:
                opened.append(os.open(root + name, os.O_RDONLY))
            except PermissionError:
                continue
        return opened

    from tests.worker.cell import ROOT

    assert locked(attempt, str(ROOT)).value == []


def test_the_zygotes_secrets_stay_its_own(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        opened = []
        for name in ("environ", "mem", "maps", "cmdline", "fd", "cwd/pyproject.toml", "root/etc/passwd"):
            try:
                open(f"/proc/{here.zygote}/{name}", "rb")
            except OSError:
                continue
            opened.append(name)
        return opened

    assert locked(attempt).value == []


def test_only_the_wire_and_the_null_device_are_open(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import os

        found = {}
        for fd in range(4096):
            try:
                found[fd] = os.fstat(fd).st_rdev
            except OSError:
                continue
        return sorted(found), {found[0], found[1], found[2]} == {os.makedev(1, 3)}

    assert locked(attempt).value == [[0, 1, 2, 3], True]


@pytest.mark.parametrize("wire", [3, 9])
def test_it_works_with_any_number_for_the_wire(wire: int, bare: Cell) -> None:
    def attempt(here: Here, wire: int, limits: dict[str, Any]) -> object:
        import os

        from grader.worker.lockdown import enter, preparation

        prepared = preparation.prepare(os.getpid())
        low, writing = os.pipe()
        reading = os.dup2(low, 50)
        os.dup2(writing, wire)
        if (pid := os.fork()) == 0:
            enter.enter(prepared, enter.Rlimits(**limits), here.scratch, wire)
            os.write(enter.WIRE_FD, b"heard")
            os._exit(0)
        os.waitpid(pid, 0)
        return os.read(reading, 5).decode()

    assert bare(attempt, wire, LIMITS).value == "heard"


def test_where_there_is_no_linux_kernel_the_rest_holds_and_nothing_is_raised(bare: Cell) -> None:
    def attempt(here: Here, limits: dict[str, Any]) -> object:
        import json
        import os

        from grader.worker.lockdown import enter, preparation, syscalls

        syscalls.LIBC = None
        del os.O_PATH
        reading, writing = os.pipe()
        prepared = preparation.prepare(os.getpid())
        if os.fork() == 0:
            layers = enter.enter(prepared, enter.Rlimits(**limits), here.scratch, writing)
            os.write(enter.WIRE_FD, json.dumps(layers).encode())
            os._exit(0)
        return json.loads(os.read(reading, 4096))

    user = [] if os.geteuid() == 0 else ["unprivileged user"]
    assert bare(attempt, LIMITS).value == ["new session", "descriptors", *user, "limits", "memory limit"]


def test_the_worker_dies_with_its_zygote(bare: Cell) -> None:
    def attempt(here: Here, limits: dict[str, Any]) -> object:
        import os
        import select
        import signal

        from grader.worker.lockdown import enter, preparation

        reading, writing = os.pipe()
        if (zygote := os.fork()) == 0:
            prepared = preparation.prepare(os.getpid())
            claim = prepared.claim()
            user = claim.uid if claim else None
            if (owner := prepared.owner(user)) is not None:
                os.chown(here.scratch, owner, owner)
            if os.fork() == 0:
                enter.enter(prepared, enter.Rlimits(**limits), here.scratch, writing, user)
                os.write(enter.WIRE_FD, b"alive")
                while True:
                    signal.pause()
            signal.pause()
        os.close(writing)
        alive = os.read(reading, 5).decode()
        os.kill(zygote, signal.SIGKILL)
        ready, _, _ = select.select([reading], [], [], 30)
        return alive, bool(ready) and os.read(reading, 5).decode()

    assert bare(attempt, LIMITS).value == ["alive", ""]
