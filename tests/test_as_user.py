"""The tests of what protects a grade, by other users than the one who runs these."""

import sys

import pytest

from tests import as_user
from tests.conftest import ROOT
from tests.processes import finish


@pytest.mark.slow
@pytest.mark.parametrize("user", as_user.USERS)
def test_what_protects_a_grade_holds_for(user: str) -> None:
    done = finish(sys.executable, "-m", "tests.as_user", user, cwd=ROOT)
    if done.returncode == as_user.IMPOSSIBLE:
        pytest.skip(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout.splitlines()[-1]
