"""The user that a worker becomes, and the capabilities that it no longer has."""

# ruff: noqa: SIM115  (whoever opens a file here ends at once)
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.worker.lockdown import privileges
from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def dropped(here: Here, uid: int) -> object:
    import os
    import re

    from grader.worker.lockdown import privileges

    layer = privileges.drop(uid)
    status = open("/proc/self/status").read()
    sets = dict(re.findall(r"^(Cap\w+):\s+(\w+)", status, re.MULTILINE))
    regained = []
    ways: list[Callable[[], object]] = [lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.chroot("/")]
    for regain in ways:
        try:
            regain()
        except PermissionError:
            continue
        regained.append(os.getresuid())
    return (
        layer,
        os.getresuid(),
        os.getresgid(),
        os.getgroups(),
        {name: int(value, 16) for name, value in sets.items()},
        regained,
    )


@as_root
def test_root_becomes_a_user_of_no_rights(bare: Cell) -> None:
    layer, users, groups, others, sets, regained = bare(dropped, 60800).value
    assert layer == "unprivileged user"
    assert users == groups == [60800] * 3
    assert others == []
    assert set(sets.values()) == {0}
    assert regained == []


@as_root
def test_root_who_must_stay_root_keeps_no_capability(bare: Cell) -> None:
    layer, users, _, _, sets, regained = bare(dropped, 0).value
    assert layer == "root without capabilities"
    assert users == [0] * 3
    assert set(sets.values()) == {0}
    assert [each for each in regained if each != [0] * 3] == []


@as_root
def test_roots_threads_are_counted_by_another_number(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os
        import resource
        import threading
        import time

        from grader.worker.lockdown import privileges

        layer = privileges.drop(0, 60800)
        resource.setrlimit(resource.RLIMIT_NPROC, (4, 4))
        started = 0
        try:
            while started < 100:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                started += 1
        except RuntimeError:
            pass
        return layer, os.getresuid(), os.getresgid(), any(privileges.capabilities()), started

    assert bare(attempt).value == ["root without capabilities", [60800, 0, 0], [0] * 3, False, 3]


@as_root
@pytest.mark.parametrize("uid", [0, 60800])
def test_files_of_others_are_guarded_again(uid: int, bare: Cell) -> None:
    def attempt(here: Here, uid: int) -> object:
        import os

        from grader.worker.lockdown import privileges

        path = here.outside + "/secret.txt"
        os.chown(path, 60801, 60801)
        os.chmod(path, 0o600)
        open(path).close()
        privileges.drop(uid)
        return open(path).read()

    assert bare(attempt, uid).error == "PermissionError"


@as_root
def test_processes_of_others_are_guarded(bare: Cell) -> None:
    def attempt(here: Here) -> None:
        import os

        from grader.worker.lockdown import privileges

        privileges.drop(60800)
        os.kill(here.zygote, 0)

    assert bare(attempt).error == "PermissionError"


@pytest.mark.skipif(os.geteuid() == 0, reason="root is no ordinary user")
def test_an_ordinary_user_stays_who_they_are(bare: Cell) -> None:
    layer, users, _, _, sets, regained = bare(dropped, os.geteuid()).value
    assert layer == "unprivileged user"
    assert users == [os.geteuid()] * 3
    assert {sets[name] for name in ("CapEff", "CapPrm", "CapInh", "CapAmb")} == {0}
    assert regained == []


def of_this_process(count: int) -> range:
    """Numbers of users that no other process claims: a claim is only a name, and graders beside this one take from the real ones."""
    first = 1_000_000_000 + 4 * os.getpid()
    return range(first, first + count)


def test_a_user_is_claimed_once_and_free_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    first = privileges.claim()
    assert 60706 <= first.uid <= 61183
    first.close()
    own = of_this_process(2)
    monkeypatch.setattr(privileges, "FIRST_UID", own[0])
    monkeypatch.setattr(privileges, "UIDS", 2)
    first, second = privileges.claim(), privileges.claim()
    assert {first.uid, second.uid} == {*own}
    first.close()
    again = privileges.claim()
    assert again.uid == first.uid
    again.close()
    second.close()


def test_where_to_look_first_is_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda most: most - 1)
    own = of_this_process(3)
    monkeypatch.setattr(privileges, "FIRST_UID", own[0])
    monkeypatch.setattr(privileges, "UIDS", 3)
    last = privileges.claim()
    assert last.uid == own[-1]
    wrapped = privileges.claim()
    assert wrapped.uid == own[0]
    wrapped.close()
    last.close()


def test_where_every_user_is_taken_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = privileges.claim()
    monkeypatch.setattr(privileges, "FIRST_UID", taken.uid)
    monkeypatch.setattr(privileges, "UIDS", 1)
    with pytest.raises(BlockingIOError, match="every user for workers is taken"):
        privileges.claim()
    taken.close()


def test_what_another_process_claimed_is_taken_until_it_ends(bare: Cell) -> None:
    def attempt(here: Here) -> object:
        import os
        import signal

        from grader.worker.lockdown import privileges

        privileges.FIRST_UID, privileges.UIDS = 2_000_000_000 + 2 * os.getpid(), 2  # which no other process claims
        reading, writing = os.pipe()
        if (other := os.fork()) == 0:
            held = privileges.claim()
            os.write(writing, str(held.uid).encode())
            signal.pause()
        theirs = int(os.read(reading, 10))
        mine = privileges.claim()
        os.kill(other, signal.SIGKILL)
        os.waitpid(other, 0)
        later = privileges.claim()
        return theirs, mine.uid, later.uid

    theirs, mine, later = bare(attempt).value
    assert theirs != mine
    assert later == theirs


@as_root
def test_a_python_in_a_private_home_keeps_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privileges, "_may_switch", lambda: True)
    home, library = tmp_path / "home", tmp_path / "home" / "python" / "lib"
    library.mkdir(parents=True)
    for each in (tmp_path, *tmp_path.parents):  # pytest's own folders are private
        if each == tmp_path or each.name.startswith(("pytest-", "popen-")):
            each.chmod(0o755)
    assert privileges.can_switch([library])
    home.chmod(0o700)
    assert not privileges.can_switch([library])
    home.chmod(0o755)
    library.chmod(0o750)
    assert not privileges.can_switch([library])
    assert not privileges.can_switch([tmp_path / "absent"])


def test_only_root_can_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not privileges.can_switch([])


@pytest.mark.parametrize(
    ("status", "users", "may"),
    [
        ("CapEff:\t000001ffffffffff\n", "         0          0 4294967295\n", True),
        ("CapEff:\t00000000000000c0\n", "         0     100000      65536\n", True),
        ("CapEff:\t0000000000000040\n", "         0          0 4294967295\n", False),  # may not set the user
        ("CapEff:\t0000000000000080\n", "         0          0 4294967295\n", False),  # may not set the group
        ("CapEff:\t000001ffffffffff\n", "         0       1000          1\n", False),  # a namespace of one user
        ("CapEff:\t000001ffffffffff\n", "", False),
        ("", "         0          0 4294967295\n", False),
    ],
)
def test_root_in_a_container_may_not_be_able_to(
    status: str, users: str, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"/proc/self/status": status, "/proc/self/uid_map": users}
    monkeypatch.setattr(Path, "read_text", lambda path: files[str(path)])
    assert privileges._may_switch() is may
