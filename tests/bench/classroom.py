"""A class by `grader grade`, as an instructor starts it: how time and memory grow, and what a second job gains."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader import course as courses
from tests.bench.measure import import_torch, table, timed

UNIT = "unit02_similarity"
SPIN = "s = 0\nfor i in range(20_000_000):\n    s += i\n"


@dataclass(frozen=True)
class Run:
    """One run: seconds in all, seconds to the first result, and the grading process's largest resident size."""

    seconds: float
    first: float
    mib: float


def class_of(folder: Path, count: int) -> None:
    """Submissions of one small unit, no two alike, every other one with a mistake."""
    text = courses.load().reference[UNIT]
    for number in range(count):
        (folder / f"s{number:05}").mkdir(parents=True)
        wrong = "\n\ndef mnist_distance(a, b):\n    return (a - b).mean((-1, -2))\n" if number % 2 else ""
        (folder / f"s{number:05}" / f"{UNIT}.py").write_text(f"{text}{wrong}\n# {number}\n")


def run(count: int, jobs: int) -> Run:
    """Grade a fresh class of `count`."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = Path(scratch, "class"), Path(scratch, "out")
        class_of(folder, count)
        command = [sys.executable, "-m", "grader", "grade", str(folder), "--out", str(out), "--jobs", str(jobs), "--seed", "0"]
        start, first, peak = time.perf_counter(), 0.0, 0.0
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"})
        while process.poll() is None:
            if not first and any(out.glob("submissions/*/result.json")):
                first = time.perf_counter() - start
            peak = max(peak, _resident(process.pid))
            time.sleep(0.02)
        seconds = time.perf_counter() - start
        assert process.returncode == 0
        assert len(list(out.glob("submissions/*/result.json"))) == count
    return Run(seconds, first, peak)


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def two_processes() -> float:
    """How much two bare Python processes gain over one on this machine, right now: two at most."""

    def spin() -> None:
        subprocess.run([sys.executable, "-c", SPIN], check=True)

    alone = timed(spin)
    with ThreadPoolExecutor(2) as pool:
        both = timed(lambda: list(pool.map(lambda _: spin(), range(2))))
    return 2 * alone / both


def bench(console: Console, sizes: tuple[int, ...]) -> None:
    """Print time and memory by the size of the class, for one job and for two."""
    unit = min(timed(import_torch) for _ in range(3))
    shown = table(
        "A class of small submissions", "submissions", "jobs", "s", "first, × import torch", "ms each", "peak MiB"
    )
    runs = {(count, jobs): run(count, jobs) for count in sizes for jobs in (1, 2)}
    for (count, jobs), each in runs.items():
        smallest = runs[sizes[0], jobs]
        more = count - sizes[0]
        slope = f"{(each.seconds - smallest.seconds) / more * 1000:.0f}" if more else ""
        shown.add_row(
            str(count), str(jobs), f"{each.seconds:.1f}", f"{each.first / unit:.2f}", slope, f"{each.mib:.0f}"
        )
    console.print(shown)
    if len(sizes) > 1:
        low, high = sizes[0], sizes[-1]
        gain = (runs[high, 1].seconds - runs[low, 1].seconds) / (runs[high, 2].seconds - runs[low, 2].seconds)
        console.print(f"A second job: {gain:.2f} × the throughput; two bare processes: {two_processes():.2f} ×.\n")
