"""However a run ends, no process of it goes on, and nothing that its submissions wrote stays in the temporary folder."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.course import Course
from grader.protocol.scratch import PREFIX
from tests.processes import GUARD, until

pytestmark = [pytest.mark.security, pytest.mark.slow]

CLASS = 6
WRITES = """

import pathlib


def mnist_distance(a, b):
    pathlib.Path("written").write_text("what a learner wrote")
    return (a - b).abs().mean((-1, -2))
"""


@dataclass
class Run:
    """A class that is being graded by several processes, with a temporary folder of its own."""

    process: subprocess.Popen[str]
    temporary: Path
    out: Path

    def has_begun(self) -> None:
        """Wait until a first result is there: then every grading process is at work, or about to be."""
        until(lambda: list(self.out.glob("submissions/*/result.json")) or self.process.poll() is not None, "a first result")
        assert self.process.poll() is None

    def has_left_nothing(self) -> None:
        until(lambda: not list(self.temporary.glob(f"{PREFIX}*")), "the end of all scratch folders")
        until(lambda: not _processes(str(self.temporary)), "the end of all processes")


def _processes(folder: str) -> list[str]:
    """The zygotes whose workers' folders lie in this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [path.parent.name] if folder.encode() in path.read_bytes() else []
        except OSError:  # it has just ended
            continue
    return found


@pytest.fixture
def run(tmp_path: Path, course: Course) -> Iterator[Run]:
    for each in (tmp_path, *tmp_path.parents):  # pytest's own folders are private, and root's workers may be other users
        if os.access(each, os.W_OK) and each.name.startswith(("pytest-", "popen-", "test_")):
            each.chmod(0o711)
    temporary = Path(tempfile.mkdtemp(prefix="t-"))  # a short path, which the fork server's socket fits in
    temporary.chmod(0o711)
    for number in range(CLASS):
        folder = tmp_path / "class" / f"s{number}"
        folder.mkdir(parents=True)
        (folder / "unit02_similarity.py").write_text(f"{course.reference['unit02_similarity']}{WRITES}# {number}\n")
    words = [sys.executable, "-m", "grader", "grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--jobs", "2"]
    process = subprocess.Popen(
        words,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield Run(process, temporary, tmp_path / "out")
    process.kill()
    process.communicate()
    shutil.rmtree(temporary)


def test_a_run_that_ends_by_itself(run: Run) -> None:
    said, _ = run.process.communicate(timeout=GUARD)
    assert run.process.returncode == 0, said
    assert list(run.temporary.glob(f"{PREFIX}*")) == []
    run.has_left_nothing()


def test_a_run_that_is_interrupted(run: Run) -> None:
    run.has_begun()
    os.killpg(run.process.pid, signal.SIGINT)  # as a terminal does it: every process of the group gets it
    said, _ = run.process.communicate(timeout=GUARD)
    assert run.process.returncode == 130, said
    assert "Traceback" not in said
    run.has_left_nothing()


def test_a_run_that_is_killed(run: Run) -> None:
    run.has_begun()
    run.process.kill()
    run.has_left_nothing()
