"""Scratch folders can be removed, whatever a worker made of them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.protocol.scratch import PREFIX, make, remove, sweep

pytestmark = pytest.mark.security


def nested(folder: Path) -> None:
    """Deeper than Python's recursion limit, and longer than any path that the kernel takes."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("d" * 20, dir_fd=here)
        below = os.open("d" * 20, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def unreadable(folder: Path) -> None:
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed" / "file").write_text("x")
    (folder / "closed" / "inner" / "file").write_text("x")
    (folder / "closed" / "inner").chmod(0)
    (folder / "closed").chmod(0o300)


def many(folder: Path) -> None:
    for i in range(50):
        (folder / f"{i}").mkdir()
        for j in range(20):
            (folder / f"{i}" / f"{j}").write_text("x")


def odd_names(folder: Path) -> None:
    for name in (b"\xff\xfe", b"new\nline", b"-rf", "ü".encode(), b"x" * 255):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text("x")


def links(folder: Path) -> None:
    (folder / "out").symlink_to(folder.parent, target_is_directory=True)
    (folder / "nowhere").symlink_to("/no/such/file")


@pytest.mark.parametrize("fill", [nested, unreadable, many, odd_names, links], ids=lambda each: each.__name__)
def test_whatever_is_in_it_goes(fill: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "neighbour").write_text("stays")
    folder = tmp_path / "scratch"
    folder.mkdir()
    fill(folder)
    folder.chmod(0)
    remove(folder)
    assert os.listdir(tmp_path) == ["neighbour"]


def test_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    remove(tmp_path / "gone")
    assert os.listdir(tmp_path) == []


def test_a_new_folder_lies_in_the_temporary_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (tmp_path, *tmp_path.parents):
        if os.access(each, os.W_OK) and each.name.startswith(("pytest-", "popen-", "test_")):
            each.chmod(0o711)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = make()
    assert folder.parent == tmp_path.resolve()
    assert folder.stat().st_mode & 0o777 == 0o711


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's workers become other users")
def test_roots_workers_can_pass_to_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = make()
    assert folder.parent == Path("/tmp")
    remove(folder)
    assert not folder.exists()


OWNER = "from grader.protocol.scratch import make; print(make(), flush=True); input()"


def test_what_a_killed_grader_left_goes_with_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (tmp_path, *tmp_path.parents):
        if os.access(each, os.W_OK) and each.name.startswith(("pytest-", "popen-", "test_")):
            each.chmod(0o711)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = make()
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout
    left = Path(owner.stdout.readline().strip())
    assert left.parent == tmp_path
    nested(left)
    sweep(tmp_path)
    assert left.exists()
    owner.kill()
    owner.communicate()
    again = make()
    assert sorted(tmp_path.iterdir()) == sorted([own, again])
    for each in (own, again):
        remove(each)


def test_a_sweep_takes_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_text("stays")
    (tmp_path / f"{PREFIX}link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / f"{PREFIX}file").write_text("stays")
    (tmp_path / "grader-other").mkdir()
    before = sorted(tmp_path.rglob("*"))
    if os.geteuid() == 0:  # a folder of another user's
        (tmp_path / f"{PREFIX}theirs").mkdir()
        os.chown(tmp_path / f"{PREFIX}theirs", 60000, 60000)
        before = sorted([*before, tmp_path / f"{PREFIX}theirs"])
    (tmp_path / f"{PREFIX}mine").mkdir()
    sweep(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
