"""Where something is scarce that all share, nobody gains points by it: see scarce.py. `make hostile` tries more of it."""

import os
import shutil
from pathlib import Path

import pytest

from tests.hostile import scarce

pytestmark = pytest.mark.slow

ROOT_ALONE = "only root can make things scarce for a run"
ONCE = {"processes-of-a-cgroup": Path("/sys/fs/cgroup/pids"), "memory-of-a-cgroup": Path("/sys/fs/cgroup/memory"), "room-on-the-disk": Path("/")}


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason=ROOT_ALONE)
@pytest.mark.parametrize("what", ONCE)
def test_nobody_gains_by_what_is_scarce_and_honest_work_is_graded(what: str) -> None:
    if not os.access(ONCE[what], os.W_OK) or not shutil.which("unshare"):
        pytest.skip(scarce.IMPOSSIBLE)
    assert scarce.SCARCE[what](2) == []
