"""Lanes import what is installed, whatever lies in the folder where `grader grade` is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.classroom import forks
from grader.course import Course
from tests.processes import GUARD

pytestmark = [pytest.mark.security, pytest.mark.slow]

GRADER = Path(sys.executable).with_name("grader")  # as it is typed: `python -m grader` would look into this folder by itself
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


def test_what_this_process_starts_later_keeps_its_own_path() -> None:
    before = os.environ.get("PYTHONSAFEPATH")
    forks.context()
    assert os.environ.get("PYTHONSAFEPATH") == before
