"""An unexpected skip fails `make test-all`, and names the test and its reason."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import skips
from tests.conftest import ROOT
from tests.processes import finish

CONFTEST = 'pytest_plugins = ("tests.skips",)\n'


def ran(folder: Path, reason: str, **variables: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_one.py").write_text(f"import pytest\n\n@pytest.mark.skip(reason={reason!r})\ndef test_one(): ...\n")
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder)
    return finish(*command, cwd=folder, PYTHONPATH=str(ROOT), **variables)


@pytest.mark.parametrize(
    ("reason", "asked", "status"),
    [("no browser", "1", 1), ("no browser", "", 0), (next(iter(skips.GPU)), "1", 0)],
)
def test_only_a_skip_that_is_not_listed_fails(tmp_path: Path, reason: str, asked: str, status: int) -> None:
    done = ran(tmp_path, reason, NO_OTHER_SKIPS=asked)
    assert done.returncode == status, done.stdout + done.stderr
    assert ("test_one.py::test_one was skipped: no browser" in done.stdout) == (status == 1)
