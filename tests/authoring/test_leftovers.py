"""Units and exercises that were left out or renamed: everything else follows, and `grader verify` names what still speaks of them."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader import course as courses
from grader.authoring.gaps import broken
from grader.authoring.imports import missing_imports
from grader.authoring.leftovers import unknown_to_extras, unlisted
from grader.authoring.mentions import mentions, misnamed
from grader.course import Course
from tests.processes import finish

ROOT = Path(__file__).resolve().parents[2]
LINE_FIT = ROOT / "examples" / "line_fit"
PARTS = ("assignments", "solutions", "checks", "extras", "data", "course.toml")
LATER = ("unit06_optimizer", "unit07_network", "unit08_learner", "unit09_full_mnist", "unit10_questions", "unit11_deeper")
ALL: list[Callable[[Course], Iterator[str]]] = [broken, missing_imports, unlisted, unknown_to_extras, mentions, misnamed]


def copied(source: Path, folder: Path) -> Path:
    """A course alone, without the engine."""
    for name in PARTS:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source / name, folder / name)
    return folder


def change(path: Path, **words: str) -> None:
    """Replace words in a file."""
    text = path.read_text(encoding="utf-8")
    for before, after in words.items():
        text, times = re.subn(rf"\b{before}\b", after, text)
        assert times, f"{path.name} has no {before}"
    path.write_text(text, encoding="utf-8")


def without_unit_2(folder: Path) -> Path:
    """The course about lines, with its first unit alone."""
    path = copied(LINE_FIT, folder) / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("# ---")].replace("points = 24", "points = 8"), encoding="utf-8")
    return folder


def grader(*command: object, cwd: Path | None = None) -> tuple[int, list[str]]:
    """How a command ended, and the lines that it printed."""
    done = finish(sys.executable, "-m", "grader", *command, cwd=cwd, COLUMNS=200)
    assert "Traceback" not in done.stdout + done.stderr
    told = ("Course: ", "Another course lies in ")  # which course was taken: tests/finding reads it
    return done.returncode, [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith(told)]


@pytest.mark.parametrize("course", [ROOT, LINE_FIT], ids=["mnist", "line_fit"])
@pytest.mark.parametrize("find", ALL, ids=lambda find: find.__name__)
def test_a_whole_course_speaks_of_nothing_that_it_has_not(course: Path, find: Callable[[Course], Iterator[str]]) -> None:
    assert list(find(courses.load(course))) == []


@pytest.mark.slow
def test_verify_names_all_that_is_left_of_a_unit(tmp_path: Path) -> None:
    status, lines = grader("verify", "--seeds", 1, "predict", "--course", without_unit_2(tmp_path))
    for path in ("checks/public", "checks/hidden", "solutions/styles"):
        shutil.rmtree(tmp_path / path / "unit2_descent")
    for path in ("solutions", "assignments"):
        (tmp_path / path / "unit2_descent.py").unlink()
    assert (status, [line for line in lines if line.startswith("✗")]) == (1, [
        "✗ solutions/unit2_descent.py is not in course.toml: list it there, or remove it",
        "✗ assignments/unit2_descent.py is not in course.toml: list it there, or remove it",
        "✗ checks/public/unit2_descent/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit",
        "✗ checks/hidden/unit2_descent/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit",
        "✗ solutions/styles/unit2_descent/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit",
        "✗ extras/show.py: its UNITS name unit2_descent, which is no unit of course.toml: rename it there, or take it out",
        "✗ assignments/README.md:6: speaks of unit2_descent, which course.toml does not list: write it otherwise, or list it",
        "✗ extras/show.py:16: speaks of unit2_descent, which course.toml does not list: write it otherwise, or list it",
        "✗ extras/show.py:38: speaks of unit2_descent, which course.toml does not list: write it otherwise, or list it",
        "✗ extras/show.py:54: student.take_step is no exercise of course.toml: name another, list it, or remove what asks for it",
        "✗ extras/show.py:57: student.take_step is no exercise of course.toml: name another, list it, or remove what asks for it",
        "✗ extras/show.py:60: student.Momentum is no exercise of course.toml: name another, list it, or remove what asks for it",
        "✗ extras/show.py:63: student.Momentum is no exercise of course.toml: name another, list it, or remove what asks for it",
    ])  # fmt: skip
    assert lines[-1] == "13 faults in the course."
    status, lines = grader("verify", "--seeds", 1, "predict", "--course", tmp_path)  # what is removed is not named any more
    assert [line.split(":")[0] for line in lines if line.startswith("✗")] == ["✗ extras/show.py", *["✗ extras/show.py"] * 4]


@pytest.mark.slow
def test_a_unit_and_an_exercise_that_are_renamed(tmp_path: Path) -> None:
    """First in the manifest and the solutions alone, then step by step, as `grader verify` says it."""
    folder = copied(LINE_FIT, tmp_path)
    change(folder / "course.toml", unit1_line="unit1_straight", predict="guess")
    status, lines = grader("verify", "--seeds", 1, "mse", "--course", folder)
    assert (status, lines) == (2, [f"{folder}/solutions/unit1_straight.py is missing: the manifest lists it. Restore it, or take it out of course.toml."])
    (folder / "solutions" / "unit1_line.py").rename(folder / "solutions" / "unit1_straight.py")
    status, lines = grader("verify", "--seeds", 1, "mse", "--course", folder)
    assert (status, lines) == (2, [
        "Nothing can be tried before this is mended:",
        "✗ solutions/unit1_straight.py defines no guess, which course.toml lists: write it, or take it out of course.toml",
        "✗ assignments/unit1_straight.py is missing: run `grader dev stubs`",
    ])  # fmt: skip
    change(folder / "solutions" / "unit1_straight.py", predict="guess")
    assert grader("dev", "stubs", "--course", folder) == (0, ["wrote assignments/unit1_straight.py", "removed assignments/unit1_line.py"])
    status, lines = grader("verify", "--seeds", 1, "mse", "--course", folder)
    assert (status, lines) == (2, [
        "Nothing can be tried before this is mended:",
        "✗ solutions/unit2_descent.py:15: imports unit1_line, which is not there: bring it back, or do without",
        "✗ checks/public/unit2_descent/check_fit.py:4: imports unit1_line, which is not there: bring it back, or do without",
    ])  # fmt: skip
    for name in ("solutions/unit2_descent.py", "checks/public/unit2_descent/check_fit.py"):
        change(folder / name, unit1_line="unit1_straight")
    grader("dev", "stubs", "--course", folder)
    status, lines = grader("verify", "--seeds", 1, "gradient", "--course", folder)
    assert [line for line in lines if line.startswith("✗")][:3] == [
        "✗ checks/public/unit1_line/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit",
        "✗ checks/hidden/unit1_line/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit",
        "✗ solutions/styles/unit1_line/ is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit",
    ]
    for place in ("checks/public", "checks/hidden", "solutions/styles"):
        (folder / place / "unit1_line").rename(folder / place / "unit1_straight")
    assert list(unlisted(courses.load(folder))) == [
        f"{name} is named after no exercise of its unit: rename it, remove it, or list the exercise in course.toml"
        for name in ("checks/public/unit1_straight/check_predict.py", "checks/hidden/unit1_straight/check_predict.py", "solutions/styles/unit1_straight/predict.py")
    ]  # fmt: skip


def test_what_texts_and_extras_say_of_an_exercise_that_is_renamed(tmp_path: Path) -> None:
    folder = copied(LINE_FIT, tmp_path)
    for name, words in (("course.toml", {'"take_step"': '"one_step"'}), ("solutions/unit2_descent.py", {"def take_step": "def one_step"})):
        text = (folder / name).read_text(encoding="utf-8")
        for before, after in words.items():
            assert before in text
            text = text.replace(before, after)
        (folder / name).write_text(text, encoding="utf-8")
    course = courses.load(folder)
    assert list(misnamed(course)) == [
        f"extras/show.py:{line}: student.take_step is no exercise of course.toml: name another, list it, or remove what asks for it" for line in (54, 57)
    ]
    found = [line.partition(": speaks of take_step, which course.toml does not list: write it otherwise, or list it") for line in mentions(course)]
    assert {rest for _, said, rest in found if said} == {""}
    for name in ("course.toml", "solutions/unit2_descent.py"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        numbers = [at for at, line in enumerate(lines, start=1) if re.search(r"`take_step[`(]|Exercise: `?take_step", line)]
        assert [place for place, _, _ in found if place.startswith(name)] == [f"{name}:{at}" for at in numbers] != []


def test_a_number_of_a_unit_that_there_is_not_and_an_exercise_to_read(tmp_path: Path) -> None:
    folder = copied(LINE_FIT, tmp_path)
    path = folder / "solutions" / "unit1_line.py"
    end = len(path.read_text().splitlines())
    path.write_text(path.read_text() + '# See units 1, 2 and 7, unit 2, Unit 12 and "Exercise: fit" or "Exercise: gone".\n')
    said = "which course.toml does not list: write it otherwise, or list it"
    assert list(mentions(courses.load(folder))) == [f"solutions/unit1_line.py:{end + 1}: speaks of {each}, {said}" for each in ("unit 7", "unit 12", "gone")]


IMPORTS = {
    "import checks.oracles.gone": "imports checks.oracles.gone, which is not there: bring it back, or do without",
    "from extras import gone": "imports gone from extras, which does not define it: name another, or do without",
    "from unit1_line import mse, gone": "imports gone from unit1_line, which does not define it: name another, or do without",
    "import no_such_library": "imports no_such_library, which is not there: bring it back, or do without",
    "def f():\n    import no_such_library": None,
    "def f():\n    from unit2_descent import gone": "imports gone from unit2_descent, which does not define it: name another, or do without",
    "import torch.nn\nfrom . import x\nfrom unit1_line import *\nfrom extras import show": None,
}


@pytest.mark.parametrize("text", IMPORTS)
@pytest.mark.parametrize("name", ["checks/given.py", "checks/public/unit1_line/check_mse.py", "solutions/unit2_descent.py", "extras/show.py"])
def test_what_is_imported_and_is_not_there(tmp_path: Path, name: str, text: str) -> None:
    path = copied(LINE_FIT, tmp_path) / name
    path.write_text(f"{path.read_text()}\n{text}\n", encoding="utf-8")
    line = len(path.read_text().splitlines())
    said = IMPORTS[text]
    assert list(missing_imports(courses.load(tmp_path))) == ([f"{name}:{line}: {said}"] if said else [])


def test_files_that_cannot_be_read_and_data_that_are_not_there(tmp_path: Path) -> None:
    folder = copied(LINE_FIT, tmp_path)
    (folder / "checks" / "hidden" / "unit1_line" / "check_mse.py").write_text("x = 1\ndef f(:\n")
    (folder / "data" / "hubble.csv").unlink()
    at = 1 + (folder / "course.toml").read_text().splitlines().index('files = ["data/hubble.csv"]')
    assert list(broken(courses.load(folder))) == [
        "checks/hidden/unit1_line/check_mse.py:2: invalid syntax",
        f"course.toml:{at}: no file is like data/hubble.csv: add the data, or take the pattern out",
    ]


@pytest.fixture(scope="module")
def first_half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of digits with its first five units; all files of the others still lie there."""
    folder = copied(ROOT, tmp_path_factory.mktemp("half"))
    path = folder / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("# ----", text.index('name = "validate_epoch"'))].replace("points = 100", "points = 60"), encoding="utf-8")
    return folder


def test_all_that_is_left_of_six_units_is_named(first_half: Path) -> None:
    course = courses.load(first_half)
    assert list(broken(course)) == list(missing_imports(course)) == []
    of_a_unit = "is there for a unit that course.toml does not list: rename the folder, remove it, or list the unit"
    assert list(unlisted(course)) == [
        *(f"{folder}/{unit}.py is not in course.toml: list it there, or remove it" for folder in ("solutions", "assignments") for unit in LATER),
        *(f"{folder}/{unit}/ {of_a_unit}" for folder in ("checks/public", "checks/hidden", "solutions/styles") for unit in LATER),
    ]
    cure = "rename it there, or take it out"
    assert list(unknown_to_extras(course)) == [
        *(f"extras/show.py: its UNITS name {unit}, which is no unit of course.toml: {cure}" for unit in (*LATER[:2], LATER[3])),
        *(f"extras/play.py: its UNITS name {name}, which is no exercise of course.toml: {cure}" for name in ("train_classifier", "train_simple_net")),
    ]
    spoken = [line.partition(", which")[0] for line in mentions(course)]
    assert {"extras/model.py:21: speaks of unit 7", *(f"assignments/README.md:{13 + at}: speaks of {unit}" for at, unit in enumerate(LATER))} <= set(spoken)
    asked = [line.partition(" is no exercise")[0] for line in misnamed(course)]
    assert any(each.startswith("checks/oracles/") and each.endswith("student.train_deeper") for each in asked)
    assert any(each.startswith("extras/figures/bench.py:") and each.endswith("truth.train_simple_net") for each in asked)


@pytest.mark.slow
def test_the_half_course_works(first_half: Path, tmp_path: Path) -> None:
    course = ("--course", first_half)
    status, lines = grader("start", "mine", *course, cwd=tmp_path)
    assert (status, lines[0]) == (0, "Your course is in mine. Open unit01_pixels.py there and read down to the first exercise.")
    assert sorted(path.stem for path in (tmp_path / "mine").glob("unit*")) == [each.name for each in courses.load(first_half).units]
    shutil.copy(first_half / "solutions" / "unit05_training.py", tmp_path / "mine")
    assert grader("check", "make_batches", "--in", "mine", *course, cwd=tmp_path)[0] == 0
    samples = [first_half / "data" / "submissions" / each for each in ("student-01", "student-02")]
    status, lines = grader("grade", *samples, "--out", "results", "--jobs", 2, "--seed", 0, *course, cwd=tmp_path)
    assert (status, [line.split("  ")[1].strip() for line in lines if line.startswith("student-0") and "/" in line]) == (0, ["60 / 60", "0 / 60"])
    assert grader("report", "results", "--out", "site", *course, cwd=tmp_path)[0] == 0
    assert "unit06" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert grader("nbgrader", "init", "class", *course, cwd=tmp_path)[0] == 0
    assert sorted(path.name for path in (tmp_path / "class" / "source").glob("unit*")) == [each.name for each in courses.load(first_half).units]
    assert grader("play", "--no-open", "--in", "mine", *course, cwd=tmp_path) == (2, ["This course has nothing to play with."])
    status, lines = grader("figures", "--fast", *course, cwd=tmp_path)
    assert status == 2
    assert all(line.startswith("extras/figures/bench.py:") and " is no exercise of course.toml: " in line for line in lines)
    status, lines = grader("verify", "--mutants", "row", "--at-most", 2, "--jobs", 1, *course, cwd=tmp_path)
    assert status == 0, lines


@pytest.mark.slow
def test_a_file_that_cannot_be_run_is_a_sentence_with_its_line(tmp_path: Path) -> None:
    (folder := tmp_path / "course").mkdir()
    copied(LINE_FIT, folder)
    path = folder / "checks" / "public" / "unit1_line" / "check_mse.py"
    path.write_text(f"nothing_of_this_name\n{path.read_text()}", encoding="utf-8")
    grade = ("grade", folder / "solutions", "--out", tmp_path / "out", "--course", folder)
    said = "checks/public/unit1_line/check_mse.py:1: NameError: name 'nothing_of_this_name' is not defined"
    assert grader(*grade) == (2, ["A check file cannot be read:", said])
    path.write_text("from unit1_line import gone\n", encoding="utf-8")
    said = "checks/public/unit1_line/check_mse.py:1: ImportError: cannot import name 'gone' from 'unit1_line'"
    status, lines = grader(*grade)
    assert (status, lines[0], lines[1].partition(" (")[0]) == (2, "A check file cannot be read:", said)
    path.write_text("def f(:\n", encoding="utf-8")
    assert grader(*grade) == (2, ["A check file cannot be read:", "checks/public/unit1_line/check_mse.py:1: SyntaxError: invalid syntax"])
    unit = folder / "solutions" / "unit2_descent.py"
    unit.write_text(unit.read_text(encoding="utf-8").replace("from unit1_line import", "from unit0 import"), encoding="utf-8")
    at = 1 + next(at for at, line in enumerate(unit.read_text().splitlines()) if "unit0" in line)
    assert grader(*grade) == (2, [f"This cannot be run: solutions/unit2_descent.py:{at}: ModuleNotFoundError: No module named 'unit0'"])
