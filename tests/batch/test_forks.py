"""Grading processes import what is installed, whatever lies in the folder where `grader grade` is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.batch import fork_server
from grader.course import Course
from tests.processes import GUARD

pytestmark = [pytest.mark.security, pytest.mark.slow]

GRADER = Path(sys.executable).with_name("grader")  # as it is typed: `python -m grader` would look into this folder by itself
STUB = (Path(__file__).resolve().parents[2] / "assignments" / "unit02_similarity.py").read_text()
MARK = "from pathlib import Path\nPath(__file__ + '.was-run').touch()\nraise SystemExit\n"


def test_a_submission_in_this_folder_is_no_library(tmp_path: Path, course: Course) -> None:
    for name in ("numpy", "torch", "multiprocessing", "queue", "typing_extensions"):
        (tmp_path / f"{name}.py").write_text(MARK)
    stub = (course.root / "assignments" / "unit02_similarity.py").read_text()
    for name in ("alice", "bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "unit02_similarity.py").write_text(f"{stub}\n# {name}\n")
    done = subprocess.run(
        [str(GRADER), "grade", "alice", "bob", "--out", "results", "--jobs", "2", "--seed", "0"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")},
        capture_output=True,
        text=True,
        timeout=GUARD,
    )
    assert done.returncode == 0, done.stderr
    assert [each.name for each in tmp_path.glob("*.was-run")] == []
    lines = json.loads((tmp_path / "results" / "results.json").read_text())["submissions"]
    assert [each["submission"] for each in lines] == ["alice", "bob"]
    assert all(status != "ungraded" for each in lines for status in each["exercises"].values())


def test_a_temporary_folder_too_deep_for_a_socket_is_no_obstacle(tmp_path: Path) -> None:
    for each in (tmp_path, *tmp_path.parents):  # pytest's own folders are private, and root's workers may be other users
        if os.access(each, os.W_OK) and each.name.startswith(("pytest-", "popen-", "test_")):
            each.chmod(0o711)
    deep = tmp_path / ("d" * 108)
    deep.mkdir(mode=0o711)
    for name in ("alice", "bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "unit02_similarity.py").write_text(f"{STUB}\n# {name}\n")
    done = subprocess.run(
        [str(GRADER), "grade", "alice", "bob", "--out", "results", "--jobs", "2", "--seed", "0"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(deep)},
        capture_output=True,
        text=True,
        timeout=GUARD,
    )
    assert done.returncode == 0, done.stderr
    lines = json.loads((tmp_path / "results" / "results.json").read_text())["submissions"]
    assert [each["score"] for each in lines] == [0.0, 0.0]


def test_what_this_process_starts_later_keeps_its_own_path() -> None:
    before = os.environ.get("PYTHONSAFEPATH")
    fork_server.context()
    assert os.environ.get("PYTHONSAFEPATH") == before
