"""`python -m tests.bench [floor] [class] [peers] [nbgrader] [gpu] [--repeats N] [--sizes 10,100] [--learners N]`: all of them by default."""

import argparse

from rich.console import Console

from tests.bench import classroom, floor, gpu, peers
from tests.notebooks import bench as notebooks

BENCHES = ("floor", "class", "peers", "nbgrader", "gpu")


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory, as ratios measured side by side in one run.")
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []], help="which ones (default: all)")
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--sizes", default="10,100", help="of the classes")
    parser.add_argument("--learners", type=int, default=40, help="who hand in a notebook to nbgrader")
    options = parser.parse_args()
    console = Console()
    wanted = options.benches or BENCHES
    if "floor" in wanted:
        floor.bench(console, options.repeats)
    if "class" in wanted:
        classroom.bench(console, tuple(int(size) for size in options.sizes.split(",")))
    if "peers" in wanted:
        peers.bench(console, max(1, options.repeats // 5))
    if "nbgrader" in wanted:
        notebooks.bench(console, options.learners)
    if "gpu" in wanted:
        gpu.bench(console, options.repeats)


if __name__ == "__main__":
    main()
