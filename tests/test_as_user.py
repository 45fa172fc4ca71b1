"""The tests of what protects a grade, by another user than the one who runs these."""

import sys

import pytest

from tests import as_user
from tests.conftest import ROOT
from tests.processes import finish


@pytest.mark.slow
def test_what_protects_a_grade_holds_for_an_ordinary_user() -> None:
    """The others of USERS take four minutes each: make users."""
    done = finish(sys.executable, "-m", "tests.as_user", "nobody", cwd=ROOT)
    if done.returncode == as_user.IMPOSSIBLE:
        said = done.stdout.splitlines()[-1].removeprefix(as_user.NOT_TRIED).removesuffix(".")
        pytest.skip(as_user.NO_MOUNTS if as_user.NO_MOUNTS in said else said)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout.splitlines()[-1]
