"""Processes of a run are killed at random: whatever dies, every submission ends with its right result, and none is graded twice."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import Course
from grader.results import upgrade
from tests.processes import GUARD, until

pytestmark = [pytest.mark.security, pytest.mark.slow]

CLASS, KILLS = int(os.environ.get("KILLING_CLASS", "24")), int(os.environ.get("KILLING_KILLS", "6"))
WRONG = "\n\ndef mnist_distance(a, b):\n    return (a - b).mean((-1, -2))\n"


def test_a_run_survives_the_death_of_its_processes(tmp_path: Path, course: Course) -> None:
    chance = random.Random(7)
    for number in range(CLASS):
        (tmp_path / "class" / f"s{number}").mkdir(parents=True)
        text = course.reference["unit02_similarity"] + (WRONG if number % 2 else "") + f"\n# {number}\n"
        (tmp_path / "class" / f"s{number}" / "unit02_similarity.py").write_text(text)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "grader", "grade", str(tmp_path / "class"), "--out", str(out), "--jobs", "2", "--seed", "0"]
    stamps: dict[str, int] = {}
    orphans: list[int] = []
    process: subprocess.Popen[bytes] | None = None
    for kill in range(KILLS):
        if process is None or process.poll() is not None:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_until_there_are(min(CLASS, (kill + 1) * CLASS // (KILLS + 1)), out, process)
        _note(out, stamps)
        if process.poll() is None:
            victim = process.pid if kill == 0 else chance.choice([process.pid, *_descendants(process.pid)])
            orphans += _descendants(process.pid) if victim == process.pid else []
            _kill(victim)
    assert process is not None
    _wait_until_gone(orphans)
    process.wait(GUARD)
    _note(out, stamps)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=GUARD)
    _note(out, stamps)
    assert len(stamps) == CLASS
    for name in stamps:
        found = upgrade.read(out / "submissions" / name / "result.json")
        assert found is not None
        failed = {each["name"] for each in found["exercises"] if each["status"] == "failed"}
        assert failed == ({"mnist_distance"} if int(name[1:]) % 2 else set())
        assert "ungraded" not in {each["status"] for each in found["exercises"]}


def _wait_until_there_are(count: int, out: Path, process: subprocess.Popen[bytes]) -> None:
    def are_there() -> bool:
        return len(list(out.glob("submissions/*/result.json"))) >= count or process.poll() is not None

    until(are_there, f"{count} results, or the end of the run")


def _wait_until_gone(pids: list[int]) -> None:
    """What a killed grader leaves behind ends by itself."""
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "the end of a killed run's processes")


def _note(out: Path, stamps: dict[str, int]) -> None:
    """What was graded stays as it is: a result that is written again would have another time."""
    for path in out.glob("submissions/*/result.json"):
        written = path.stat().st_mtime_ns
        assert stamps.setdefault(path.parent.name, written) == written


def _descendants(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob(f"{pid}/task/*/children"):
        try:
            children = [int(each) for each in path.read_text().split()]
        except OSError:  # it has just ended
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:  # a worker lives for a moment only
        return
