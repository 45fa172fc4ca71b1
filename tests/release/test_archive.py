"""The same source gives the same bytes."""

import io
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

from grader.submission.pack import pack
from tests.conftest import ROOT
from tests.processes import CLONE


def test_an_archive_depends_on_names_and_contents_alone() -> None:
    first = pack({"b/two": b"2", "a": b"1"}, programs=["a"])
    assert first == pack({"a": b"1", "b/two": b"2"}, programs=["a"])
    assert first != pack({"a": b"1", "b/two": b"2"})
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        one, two = archive.infolist()
    assert (one.filename, stat.S_IMODE(one.external_attr >> 16)) == ("a", 0o755)
    assert (two.filename, stat.S_IMODE(two.external_attr >> 16)) == ("b/two", 0o644)
    assert one.date_time == two.date_time == (1980, 1, 1, 0, 0, 0)
    assert one.compress_type == zipfile.ZIP_STORED


def test_another_clone_at_another_time_gives_the_same_release(files: dict[str, bytes], tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    for name in ("grader", "solutions", "assignments", "checks", "extras", "data"):
        shutil.copytree(ROOT / name, clone / name, copy_function=shutil.copyfile)
    for name in ("course.toml", "pyproject.toml", "constraints.txt", "LICENSE"):
        shutil.copyfile(ROOT / name, clone / name)
    for number, path in enumerate(sorted(clone.rglob("*"), reverse=True)):
        os.utime(path, (2**30 + number, 2**30 + number))
        path.chmod(0o700)
    (clone / "grader" / ".unit.py.swp").write_text("an editor's own")
    (clone / "grader" / "__pycache__").mkdir(exist_ok=True)
    (clone / "grader" / "__pycache__" / "left.py").write_text("")
    command = [sys.executable, "-m", "grader", "release", "--out", str(tmp_path / "dist"), "--seed", "0", "--no-trial"]
    around = {**os.environ, "PYTHONPATH": str(clone), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=clone, env=around, capture_output=True, text=True, check=True)
    made = {
        str(each.relative_to(tmp_path / "dist")): each.read_bytes()
        for each in (tmp_path / "dist").rglob("*")
        if each.is_file()
    }
    assert {name for name in files if made.get(name) != files[name]} == set()
    assert set(made) == {*files, "instructor/seed.json"}
    assert done.stdout.splitlines()[-1] == (
        "learner/ is for everyone. instructor/ holds solutions, hidden checks and the seed: keep it to yourself."
    )


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "learner").write_text("a file, and no folder")
    command = [sys.executable, "-m", "grader", "release", "--out", ".", "--no-trial"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 2
    assert done.stderr == f"{CLONE}learner cannot be written (File exists): give --out another folder.\n"
