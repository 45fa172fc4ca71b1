"""An unexpected skip fails `make test-all`, and names the test and its reason."""

import ast
import subprocess
import sys
from collections.abc import Iterator
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


def reasons(path: Path) -> Iterator[str]:
    """The reasons for skips that a file of tests spells out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".skip", ".skipif")):
            words = [each.value for each in node.keywords if each.arg == "reason"] or node.args[:1]
            yield from (each.value for each in words if isinstance(each, ast.Constant) and isinstance(each.value, str))


def test_each_reason_is_allowed_or_known_to_fail() -> None:
    """A reason that is only met as root, or as nobody, would else fail the long run alone."""
    files = [each for each in (ROOT / "tests").rglob("*.py") if "attacks" not in each.parts]
    listed = {*skips.GPU, *skips.OF_ROOT, *skips.OF_USERS, *skips.OF_CONTAINERS, *skips.MISSING}
    met = {(reason, str(each.relative_to(ROOT))) for each in files for reason in reasons(each)}
    assert sorted(each for each in met if each[0] not in listed) == []
    assert {reason for reason, _ in met} & skips.MISSING == skips.MISSING
