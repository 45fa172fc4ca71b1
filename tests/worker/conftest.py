"""Two places to try things in: `bare`, a plain forked child, and `locked`, a worker with every layer of the lock-down."""

from collections.abc import Iterator

import pytest

from grader.worker.lockdown import landlock, seccomp
from tests.worker.cell import Cell


@pytest.fixture(scope="session")
def bare() -> Iterator[Cell]:
    cell = Cell()
    yield cell
    cell.close()


@pytest.fixture(scope="session")
def locked() -> Iterator[Cell]:
    if landlock.abi() == 0:
        pytest.skip("this kernel has no Landlock")
    if seccomp.program() is None:
        pytest.skip("there is no seccomp filter for this architecture")
    cell = Cell("torch", "locked")
    yield cell
    cell.close()
