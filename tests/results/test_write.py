"""What is written is whole or absent: after a failure, on a full disk, and while others write the same file."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from grader.results.write import write, write_json

LONG = 200_000  # characters: so much is not written in one go
WRITER = f"""
import sys
from pathlib import Path
from grader.results.write import write_json

for _ in range(60):
    write_json(Path(sys.argv[1]), {{"text": sys.argv[2] * {LONG}}})
"""


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "result.json"
    write_json(path, {"name": "ä\ud83d"})  # with half a character, as a notebook may hold
    assert json.loads(path.read_text(encoding="utf-8")) == {"name": "ä\ud83d"}
    with pytest.raises(TypeError):
        write_json(path, {"name": object()})
    assert json.loads(path.read_text(encoding="utf-8")) == {"name": "ä\ud83d"}
    assert [each.name for each in path.parent.iterdir()] == ["result.json"]


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "text", "a\r\nä\n")
    write(tmp_path / "bytes", b"\x00\xff")
    assert (tmp_path / "text").read_bytes() == "a\r\nä\n".encode()
    assert (tmp_path / "bytes").read_bytes() == b"\x00\xff"
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o644}


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_failure_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "a temporary name")

    path = tmp_path / "kept"
    write(path, "before")
    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left") as raised:
        write(path, "after")
    assert raised.value.filename == str(path)  # and not that of the temporary file, which nobody knows
    write(path, "after", harmless=True)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for inner in ("file/state.json", "gone/deeper/state.json"):
        write_json(tmp_path / inner, {}, harmless=True)
        assert not (tmp_path / inner).exists()
    assert not (tmp_path / "gone").exists()  # a learner's folder that was deleted is not made again
    with pytest.raises(OSError, match="file"):
        write_json(tmp_path / "file" / "state.json", {})


def test_two_processes_write_one_file_and_whoever_reads_finds_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "state" / "progress.json"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), letter]) for letter in "ab"]
    found: set[str] = set()
    while any(each.poll() is None for each in writers):
        if path.exists():
            text = json.loads(path.read_text(encoding="utf-8"))["text"]
            assert len(text) == LONG
            found |= set(text)
    assert [each.wait() for each in writers] == [0, 0]
    assert found == {"a", "b"}
    assert [each.name for each in path.parent.iterdir()] == ["progress.json"]
