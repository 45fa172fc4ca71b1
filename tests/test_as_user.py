"""The tests of what protects a grade, by other users than the one who runs these."""

import subprocess
import sys

import pytest

from tests import as_user
from tests.conftest import ROOT

HANGING = 1800  # seconds


@pytest.mark.slow
@pytest.mark.parametrize("user", as_user.USERS)
def test_what_protects_a_grade_holds_for(user: str) -> None:
    command = [sys.executable, "-m", "tests.as_user", user]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=HANGING
    )
    print(done.stdout)
    if done.returncode == as_user.IMPOSSIBLE:
        pytest.skip(done.stdout.splitlines()[-1])
    assert done.returncode == 0
    assert " passed" in done.stdout.splitlines()[-1]
