"""A library of which inner parts are used has an upper bound: the next major version is let in by a person who has run these tests."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LISTED = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
ASKED = [Requirement(each) for listed in LISTED for each in listed]
# By the file of its canary: the library, and the only files of ours that use its inner parts, by a name of theirs.
ADAPTERS = {
    "pytest": (r"\b_pytest\b|_setupstate|runtestprotocol", {"grader/checking/session.py"}),
    "torch": (r"torch\.utils\._|torch\._|TorchDispatchMode|\._version", {"grader/worker/torch_internals.py"}),
    "nbgrader": (r"api\.create_engine|nbgrader\.apps|nbgrader\.converters\b", {"grader/notebooks/nbgrader/adapter.py"}),
    "ipython": (r"get_ipython\(|publish_display_data|ipykernel_|ipython-input", {"grader/notebooks/kernel/shell.py"}),
    "distributed": (r"get_connection_args|get_executor", {"grader/batch/dask.py"}),
}


@pytest.mark.parametrize("library", ADAPTERS)
def test_it_has_an_upper_bound(library: str) -> None:
    found = [each for each in ASKED if each.name == library]
    assert found, library
    assert all(any(part.operator == "<" for part in each.specifier) for each in found), f"{library} has no upper bound in pyproject.toml"


@pytest.mark.parametrize("library", ADAPTERS)
def test_one_file_knows_its_inner_parts(library: str) -> None:
    words, adapters = ADAPTERS[library]
    users = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grader").rglob("*.py") if re.search(words, path.read_text(encoding="utf-8"))}
    assert users == adapters


def test_multiprocessings_inner_parts_are_known_by_the_pool_and_the_fork_server() -> None:
    words = r"set_forkserver_preload|util\.Finalize|_executor_manager_thread|_pending_work_items"
    users = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grader").rglob("*.py") if re.search(words, path.read_text(encoding="utf-8"))}
    assert users == {"grader/batch/fork_server.py", "grader/batch/pool.py"}
