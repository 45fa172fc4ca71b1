"""Grade submissions on an idle machine, then beside four busy processes for each core, and count the verdicts that differ.

    python -m tests.busy FOLDER... [--each N] [--out FOLDER]

Limits count processor time and sleep, so none should: see grader/sandbox/clock.py. The exit status is 1 where one does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LOOP = "while True: pass"


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """So many processes that never rest."""
    running = [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(processes)]
    try:
        yield
    finally:
        for each in running:
            each.kill()
            each.wait()


def graded(folders: list[Path], out: Path) -> dict[tuple[str, str, str], Any]:
    """Every verdict by submission, exercise and check: all of it but the seconds."""
    command = [sys.executable, "-m", "grader", "grade", *map(str, folders), "--out", str(out), "--seed", "0", "--jobs", "2"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    found = {}
    for path in sorted((out / "submissions").glob("*/result.json")):
        for exercise in json.loads(path.read_text(encoding="utf-8"))["exercises"]:
            for number, check in enumerate(exercise["checks"]):
                said = {name: value for name, value in check.items() if name != "seconds"}
                found[path.parent.name, exercise["name"], f"{number} {check['name']}"] = said
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=4, help="busy processes for each core")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    out = given.out or Path(tempfile.mkdtemp(prefix="busy-"))
    start = time.monotonic()
    idle = graded(given.folders, out / "idle")
    between = time.monotonic()
    with busy(given.each * (os.cpu_count() or 1)):
        pressed = graded(given.folders, out / "busy")
    print(f"{between - start:.0f} s alone, {time.monotonic() - between:.0f} s beside {given.each} busy processes for each core")
    differ = [key for key in idle.keys() | pressed.keys() if idle.get(key) != pressed.get(key)]
    for key in sorted(differ):
        print(*key, json.dumps(idle.get(key)), json.dumps(pressed.get(key)), sep="\n  ")
    print(f"{len(idle)} verdicts of {len({key[0] for key in idle})} submissions: {len(differ)} differ.")
    return 1 if differ or not idle else 0


if __name__ == "__main__":
    raise SystemExit(main())
