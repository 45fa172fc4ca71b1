"""Whatever is handed in, everything of it gets a line: names, files, archives, notebooks and sources, all of them made or mutated.

What reads a submission does it in the reader, which ends at its bounds of processor time and memory (grader/submission/aside/). So a reader
that answers has kept them, and no test here looks at a clock.

A bounded run, the same in every test run; `make fuzz` goes on with new examples for as long as it is let.
"""

import ast
import copy
import io
import json
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import course as courses
from grader.batch import run
from grader.grading import record
from grader.grading.grading_process import own_modules
from grader.grading.record import Result
from grader.grading.terms import Terms
from grader.learner.keys import Unit
from grader.notebooks.nbgrader.normalize_cells import KnownCell, mend
from grader.notebooks.nbgrader.readable import look_at, name_tests
from grader.reports.analysis.similarity import prints_of
from grader.reports.class_page.code import highlighted
from grader.results.store import Store
from grader.submission.aside.reader import aside
from grader.submission.files import hidden
from grader.submission.find import came_as, find, overlooked
from grader.submission.ids import id_of, is_fit, same, tagged
from grader.submission.model import Submission, read, read_aside
from grader.submission.notebook import parts_of

pytestmark = pytest.mark.security

ENDLESS = bool(os.environ.get("FUZZ"))
COURSE = courses.load()
UNIT = "unit02_similarity"
EXERCISES = [each.name for each in COURSE.units[1].exercises]
MOST = 512 << 10  # KiB that the reader ever takes: a MiB of source at its worst is under this
SENTENCE = "could not be read:"  # what a reader that went beyond its bounds is told as

KINDS = ["folder", "unit", "empty", "file", "zip", "notebook", "pipe", "link", "loop", "broken", "closed", "deep", "huge"]
PIECES = [
    *("def ", "class ", "(", ")", "[", "]", "{", "}", "'", '"', "'''", '"""', "f'{", "\\\n", "\n", "\t", " ", "#", "@", ":", "=", ";"),
    *("%time\n", "%%bash\n", "!ls\n", "x?\n", "a.b", "0x", "1_", "1e", "lambda:", "not ", "-", "if 0:\n ", "elif 0:\n ", "else:\n "),
    *("\0", "\ud800", "\u202e", "\x1b[2J", "\x0c", "\r", "\ufeff", "é", "漢", "🙂", "\x85", "import grader\n", "from x import *\n"),
    *("def is_3(x):\n    return x\n", "is_3 = 1\n", "if __name__ == '__main__':\n    ", "a = 1; b = 2\n", "class A:\n    def f(self): 1\n"),
]


def fuzz(examples: int) -> settings:
    """So many examples, the same each time; without end new ones, five times as many a round."""
    return settings(max_examples=5 * examples if ENDLESS else examples, deadline=None, derandomize=not ENDLESS)


@cache
def references() -> list[str]:
    return [COURSE.reference[unit.name] for unit in COURSE.units]


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A reference with pieces cut out, doubled, moved, and odd ones put in, some of them by the thousand."""
    text = draw(st.sampled_from([*references(), ""]))
    for _ in range(draw(st.integers(0, 4))):
        first, last = sorted(int(draw(st.floats(0, 1)) * len(text)) for _ in range(2))
        last = min(last, first + 500)
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=6) | st.just(text[first:last]))
        times = draw(st.sampled_from([0, 1, 1, 2, 50, 1000, 20_000]))
        text = text[:first] + (piece * times)[: 1 << 16] + text[draw(st.sampled_from([first, last])) :]
    return text


def mutated(data: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with so many bitten out and others put in, at places from 0 to 1."""
    for place, bitten, put in cuts:
        at = int(place * len(data))
        data = data[:at] + put + data[at + bitten :]
    return data


CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8) | st.sampled_from([b"\xff" * 4, b"\0" * 8])), max_size=5)
NAMES = (
    st.text(min_size=1, max_size=90).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.binary(min_size=1, max_size=255)
    | st.sampled_from([b"\x01" * 86, b"\xff" * 255, f"{UNIT}.py".encode(), f"{UNIT}.zip".encode(), UNIT.encode(), b"con", b"-rf", b"a\nb", b" ", b"..."])
).map(lambda name: name.replace(b"\0", b"").replace(b"/", b"")[:255])
SUFFIXES = st.sampled_from([b"", b"", b".py", b".ipynb", b".zip", b".ZIP", b".txt"])
ENTRIES = st.lists(st.tuples(NAMES, SUFFIXES, st.sampled_from(KINDS)), max_size=6)


def make(path: bytes, kind: str) -> None:
    """An entry of a class; raises OSError where the file system does not take it."""
    if kind in ("folder", "unit", "empty", "closed", "deep"):
        os.mkdir(path)
        inside = path
        for _ in range(30 if kind == "deep" else 0):
            inside += b"/d"
            os.mkdir(inside)
        if kind == "unit":
            Path(os.fsdecode(path), f"{UNIT}.py").write_text("def is_3(x):\n    return x\n")
        if kind == "folder":
            os.mkfifo(path + b"/unit04_loss.py")
            os.mkdir(path + b"/unit05_training.py")
            os.symlink(b"/etc/passwd", path + b"/unit03_descent.py")
        os.chmod(path, 0 if kind == "closed" else 0o700)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind in ("link", "loop", "broken"):
        os.symlink({"link": b"/etc", "loop": os.path.basename(path), "broken": b"nowhere"}[kind], path)
    else:
        content = {"zip": zipped({f"{UNIT}.py": "x = 1\n"}), "notebook": json.dumps(notebook()).encode(), "file": b"x = 1\n", "huge": b""}[kind]
        with open(path, "xb") as file:  # a pipe of this name would wait for a reader
            file.write(content)
            file.truncate(1 << 40 if kind == "huge" else len(content))


@contextmanager
def a_class(entries: list[tuple[bytes, bytes, str]]) -> Iterator[tuple[Path, list[str]]]:
    """A folder with two honest submissions and these entries; and the names of what it holds."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for name, kind in [(b"ada", "unit"), (b"bob", "unit"), *((name[: 255 - len(suffix)] + suffix, kind) for name, suffix, kind in entries)]:
            with suppress(OSError):  # a name that is there, that is "." or that this file system does not take
                make(os.fsencode(folder) + b"/" + name, kind)
        try:
            yield Path(folder), os.listdir(folder)
        finally:
            for each in os.scandir(folder):
                if each.is_dir(follow_symlinks=False):
                    os.chmod(each.path, stat.S_IRWXU)


def told(submission: Submission) -> None:
    """It holds modules, or says why not; all that it says is plain text; and the reader kept its bounds."""
    said = [*submission.problems, *submission.problems.values(), *submission.notes]
    assert own_modules(submission, COURSE) or said
    assert all(each.isprintable() or "\n" in each for each in said)
    assert not [each for each in said if SENTENCE in each]
    assert peak(aside(os.getpid)) < MOST
    assert len(submission.digest) == 64


def peak(pid: int) -> int:
    """The most resident memory that a process ever had, in KiB (proc_pid_status(5))."""
    return next(int(line.split()[1]) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))


@cache
def batch() -> run.Batch:
    return run.open_batch(COURSE, Terms(0, "embedded"))


@fuzz(40)
@given(entries=ENTRIES)
def test_fuzz_every_entry_of_a_class_has_a_line(entries: list[tuple[bytes, bytes, str]]) -> None:
    with a_class(entries) as (folder, names), tempfile.TemporaryDirectory() as out:
        found, store = find([folder], COURSE), Store(Path(out))
        if list(found.values()) == [folder.resolve()]:
            assert any(name in (f"{unit.name}.py", f"{unit.name}.ipynb") for unit in COURSE.units for name in names)
            return
        left = overlooked([folder], COURSE)
        assert {path.name for path in found.values()} | set(names) == set(names)
        assert len(found) + len(left) == sum(not hidden(name) for name in names)
        assert all(map(is_fit, found))
        assert len({same(each) for each in found}) == len(found)
        assert {"ada", "bob"} <= {path.name for path in found.values()}
        for job in batch().plan(found):
            told(read_aside(job.path, COURSE, job.id))
            assert came_as(job.path, job.id).isprintable()
            store.keep(made := record.make(job.id, [], seed=0, device="cpu", data="embedded", key=job.key), {})
            assert store.known(job.id, job.key) == made
        store.close([line for each in found if (line := store.read(each))])
        kept: Result = json.loads((Path(out) / "results.json").read_text())
        assert [each["submission"] for each in kept["submissions"]] == list(found)


@fuzz(300)
@given(name=st.text(max_size=300) | NAMES.map(os.fsdecode), other=st.text(max_size=300))
def test_fuzz_every_id_is_a_safe_name(name: str, other: str) -> None:
    assert is_fit(id_of(name))
    assert is_fit(tagged(name, other))
    assert tagged(name, other) != tagged(name, other + "!")
    assert id_of(id_of(name)) == id_of(name)


def zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


FILES = st.dictionaries(
    st.sampled_from([f"{UNIT}.py", f"a/{UNIT}.py", f"a/b/{UNIT}.ipynb", "../x.py", "/x.py", "C:\\x.py", ".", "", "a//b.py", "\u202e.py", "x.PY", "torch.py"])
    | st.text(max_size=20),
    sources() | st.sampled_from(["🙂" * (1 << 18), "#" * (2 << 20), "x = 1\n"]),
    max_size=8,
)


@fuzz(100)
@given(files=FILES, cuts=CUTS)
def test_fuzz_any_archive_is_read_or_told(files: dict[str, str], cuts: list[tuple[float, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "work.zip"
        path.write_bytes(mutated(zipped({name: text.encode("utf-8", "replace").decode() for name, text in files.items() if name.isprintable()}), cuts))
        told(read_aside(path, COURSE))
        assert os.listdir(folder) == ["work.zip"]


def notebook() -> dict[str, Any]:
    """A small notebook as nbgrader hands it out."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Unit"},
        {"cell_type": "code", "metadata": {"nbgrader": marks("is_3", solution=True)}, "source": ["def is_3(x):\n", "    return x"], "outputs": [], "execution_count": None},
        {"cell_type": "code", "metadata": {"nbgrader": marks("test_is_3", grade=True)}, "source": "check(is_3)", "outputs": [], "execution_count": 1},
    ]
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python"}}, "cells": cells}


def marks(name: str, grade: bool = False, solution: bool = False) -> dict[str, Any]:
    return {"grade_id": name, "grade": grade, "solution": solution, "locked": grade, "task": False, "schema_version": 3, "points": 1}


KNOWN = {name: KnownCell(name, "code", "", "0", name != "is_3", name == "is_3", False, 1.0) for name in ("is_3", "test_is_3")}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(["code", "is_3", "test_is_3"]) | sources(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["source", "metadata", "cells", "nbgrader", "x"]), inner, max_size=3),
    max_leaves=6,
)


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every container in a JSON value with each of its keys."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])  # type: ignore[index]  # one of the two containers above


@fuzz(150)
@given(data=st.data())
def test_fuzz_any_notebook_is_read_or_told(data: st.DataObject) -> None:
    whole = copy.deepcopy(notebook())
    for _ in range(data.draw(st.integers(0, 3))):
        container, key = data.draw(st.sampled_from(list(places(whole))))
        container[key] = data.draw(JSON)
        if isinstance(container, list) and data.draw(st.booleans()):
            container.extend([container[key]] * data.draw(st.sampled_from([1, 50])))
    content = mutated(json.dumps(whole).encode(), data.draw(CUTS) if data.draw(st.booleans()) else [])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{UNIT}.ipynb"
        path.write_bytes(content)
        told(read_aside(path, COURSE))
        aside(name_tests, [str(path)])
        if aside(look_at, str(path)):
            return
        opened = nbformat.read(path, as_version=4)
        mend(opened, KNOWN)
        is_module(*aside(parts_of, [(each.cell_type, each.source) for each in opened.cells], UNIT, {UNIT: EXERCISES}))


def is_module(text: str, lines: list[tuple[int, str]], *_: str) -> None:
    """It is Python, but for what is too deep for any parser; and each line that has a place is there."""
    with suppress(RecursionError, MemoryError):
        ast.parse(text)
    assert all(0 < line <= text.count("\n") for line, _ in lines)


@fuzz(120)
@given(cells=st.lists(sources(), max_size=3))
def test_fuzz_any_cells_become_a_module(cells: list[str]) -> None:
    is_module(*aside(parts_of, [("code", each) for each in cells], UNIT, {UNIT: EXERCISES}))


@fuzz(120)
@given(text=sources())
def test_fuzz_any_source_is_compared_shown_and_taken_apart(text: str) -> None:
    kept = text.encode("utf-8", "replace").decode()  # as it is kept beside a result
    aside(prints_of, kept)
    assert aside(highlighted, kept[:20_000])
    taken = Unit(text)
    assert isinstance(taken.code("is_3"), str)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "everything.py"
        path.write_text(kept, newline="")
        told(read(path, COURSE))
