"""How many threads a worker may start: fewer where the machine, its group or its user has few left."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.protocol.watchdog import THREADS
from grader.worker.lockdown import threads

pytestmark = pytest.mark.security


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    threads._limited_groups.cache_clear()
    yield
    threads._limited_groups.cache_clear()


def group(folder: Path, most: str, now: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pids.max").write_text(most + "\n")
    (folder / "pids.current").write_text(f"{now}\n")


def groups(tmp_path: Path, text: str) -> tuple[Path, ...]:
    (tmp_path / "cgroup").write_text(text)
    return threads._limited_groups(tmp_path / "fs", tmp_path / "cgroup")


@pytest.mark.parametrize(("text", "below"), [("0::/a/b\n", ""), ("9:name=systemd:/\n8:pids:/a/b\n0::/\n", "pids")])
def test_every_group_above_that_has_a_limit_counts(text: str, below: str, tmp_path: Path) -> None:
    top = tmp_path / "fs" / below
    for place, most in (("", "max"), ("a", "300"), ("a/b", "max"), ("c", "7")):
        group(top / place, most)
    assert groups(tmp_path, text) == (top / "a",)


def test_a_container_shows_its_own_group_at_the_top(tmp_path: Path) -> None:
    group(tmp_path / "fs", "64")
    assert groups(tmp_path, "0::/docker/1234\n") == (tmp_path / "fs",)
    assert threads._limited_groups(tmp_path / "fs", tmp_path / "absent") == ()


@pytest.mark.parametrize(("most", "now", "allowed"), [("4096", 100, THREADS), ("220", 20, 50), ("64", 60, threads.LEAST), ("max", 9, THREADS)])
def test_a_worker_may_take_a_quarter_of_what_is_left(
    most: str, now: int, allowed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group(tmp_path, most, now)
    monkeypatch.setattr(threads, "_limited_groups", lambda: (tmp_path, tmp_path / "gone"))
    monkeypatch.setattr(threads, "_users_room", lambda: iter(()))
    assert threads.allowed() == allowed


@pytest.mark.parametrize(("user", "most", "running", "own", "room"), [
    (0, 40, 100, 10, []), (1000, -1, 100, 10, []), (1000, 40, 300, 12, [28]), (1000, 30_000, 300, 12, [29_700]), (1000, 800, 300, 9, [791]),
])  # fmt: skip
def test_an_accounts_limit_is_shared(
    user: int, most: int, running: int, own: int, room: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr("resource.getrlimit", lambda _: (most, most))
    monkeypatch.setattr(threads, "running", lambda: running)
    monkeypatch.setattr(threads, "_of_user", lambda _: own)
    assert list(threads._users_room()) == room


def test_the_threads_of_a_user_are_those_of_its_processes() -> None:
    assert threads._of_user(os.getuid()) >= len(os.listdir("/proc/self/task"))
    assert threads._of_user(2**31) == 0


@pytest.mark.parametrize(("release", "counted"), [("5.13.0", False), ("5.14.0-362.el9", True), ("6.1+", True), ("4.18.0", False)])
def test_namespaces_count_for_themselves_since_a_version(release: str, counted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "here", release, "", "x86_64")))
    assert threads.counted_by_namespace() is counted


def test_where_nobody_says_how_many_run_none_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert threads.running() > 0

    def missing(*_: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("builtins.open", missing)
    assert threads.running() == 0
