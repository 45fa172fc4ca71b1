"""Which lines and branches the tests reach: `python -m tests.covered`, after a run of the tests with COVERED=1 (make test-all).

The proofs of single exercises (tests/proofs.py) are not measured: they are not run each time, and a figure must not depend on that.

coverage.py measures the tests' processes and the commands that they start. What runs beside student code it cannot measure: a worker
may write no file and is killed in the end. Those steps are noted in shared memory (tests/tracing/sitecustomize.py). Here the two are put
together and printed.
"""

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.tracing.sitecustomize import FILES, HALF, SIZE

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "covered"
ARCS = FOLDER / "workers"
TRACING = Path(__file__).with_name("tracing")


def asked() -> bool:
    """Whether this run of the tests is measured."""
    return bool(os.environ.get("COVERED"))


def traced(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process that forks workers: it notes their steps, where that is asked for."""
    if not asked():
        return dict(environment)
    path = os.pathsep.join(filter(None, [str(TRACING), environment.get("PYTHONPATH", "")]))
    return {**environment, "PYTHONPATH": path, "WORKER_ARCS": str(ARCS)}


def begin() -> None:
    """Forget the last run, and make room for the notes of the next."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for each in FOLDER.iterdir():
        each.unlink()
    with ARCS.open("wb") as file:
        file.truncate(len(FILES) * SIZE * SIZE)


def arcs() -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each file of the untrusted side with its steps, as coverage.py writes them: (line before, line), minus a first line for outside."""
    with ARCS.open("rb") as notes:
        for name in FILES:
            block = notes.read(SIZE * SIZE)
            places = (divmod(at, SIZE) for at, each in enumerate(block) if each)
            yield name, [(_number(before), _number(line)) for before, line in places]


def _number(noted: int) -> int:
    return noted if noted < HALF else HALF - noted


def main() -> int:
    """Print a table of files and what of them was not reached; the exit status."""
    from coverage import Coverage, CoverageData

    workers = CoverageData(str(FOLDER / "data.workers"))
    workers.add_arcs(dict(arcs()))
    workers.write()
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    with warnings.catch_warnings(action="ignore"):  # what a killed process was about to write
        coverage.combine()
    coverage.report(skip_covered=True, skip_empty=True, show_missing=True)
    return 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["begin"]:
            begin()
        case _:
            sys.exit(main())
