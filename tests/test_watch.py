"""What the zygote watches: a worker that takes too much is found out, and one that does not is left alone."""

import mmap
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader import watch
from grader.watch import Watch, resident

MIB = 1 << 20
real = watch._space


def watching(folder: Path, pid: int = 0, memory: int = 1 << 50, size: int = 1 << 50, files: int = 10) -> Watch:
    return Watch(pid or os.getpid(), str(folder), memory, size, files)


def test_a_process_is_as_large_as_the_pages_it_has_touched() -> None:
    before = resident(os.getpid())
    with mmap.mmap(-1, 64 * MIB) as untouched:
        assert resident(os.getpid()) < before + 8 * MIB
        for page in range(0, 64 * MIB, 4096):
            untouched[page] = 1
        assert resident(os.getpid()) > before + 60 * MIB


def test_a_process_that_is_gone_has_no_size() -> None:
    assert resident(2**22 + 1) == 0


def test_a_process_of_which_the_system_says_nothing_has_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda _: "")  # what /proc gives of one that is just ending
    assert resident(os.getpid()) == 0


def test_a_process_that_psutil_does_not_know_has_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "PROC", False)
    monkeypatch.setattr(Path, "read_text", missing)
    assert resident(2**22 + 1) == 0
    assert watch.descendants(2**22 + 1) == []
    assert resident(os.getpid()) > MIB


def missing(_: Path) -> str:
    raise FileNotFoundError


def test_too_much_memory_is_seen(tmp_path: Path) -> None:
    code = "print('ready', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        size = resident(child.pid)
        assert watching(tmp_path, child.pid, memory=2 * size).over() == ""
        assert watching(tmp_path, child.pid, memory=size // 2).over() == "memory"
        child.communicate(b"\n")


def test_what_a_worker_started_counts_with_it(tmp_path: Path) -> None:
    large = "import sys; x = b'x' * (100 << 20); print('ready', flush=True); sys.stdin.read()"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}])"
    with subprocess.Popen([sys.executable, "-c", starts], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        assert worker.stdout
        assert worker.stdin
        worker.stdout.readline()
        alone = resident(worker.pid)
        assert alone < 90 * MIB
        assert watching(tmp_path, worker.pid, memory=alone + 90 * MIB).over() == "memory"
        assert watching(tmp_path, worker.pid, memory=alone + 200 * MIB).over() == ""
        worker.stdin.close()


def test_files_are_counted_and_weighed_however_deep_they_lie(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "large").write_bytes(bytes(range(256)) * 8192)  # 2 MiB
    assert watching(tmp_path).over() == ""
    assert watching(tmp_path, size=3 * MIB).over() == ""
    assert watching(tmp_path, size=1 * MIB).over() == "files"
    assert watching(tmp_path, files=2).over() == "files"


def test_a_folder_too_deep_to_be_searched_is_too_much(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert watching(tmp_path, files=1000).over() == "files"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_its_owner_closed_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o300)
    try:
        assert watching(tmp_path).over() == "files"
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_a_scratch_folder_that_is_gone_or_closed_is_no_offence(tmp_path: Path) -> None:
    assert watching(tmp_path / "gone").over() == ""
    (tmp_path / "shut").mkdir(mode=0)
    assert watching(tmp_path / "shut").over() == ""


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/usr", target_is_directory=True)
    assert watching(tmp_path).over() == ""


def test_where_no_blocks_are_counted_a_file_weighs_its_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large").write_bytes(bytes(3 * MIB))
    monkeypatch.setattr(watch, "_space", lambda file: real(SimpleNamespace(st_size=file.st_size)), raising=True)  # type: ignore[arg-type]  # all that it looks at
    assert watching(tmp_path, size=4 * MIB).over() == ""
    assert watching(tmp_path, size=2 * MIB).over() == "files"
