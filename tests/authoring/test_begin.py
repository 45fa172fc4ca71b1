"""`grader new-exercise`: what it writes and where, and what it refuses, with the sentences that say why."""

import ast
from pathlib import Path

import pytest

from grader import course as courses
from grader.authoring import names, texts
from grader.authoring.insert import after_definition, after_entry
from grader.authoring.names import AuthoringError
from grader.authoring.new_exercise import new_exercise, write
from grader.checking.student import Student
from grader.course import Course
from grader.course.names import OF_THE_CHECKS
from tests.authoring.conftest import ROOT, clone, started

UNIT = "unit02_similarity"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy in which nothing is written: every test of it is refused."""
    return courses.load(clone(tmp_path_factory.mktemp("refused") / "course"))


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


REFUSED = {
    "an exercise of this unit": ("is_3", "unit02_similarity has an exercise is_3 already: choose another name."),
    "an exercise of another unit": ("mse", "unit03_descent has an exercise mse already: choose another name."),
    "one that differs in capitals only": ("Is_3", "unit02_similarity has an exercise is_3 already: choose another name."),
    "no identifier": ("2fast", "'2fast' cannot be the name of a function here: take letters from a to z, digits and underscores,"),
    "a path": ("../x", "'../x' cannot be the name of a function here:"),
    "a letter from elsewhere": ("größe", "'größe' cannot be the name of a function here:"),
    "a private name": ("_x", "'_x' cannot be the name of a function here:"),
    "nothing": ("", "'' cannot be the name of a function here:"),
    "a keyword": ("class", "begin with a letter, and use no word of Python's own."),
    "a built-in": ("max", "Python itself has a max, which the unit may want to use: choose another name."),
    "a word of the checks": ("count", "In a check, student.count means something else already: choose another name."),
    "a unit": ("unit03_descent", "unit03_descent is a module of the course: choose another name."),
    "a support module": ("pictures", "pictures is a module of the course: choose another name."),
    "what the unit imports": ("torch", "solutions/unit02_similarity.py uses the name torch already: choose another name."),
    "what a demonstration makes": ("accuracies", "solutions/unit02_similarity.py uses the name accuracies already"),
    "a very long name": ("x" * 61, "That name has 61 characters: 60 is the most, because files bear it."),
}  # fmt: skip


@pytest.mark.parametrize(("name", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_name_that_is_taken_or_unfit_is_refused(here: Course, name: str, sentence: str) -> None:
    before = contents(here.root)
    with pytest.raises(AuthoringError) as caught:
        write(here, UNIT, name)
    assert sentence in str(caught.value)
    assert contents(here.root) == before


def test_an_unknown_unit_or_place_is_refused_with_those_that_there_are(here: Course) -> None:
    with pytest.raises(AuthoringError, match=r"There is no unit 'unit99'\. Choose one of these:\nunit01_pixels, unit02_similarity, "):
        write(here, "unit99", "fresh")
    with pytest.raises(AuthoringError, match=r"has no exercise 'mse' to come after\. It has these:\nl1_distance, rmse_distance, "):
        write(here, UNIT, "fresh", after="mse")


def test_a_check_file_that_is_there_is_not_written_over(here: Course) -> None:
    path = here.checks / "hidden" / UNIT / "check_fresh.py"
    path.write_text("mine")
    try:
        with pytest.raises(AuthoringError, match=r"check_fresh\.py is there already: move it away, or choose another name\."):
            write(here, UNIT, "fresh")
        assert path.read_text() == "mine"
    finally:
        path.unlink()


ODD = {
    "a question of the same name": ("id = 'odd'\ntitle = 'Odd'\n[[unit]]\nname = 'unit01_a'\ntitle = 'A'\n[[unit.question]]\nname = 'first'\nkind = 'words'\n"
                                    "[[unit.exercise]]\nname = 'first'\npoints = 1\n", "course.toml is laid out in a way that the new entry does not fit into:"),
    "all in one line": ("id = 'odd'\ntitle = 'Odd'\nunit = [{ name = 'unit01_a', title = 'A', exercise = [{ name = 'first', points = 1 }] }]\n", "course.toml has no line name = 'first'"),
}  # fmt: skip


@pytest.mark.parametrize(("manifest", "sentence"), ODD.values(), ids=ODD.keys())
def test_a_manifest_in_another_layout_is_left_alone(tmp_path: Path, manifest: str, sentence: str) -> None:
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "unit01_a.py").write_text("def first():\n    return 1\n")
    (tmp_path / "course.toml").write_text(manifest)
    before = contents(tmp_path)
    with pytest.raises(AuthoringError) as caught:
        write(courses.load(tmp_path), "unit01_a", "second")
    assert sentence in str(caught.value)
    assert contents(tmp_path) == before


def test_an_installed_kit_is_no_place_to_write(tmp_path: Path, course: Course) -> None:
    (tmp_path / "course.toml").write_text((ROOT / "course.toml").read_text())
    with pytest.raises(AuthoringError, match=r"Exercises are written in a clone of the repository, where the solutions are"):
        write(courses.load(tmp_path), UNIT, "fresh")


def test_a_source_that_is_no_python_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuthoringError, match=r"unit\.py:2: .+ Mend that first\."):
        names.bound("x = 1\ndef f(:\n", "unit.py")


def test_no_exercise_hides_a_word_of_the_checks() -> None:
    words = {name for name in dir(Student(None, {}, {})) if not name.startswith("_")}  # type: ignore[arg-type]  # nothing is called
    assert words == set(OF_THE_CHECKS)


def test_everything_else_stays_as_it_was(copy: Path) -> None:
    before = contents(copy)
    course = courses.load(copy)
    written = write(course, UNIT, "fresh", after="l1_distance")
    assert {path for path, data in contents(copy).items() if before.get(path) != data} == set(written)
    for path, line in written.items():
        assert path.read_text().splitlines()[line - 1].startswith(("# %%", '"""fresh: TODO', '"""fresh, on', "[[unit.exercise]]"))
    for path, text in ((copy / "solutions" / f"{UNIT}.py", texts.CELLS), (copy / "course.toml", texts.ENTRY)):
        added = text.format(name="fresh")
        assert path.read_text().count(added) == 1
        rest = path.read_text().replace(added, "")
        assert "".join(rest.split()) == "".join(before[path].decode().split())
    again = courses.load(copy)
    assert [each.name for each in again.units[1].exercises][:3] == ["l1_distance", "fresh", "rmse_distance"]
    assert list(again.exercises) == [*list(course.exercises)[:12], "fresh", *list(course.exercises)[12:]]


@pytest.mark.parametrize("unit", [unit.name for unit in courses.load(ROOT).units])
def test_it_goes_to_the_end_of_any_unit(tmp_path: Path, unit: str) -> None:
    root = clone(tmp_path / "course")
    course = courses.load(root)
    write(course, unit, "fresh")
    assert courses.load(root).exercises["fresh"].unit == unit
    names_ = [getattr(node, "name", "") for node in ast.parse((root / "solutions" / f"{unit}.py").read_text()).body]
    last = next(each for each in course.units if each.name == unit).exercises[-1].name
    assert names_.index("fresh") == names_.index(last) + 1


def test_where_nothing_can_come_after() -> None:
    with pytest.raises(AuthoringError, match="Nothing called g is defined there"):
        after_definition("def f(): ...\n", "g", "new\n")
    with pytest.raises(AuthoringError, match=r"course\.toml has no line name = 'g'"):
        after_entry('[[unit]]\nname = "f"\n', "g", "new\n")
    assert after_definition("x = 1\n", None, "new\n") == "x = 1\n\n\nnew\n"


def test_a_file_that_cannot_be_written_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "course.toml")

    monkeypatch.setattr("grader.authoring.new_exercise.write", refuse)
    assert new_exercise(UNIT, "fresh", None) == 2
    assert capsys.readouterr().err == "course.toml cannot be written (Permission denied).\n"


def test_the_command_says_why_and_ends_with_2(copy: Path) -> None:
    done = started(copy, "-m", "grader", "new-exercise", UNIT, "is_3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"Course: MNIST basics (course.toml in {copy})",
        "unit02_similarity has an exercise is_3 already: choose another name.",
        "Nothing was written.",
    ]
