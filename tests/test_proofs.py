"""What is proved is kept until something changes that it depends on, and only then."""

import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import proofs
from tests.conftest import ROOT
from tests.processes import finish

CHECK = Path("checks/hidden/unit02_similarity/check_is_3.py")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the proofs need of this checkout."""
    for name in ("grader", "tests", "solutions", "assignments", "checks", "extras", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("course.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def proved(folder: Path, *words: str) -> tuple[int, int]:
    """How many tests of two exercises were run, all with success, and how many were left out with a line that says so."""
    command = (sys.executable, "-m", "pytest", "-q", "tests/checks/test_unit02.py", "-k", "[is_3 or [l1_distance", *words)
    done = finish(*command, cwd=folder, KEEP_PROOFS=1, COVERED="", PYTHONPATH=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    passed, left_out = re.search(r"(\d+) passed", done.stdout), re.search(r"^Not run: (\d+) tests", done.stdout, re.M)
    return int(passed[1]) if passed else 0, int(left_out[1]) if left_out else 0


@pytest.mark.slow
def test_a_second_run_proves_only_what_changed(checkout: Path) -> None:
    everything, none = proved(checkout)
    assert everything > 10
    assert none == 0
    assert proved(checkout, "-n", "2") == (0, everything)
    with (checkout / CHECK).open("a") as file:
        file.write("# another line\n")
    again, left_out = proved(checkout, "-n", "2")
    assert again + left_out == everything
    assert 0 < again < everything
    assert proved(checkout) == (0, everything)
    for name in ("grader/protocol/stream.py", "solutions/demo.py", "assignments/unit01_pixels.py"):
        with (checkout / name).open("a") as file:
            file.write("# what all of them depend on\n")
        assert proved(checkout) == (everything, 0), name


def test_an_exercise_depends_on_itself_and_on_the_file_of_its_test() -> None:
    here, other = Path(__file__), ROOT / "tests" / "conftest.py"
    found = {proofs.of_exercise("is_3", here), proofs.of_exercise("mnist_distance", here), proofs.of_exercise("is_3", other)}
    assert len(found) == 3


def report(when: str, passed: bool, name: str = "a", **more: str) -> Any:
    return SimpleNamespace(nodeid=name, when=when, passed=passed, user_properties=list(more.items()))


@pytest.fixture
def keeper(tmp_path: Path) -> proofs.Keeper:
    kept = {proofs.NOTES: {"b": "2"}}
    return proofs.Keeper(SimpleNamespace(cache=SimpleNamespace(get=kept.get, set=kept.__setitem__)))  # type: ignore[arg-type]  # as much of a config as it asks for


def test_only_what_passed_to_its_end_is_noted(keeper: proofs.Keeper) -> None:
    for when in ("setup", "call", "teardown"):
        keeper.pytest_runtest_logreport(report(when, True, proof="1"))
    assert keeper.notes == {"a": "1", "b": "2"}
    keeper.pytest_runtest_logreport(report("teardown", False, proof="1"))
    assert keeper.notes == {"b": "2"}
    keeper.pytest_runtest_logreport(report("call", False, "b", proof="3"))
    keeper.pytest_runtest_logreport(report("call", True, "c"))
    assert keeper.notes == {}


def test_what_is_left_out_is_said(keeper: proofs.Keeper) -> None:
    said: list[str] = []
    keeper.pytest_terminal_summary(SimpleNamespace(write_line=said.append))  # type: ignore[arg-type]  # a reporter's only method in use
    assert said == []
    for count in (7, 7, 0):
        keeper.pytest_testnodedown(SimpleNamespace(workeroutput={"proofs": count}))
    keeper.pytest_terminal_summary(SimpleNamespace(write_line=said.append))  # type: ignore[arg-type]  # as above
    assert said == [
        "Not run: 7 tests of single exercises; they passed before, and nothing that they depend on has changed. "
        "make with KEEP_PROOFS= runs them, too."
    ]
