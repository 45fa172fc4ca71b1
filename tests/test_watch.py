"""What the zygote watches: a worker that takes too much is found out, and one that does not is left alone."""

import mmap
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from grader.protocol import watchdog
from grader.protocol.watchdog import Watchdog, resident

MIB = 1 << 20
real = watchdog._space


def watching(
    folder: Path, pid: int = 0, memory: int = 1 << 50, size: int = 1 << 50, files: int = 10, threads: int = 1 << 20, **more: int
) -> Watchdog:
    return Watchdog(pid or os.getpid(), str(folder), memory, size, files, threads, **more)


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
    monkeypatch.setattr(watchdog, "PROC", False)
    monkeypatch.setattr(Path, "read_text", missing)
    assert resident(2**22 + 1) == 0
    assert watchdog.descendants(2**22 + 1) == []
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


def test_a_file_that_vanishes_while_we_look_does_not_end_the_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"x" * MIB)
    gone = iter(("a", "b"))

    def weigh(entry: "os.DirEntry[str]") -> int:
        if name := next(gone, ""):
            (tmp_path / name).unlink(missing_ok=True)
        return real(entry)

    monkeypatch.setattr(watchdog, "_space", weigh)
    assert watching(tmp_path, size=MIB // 2).over() == "files"


def test_a_mapped_file_counts_although_its_name_is_gone(tmp_path: Path) -> None:
    own = os.open("/proc/self/maps", os.O_RDONLY)
    kept = []
    for _ in range(3):
        (tmp_path / "nameless").write_bytes(b"x" * 4096)
        with open(tmp_path / "nameless", "r+b") as file:
            kept += [mmap.mmap(file.fileno(), 4096), mmap.mmap(file.fileno(), 4096)]
        (tmp_path / "nameless").unlink()
    assert watching(tmp_path, size=3 * MIB, file=MIB, maps=own).over() == ""
    assert watching(tmp_path, size=3 * MIB - 1, file=MIB, maps=own).over() == "files"
    assert watching(tmp_path / "other", size=0, file=MIB, maps=own).over() == ""
    os.close(own)
    for each in kept:
        each.close()


def test_the_maps_of_a_process_that_is_gone_hold_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE) as child:
        maps = os.open(f"/proc/{child.pid}/maps", os.O_RDONLY)
        child.communicate()
    assert watching(tmp_path, size=0, file=MIB, maps=maps).over() == ""
    os.close(maps)


def test_files_that_lie_in_memory_count_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large").write_bytes(b"x" * MIB)
    held = 1 << 40
    monkeypatch.setattr(watchdog, "_kind", lambda device: "ext4")
    monkeypatch.setattr(watchdog, "descendants", lambda pid: [])
    monkeypatch.setattr(watchdog, "resident", lambda pid: held)
    assert watching(tmp_path, memory=held).over() == ""
    monkeypatch.setattr(watchdog, "_kind", lambda device: "tmpfs")
    assert watching(tmp_path, memory=held).over() == "memory"
    assert watching(tmp_path, memory=held + 2 * MIB).over() == ""


def test_a_folder_that_is_a_file_system_of_its_own_counts_as_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "file_system", lambda folder: 5 * MIB)
    monkeypatch.setattr(watchdog, "descendants", lambda pid: [])
    monkeypatch.setattr(watchdog, "resident", lambda pid: MIB)
    (tmp_path / "large").write_bytes(bytes(range(256)) * 8192)  # its bounds are the kernel's to keep
    assert watching(tmp_path, memory=6 * MIB, size=0, files=0).over() == ""
    assert watching(tmp_path, memory=5 * MIB, size=0, files=0).over() == "memory"


def test_only_a_file_system_of_its_own_is_taken_for_one(tmp_path: Path) -> None:
    assert watchdog.file_system(str(tmp_path)) is None
    assert watchdog.file_system(str(tmp_path / "gone")) is None
    assert watchdog.file_system("/proc") is not None


@pytest.mark.skipif(not watchdog.PROC, reason="there is no /proc to read it from")
def test_the_kind_of_a_file_system_is_known() -> None:
    assert watchdog._kind(os.stat("/proc").st_dev) == "proc"
    assert watchdog._kind(os.makedev(4000, 4000)) == ""


def test_too_many_threads_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "descendants", lambda pid: [])
    before = watchdog.threads(os.getpid())
    over = Event()
    started = [Thread(target=over.wait) for _ in range(5)]
    for each in started:
        each.start()
    assert watchdog.threads(os.getpid()) == before + 5
    assert watching(tmp_path, threads=before + 5).over() == ""
    assert watching(tmp_path, threads=before + 4).over() == "threads"
    over.set()
    for each in started:
        each.join()


def test_a_process_that_is_gone_has_no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert watchdog.threads(2**22 + 1) == 0
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"")  # what /proc gives of one that is just ending
    assert watchdog.threads(os.getpid()) == 0


def test_where_there_is_no_proc_psutil_knows_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "PROC", False)
    monkeypatch.setattr(Path, "read_bytes", missing)
    assert watchdog.threads(os.getpid()) > 0
    assert watchdog.threads(2**22 + 1) == 0


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


class Longer:
    """An entry of a folder as Windows knows it."""

    def __init__(self, entry: "os.DirEntry[str]") -> None:
        self.stat = lambda follow_symlinks: SimpleNamespace(st_size=entry.stat().st_size)


def test_where_no_blocks_are_counted_a_file_weighs_its_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "large").write_bytes(bytes(3 * MIB))
    monkeypatch.setattr(watchdog, "_space", lambda entry: real(Longer(entry)))  # type: ignore[arg-type]  # all that it looks at
    assert watching(tmp_path, size=4 * MIB).over() == ""
    assert watching(tmp_path, size=2 * MIB).over() == "files"
