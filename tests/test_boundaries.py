"""The trust boundary, held: by the import contracts, by what a live worker has loaded, and by what it can reach."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from grader.course import Course, Limits
from grader.finding import find
from grader.sandbox.forking import Zygote
from grader.sandbox.worker import Worker
from grader.submission import read
from tests import uncontained

pytestmark = pytest.mark.security

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as zygote:
        yield zygote


def ask(zygote: Zygote, source: str, *args: object) -> object:
    """What f(*args) of the source says in a fresh worker."""
    worker = Worker(zygote, Limits())
    try:
        worker.request({"do": "begin", "seed": 0, "device": "cpu", "threads": 1}, 10)
        worker.request({"do": "sources", "modules": {"work": source}, "sound": {}}, 10)
        request = {"do": "call", "unit": "work", "name": "f", "args": args, "kwargs": {}, "keep": False, "count": False}
        return worker.request(request, 10)["value"]
    finally:
        worker.close()


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "4 kept, 0 broken" in done.stdout


def test_a_worker_has_nothing_of_ours_loaded_but_the_wire_the_watch_the_scratch_and_the_inside(zygote: Zygote) -> None:
    source = "import sys\ndef f(): return sorted(m for m in sys.modules if m.split('.')[0] in ('grader', 'pytest', '_pytest', 'click'))"
    loaded = ask(zygote, source)
    assert isinstance(loaded, list)
    assert "grader.wire" in loaded
    allowed = ("grader.wire", "grader.watch", "grader.scratch", "grader.inside")
    assert [m for m in loaded if m != "grader" and not m.startswith(allowed)] == []


READ = """
import os
def f(path):
    try:
        if os.path.isdir(path):
            return os.listdir(path)
        with open(path, 'rb') as file:
            return len(file.read())
    except OSError:
        return None
"""
SECRETS = ["course.toml", "solutions", "solutions/unit02_similarity.py", "grader/checks/hidden", "data", "data/digit_3.png",
           "grader/checks/hidden/unit02_similarity/check_is_3.py", "grader/grade.py", "tests", "."]  # fmt: skip


@pytest.mark.parametrize("path", [*SECRETS, *([".git"] if (ROOT / ".git").exists() else [])])
def test_a_worker_reads_nothing_of_the_checkout(zygote: Zygote, path: str) -> None:
    assert (ROOT / path).exists()
    assert ask(zygote, READ, str(ROOT / path)) is None


SEES = """
import os
def f(path):
    try:
        return os.stat(path).st_size
    except OSError:
        return None
"""


@pytest.mark.parametrize("path", [each for each in SECRETS if "/" in each])
def test_a_worker_sees_not_even_the_size_of_what_is_covered(zygote: Zygote, path: str) -> None:
    if "covered kit" not in layers(zygote):
        pytest.skip("no mount namespace is allowed here")
    assert (ROOT / path).exists()
    assert ask(zygote, SEES, str(ROOT / path)) is None


def layers(zygote: Zygote) -> list[str]:
    worker = Worker(zygote, Limits())
    try:
        return list(worker.request({"do": "begin", "seed": 0, "device": "cpu", "threads": 1}, 10)["value"])
    finally:
        worker.close()


NOTED = """
import pathlib
from importlib import metadata
def f(path):
    try:
        seen = [each.name for each in pathlib.Path(path).iterdir()]
    except OSError:
        seen = []
    return seen, metadata.version("torch"), len([each for each in metadata.entry_points()]) > 0
"""


@pytest.mark.parametrize("contained", [True, False], ids=["covered", "not opened"])
def test_what_an_installer_noted_of_the_kit_is_hidden_and_other_libraries_are_known(
    contained: bool, zygote: Zygote, tmp_path: Path
) -> None:
    (noted,) = {each._path for each in metadata.distributions(name="mnist-basics-kit")}  # type: ignore[attr-defined]  # nothing public names it
    assert (noted / "RECORD").exists()
    if contained:
        assert ask(zygote, NOTED, str(noted)) == ([], metadata.version("torch"), True)
    else:
        with uncontained.zygote(tmp_path) as other:
            assert ask(other, NOTED, str(noted)) == ([], metadata.version("torch"), True)


def test_a_worker_cannot_import_the_checks_or_the_solutions(zygote: Zygote) -> None:
    source = """
import importlib
def f(names):
    found = []
    for name in names:
        try:
            importlib.import_module(name)
            found.append(name)
        except Exception:
            pass
    return found
"""
    names = ["grader.checks.kit", "grader.course", "grader.grade", "solutions", "unit02_similarity", "pytest_check"]
    assert ask(zygote, source, names) == []


def test_a_worker_still_imports_libraries_late(zygote: Zygote) -> None:
    source = (
        "def f():\n    import torch.distributions, sqlite3, PIL.ImageFilter, numpy.polynomial\n    return 'all there'"
    )
    assert ask(zygote, source) == "all there"


def test_the_sample_class_is_read_without_running_it(course: Course) -> None:
    samples = find([ROOT / "data" / "submissions"], course)
    assert len(samples) == 10
    for name, path in samples.items():
        assert read(path, course, name).id == name
