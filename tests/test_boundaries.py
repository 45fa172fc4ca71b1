"""The trust boundary, held: by the import contracts, by what a live worker has loaded, and by what it can reach."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
import torch

from grader.course import Course, Limits
from grader.sandbox.client import Worker
from grader.sandbox.forking import Zygote
from grader.sandbox.start import start
from grader.submission.find import find
from grader.submission.model import read
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
        worker.request({"do": "sources", "modules": {"work": source}, "stand_ins": {}}, 10)
        request = {"do": "call", "unit": "work", "name": "f", "args": args, "kwargs": {}, "keep": False, "count": False}
        return worker.request(request, 10)["value"]
    finally:
        worker.close()


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "3 kept, 0 broken" in done.stdout


def test_a_worker_has_nothing_of_ours_loaded_but_the_wire_the_watch_the_scratch_and_the_inside(zygote: Zygote) -> None:
    source = "import sys\ndef f(): return sorted(m for m in sys.modules if m.split('.')[0] in ('grader', 'pytest', '_pytest', 'click'))"
    loaded = ask(zygote, source)
    assert isinstance(loaded, list)
    assert "grader.protocol" in loaded
    allowed = ("grader.protocol", "grader.protocol.watchdog", "grader.protocol.scratch", "grader.worker")
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
SECRETS = ["course.toml", "checks/helpers", "checks/helpers/layers.py", "solutions", "solutions/unit02_similarity.py", "checks/hidden", "examples/line_fit/checks/hidden", "data", "data/digit_3.png",
           "checks/hidden/unit02_similarity/check_is_3.py", "grader/grading/judge.py", "tests", "."]  # fmt: skip


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
    (noted,) = {each._path for each in metadata.distributions(name="exercise-grader")}  # type: ignore[attr-defined]  # nothing public names it
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
    names = ["grader.checking.kit", "grader.course", "grader.grading.judge", "solutions", "unit02_similarity", "pytest_check"]
    assert ask(zygote, source, names) == []


def test_a_worker_still_imports_libraries_late(zygote: Zygote) -> None:
    source = (
        "def f():\n    import torch.distributions, sqlite3, PIL.ImageFilter, numpy.polynomial\n    return 'all there'"
    )
    assert ask(zygote, source) == "all there"


# Words of this course, which the engine knows nothing of.
COURSE_WORDS = re.compile(
    r"mnist|\bdigits?\b|threes|sevens|resnet|is_3|BasicOptim|train_epoch|unit\d\d|mnist_sample|\b784\b", re.IGNORECASE
)
HEXADECIMAL, NUMBER, NAME = "hexadecimal digits", "the digits of a number", "what a name is made of"
EXAMPLE = "an example in a docstring"
# The lines of the engine that hold one of them all the same: the file, a part of the line, and why.
ALLOWED = [
    ("worker/lockdown/readable.py", '"*mnist_basics_kit*"', "what pip installed under the engine's former name"),
    ("worker/modules.py", "as hexadecimal digits: nobody", HEXADECIMAL),
    ("worker/__main__.py", 'hexadecimal digits -> {"value": null}', HEXADECIMAL),
    ("grading/sandboxed/stand_ins.py", "as hexadecimal digits of", HEXADECIMAL),
    ("checking/expectation.py", "DIGITS = {torch.bfloat16: 2", NUMBER),
    ("checking/expectation.py", "which keeps about {DIGITS[rough]} digits", NUMBER),
    ("submission/notebook.py", "a number with five thousand digits", NUMBER),
    ("checking/choices.py", "with the letter q and two digits", NAME),
    ("authoring/names.py", "take letters from a to z, digits and underscores", NAME),
    ("submission/ids.py", "beside letters, their marks, and digits", NAME),
    ("submission/ids.py", "of letters, digits and BESIDE", NAME),
    ("submission/collected.py", "Use letters, digits and _.", NAME),
    ("checking/compare.py", "A float32 sum over 784 pixels differs", "where a tolerance comes from"),
    ("checking/kit.py", "expect(student.mnist_distance(a, b)).has_shape(25)", EXAMPLE),
    ("checking/kit.py", "`check_mnist_distance.py`", EXAMPLE),
    ("checking/kit.py", "def check_values(student, digits)", EXAMPLE),
    ("checking/student.py", "`student.count.is_3(...)`", EXAMPLE),
    ("checking/student.py", "`student.mnist_distance(a, b)` runs in the worker", EXAMPLE),
]


def test_the_engine_knows_no_course() -> None:
    engine = ROOT / "grader"
    found = [
        (path.relative_to(engine).as_posix(), line.strip())
        for path in sorted(engine.rglob("*"))
        if path.suffix in (".py", ".html", ".js", ".j2")
        for line in path.read_text(encoding="utf-8").splitlines()
        if COURSE_WORDS.search(line)
    ]
    allowed = {(file, part): [each for each in found if each[0] == file and part in each[1]] for file, part, _ in ALLOWED}
    assert [each for each in found if not any(each in lines for lines in allowed.values())] == []
    assert [each for each, lines in allowed.items() if not lines] == []  # nothing is allowed that is not there


def test_the_engine_asks_for_what_a_course_adds_by_name() -> None:
    """No module of the engine imports checks/ or extras/, neither at its top nor in a function."""
    named = re.compile(r"^\s*(from|import)\s+(checks|extras)\b", re.MULTILINE)
    modules = sorted((ROOT / "grader").rglob("*.py"))
    assert len(modules) > 100
    assert [path.name for path in modules if named.search(path.read_text(encoding="utf-8"))] == []


def test_the_sample_class_is_read_without_running_it(course: Course) -> None:
    samples = find([ROOT / "data" / "submissions"], course)
    assert len(samples) == 10
    for name, path in samples.items():
        assert read(path, course, name).id == name


@pytest.mark.parametrize("path", sorted((ROOT / "checks" / "helpers").glob("*.py")), ids=lambda path: path.stem)
def test_a_helper_imports_and_names_nothing_that_tells_an_answer_and_opens_no_file(path: Path) -> None:
    """That it knows no answer by itself is for a reviewer to see."""
    imported, names, attributes = set(), set(), set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(f"{'.' * node.level}{node.module}")
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            attributes.add(node.attr)
    ours = {each for each in imported if each.partition(".")[0] not in {"torch", "numpy", "PIL", *sys.stdlib_module_names}}
    assert [each for each in ours if not each.startswith(("grader.worker.helpers", "checks.helpers."))] == []
    assert names & {"open", "exec", "eval", "compile", "__import__"} == set()
    assert attributes & {"open", "load", "save", "fromfile", "from_file", "tofile", "read_text", "read_bytes"} == set()
    assert imported & {"os", "io", "pathlib", "importlib", "pickle", "subprocess", "socket"} == set()
    words = {word for each in names | attributes | imported for word in re.findall("[a-z]+", each.lower())}
    assert words & {"oracle", "oracles", "givens", "reference", "references", "truth", "solution", "solutions"} == set()
    assert [each for each in imported if "given" in each] == []


@pytest.mark.parametrize("kind", ["fork", pytest.param("spawn", marks=pytest.mark.slow)])
def test_a_worker_has_the_courses_helpers_and_cannot_read_its_folder(kind: str, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_WORKERS", kind)
    with start() as launcher:
        launcher.use_helpers(course.helpers)
        worker = Worker(launcher, Limits())
        worker.request({"do": "begin", "seed": 0, "device": "cpu", "threads": 1}, 10)
        worker.request({"do": "sources", "modules": {"work": READ}, "stand_ins": {}}, 10)

        def call(target: dict[str, object], *args: object) -> object:
            request = {"do": "call", **target, "args": args, "kwargs": {}, "keep": False, "count": False}
            return worker.request(request, 10)["value"]

        slope = call({"helper": "polynomial"}, [1.0, 2.0])
        assert call({"handle": slope}, torch.tensor([3.0])) == torch.tensor(7.0)
        for path in (course.checks, course.checks / "helpers", course.checks / "helpers" / "functions.py"):
            assert path.exists()
            assert call({"unit": "work", "name": "f"}, str(path)) is None
        worker.close()
