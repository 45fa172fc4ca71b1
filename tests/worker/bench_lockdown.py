"""What the lock-down costs: run `python -m tests.worker.bench_lockdown`.

Forks with and without it take turns in one run, from one process that has imported torch. The figure is the time from before the
fork to the moment at which the child could read its first byte, as that child sees it, in milliseconds.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

ROUNDS = 200
LIMITS = (20, 2 << 30, 64 << 20, 64)  # seconds, bytes, bytes, files


def main() -> None:
    import torch

    from grader.worker.lockdown import mounts, preparation

    torch.ones(64, 784).mm(torch.ones(784, 30))
    prepared = preparation.prepare(os.getpid())
    base = Path(tempfile.mkdtemp(prefix="bench-"))
    base.chmod(0o711)
    times: dict[str, list[float]] = {"bare fork": [], "fork and lock-down": [], "of that, the lock-down": []}
    for number in range(ROUNDS):
        scratch = base / str(number)
        scratch.mkdir()
        claim = prepared.claim()
        user = claim.uid if claim else None
        if (owner := prepared.owner(user)) is not None:
            os.chown(scratch, owner, owner)
        times["bare fork"].append(_child(None, "", None)[0])
        whole, inside = _child(prepared, str(scratch), user)
        times["fork and lock-down"].append(whole)
        times["of that, the lock-down"].append(inside)
        mounts.release(str(scratch))
        if claim:
            claim.close()
        scratch.rmdir()
    base.rmdir()
    print(
        f"{len(prepared.rules)} rules, {len(prepared.filters[False] or b'') // 8} instructions, {ROUNDS} rounds; milliseconds"
    )
    for name, each in times.items():
        print(
            f"{name:24} median {statistics.median(each):6.2f}   95th percentile {statistics.quantiles(each, n=20)[-1]:6.2f}"
        )


def _child(prepared: object, scratch: str, user: int | None) -> tuple[float, float]:
    """Milliseconds since before the fork, and those spent in the lock-down."""
    from grader.worker.lockdown import enter, preparation

    reading, writing = os.pipe()
    start = time.perf_counter()
    if (pid := os.fork()) == 0:
        before = time.perf_counter()
        if isinstance(prepared, preparation.Prepared):
            enter.enter(prepared, prepared.bounded(enter.Rlimits(*LIMITS), user), scratch, writing, user)
            writing = enter.WIRE_FD
        now = time.perf_counter()
        os.write(writing, f"{(now - start) * 1e3} {(now - before) * 1e3}".encode())
        os._exit(0)
    os.close(writing)
    whole, inside = (float(each) for each in os.read(reading, 100).split())
    os.close(reading)
    os.waitpid(pid, 0)
    return whole, inside


if __name__ == "__main__":
    main()
