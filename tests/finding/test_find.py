"""Which course is taken, and what is said where there is none, or several, or one in a place where learners could read it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader import VARIABLE
from grader.course import CourseError, current
from grader.course.find import Found, find, nearest, taken, top, with_id
from tests.finding.conftest import LINE_FIT, ROOT, install, make
from tests.processes import finish


def refused(sentence: str) -> "pytest.RaisesExc[CourseError]":
    """The whole sentence, and nothing else."""
    return pytest.raises(CourseError, match=rf"\A{re.escape(sentence)}\Z")


def test_the_nearer_word_counts(tmp_path: Path, libraries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, two, work = make(tmp_path / "one", "one"), make(tmp_path / "two", "two"), tmp_path / "two" / "deep" / "work"
    install(libraries, "three")
    work.mkdir(parents=True)
    assert find("one", near=work) == Found(one, "--course one", asked=True)
    monkeypatch.setenv(VARIABLE, "one")
    assert find(near=work) == Found(one, f"{VARIABLE}=one", asked=True)
    monkeypatch.delenv(VARIABLE)
    assert find(near=work) == Found(two, f"course.toml in {two}")
    assert find(near=two / "to" / "be" / "made") == Found(two, f"course.toml in {two}")
    assert find(near=tmp_path) == find() == Found(ROOT, f"the clone in {ROOT}")


def test_where_people_are_judged_no_folder_above_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path / "two", "two"))
    assert find().root == current().root == ROOT


@pytest.mark.usefixtures("engine_alone")
def test_the_one_that_is_installed(tmp_path: Path, libraries: Path) -> None:
    place = install(libraries, "line-fit")
    assert find() == Found(place, "installed", "line-fit")
    assert find("line-fit") == Found(place, "--course line-fit", "line-fit", asked=True)
    assert find("line-fit").name == "line-fit"
    assert find(str(place)).name == str(place)
    assert "course_line_fit" not in sys.modules
    install(libraries, "second")
    with refused("Several courses are installed: line-fit, second. Say which one: --course ID."):
        find()
    assert find("second").root == libraries / "course_second"


@pytest.mark.usefixtures("engine_alone")
def test_an_installed_course_comes_before_a_folder_of_its_name(
    tmp_path: Path, libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, folder = install(libraries, "one"), make(tmp_path / "one", "one")
    monkeypatch.chdir(tmp_path)
    assert find("one").root == place
    assert find("./one").root == find("one/").root == folder


@pytest.mark.usefixtures("engine_alone")
def test_no_course_at_all() -> None:
    with refused(
        "There is no course here: none is installed, and the grader lies in no clone of one. "
        "Name the folder of a course by --course."
    ):
        find()


@pytest.mark.usefixtures("engine_alone")
def test_what_is_named_and_is_no_course(tmp_path: Path, libraries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending = "which holds no course.toml: name the folder of a course, or the id of an installed one."
    for name in (str(tmp_path), "unknown", "x" * 5000):
        with refused(f"--course names {name}, {ending}"):
            find(name)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with refused(f"{VARIABLE} names {tmp_path}, {ending}"):
        find()
    place = install(libraries, "broken")
    (place / "course.toml").unlink()
    with refused(f"The installed course broken has no course.toml in {place}: install it again."):
        find("broken")
    (place / "__init__.py").unlink()
    (place / "assignments" / "unit1_line.py").unlink()
    place.rename(libraries / "away")
    with refused("The installed course broken has no folder course_broken: install it again."):
        find("broken")


@pytest.mark.security
@pytest.mark.usefixtures("engine_alone")
@pytest.mark.parametrize("package", ["line_fit", "my_course_line", "grader.course"])
def test_a_package_of_another_name_is_refused(libraries: Path, package: str) -> None:
    install(libraries, "line-fit", package)
    for name in ("", "line-fit"):
        with refused(
            f"The installed course line-fit is the package {package}, where learners' code may read its answers:\n"
            "only packages named course_* are hidden. Install a release of it whose package has such a name."
        ):
            find(name)


@pytest.mark.security
@pytest.mark.parametrize("libraries", ["site-packages", "dist-packages"])
def test_a_course_among_the_libraries_is_refused(tmp_path: Path, libraries: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, hidden = make(tmp_path / libraries / "seen", "seen"), make(tmp_path / libraries / "course_x" / "inner", "hidden")
    (tmp_path / "link").symlink_to(seen)
    sentence = (
        f"The course in {seen} lies among the installed libraries, where learners' code may read its answers.\n"
        "Only folders named course_* are hidden there: install it as a package of such a name, or move it elsewhere."
    )
    for folder in (seen, tmp_path / "link"):
        with refused(sentence):
            find(str(folder))
    with refused(sentence):
        find(near=seen / "assignments")
    assert find(str(hidden)).root == hidden
    monkeypatch.setattr("grader.course.find.ENGINE", seen / "grader")
    with refused(sentence):
        find()


@pytest.mark.security
def test_a_manifest_of_another_user_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one in /tmp above the folder of a learner's work."""
    above, work = make(tmp_path / "above", "above"), tmp_path / "above" / "work"
    work.mkdir()
    assert nearest(work) == above
    if os.getuid():
        pytest.skip("only root can give a file to another user")
    os.chown(above / "course.toml", 12345, 12345)
    assert nearest(work) is None
    os.chown(work, 12345, 12345)
    assert nearest(work) == above


def test_the_first_keys_are_read_also_where_a_list_stands_among_them(tmp_path: Path) -> None:
    assert top(LINE_FIT)["id"] == "line-fit"
    (tmp_path / "course.toml").write_text('support = [\n    "a.py",\n["b"],\n]\nid = "x"\n\n[[unit]]\nname = "u"\n')
    assert top(tmp_path)["id"] == "x"
    (tmp_path / "course.toml").write_text("id = \n")
    with pytest.raises(CourseError, match=r"course\.toml: Invalid value"):
        top(tmp_path)


def test_what_a_process_has_taken_it_keeps_to_the_end(tmp_path: Path) -> None:
    found = Found(make(tmp_path / "one", "one"), "here")
    with taken(found):
        assert current() is found
    assert current().root == ROOT


def test_the_folders_that_hold_a_course_of_an_id(tmp_path: Path, libraries: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, place = make(tmp_path / "a", "one"), make(tmp_path / "b", "one"), install(libraries, "one")
    monkeypatch.setenv(VARIABLE, str(one))
    assert list(with_id("one", str(other))) == [other, one, place]
    assert list(with_id("one", str(tmp_path))) == [one, place]
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert list(with_id("one")) == [place]
    assert list(with_id("mnist-basics")) == [ROOT]
    assert list(with_id("none")) == []


def test_the_command_line_knows_nothing_of_courses_before_a_command_runs() -> None:
    code = "import sys, grader.cli; print(sorted(n for n in sys.modules if n.startswith('grader.c')), 'importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "grader.course'" not in done.stdout
    assert done.stdout.endswith("False\n")


@pytest.mark.slow
def test_an_installed_engine_takes_the_installed_course(tmp_path: Path) -> None:
    """As a learner has it: nothing of a clone, and a course that is never imported."""
    libraries = tmp_path / "site-packages"
    libraries.mkdir()
    (libraries / "grader").symlink_to(ROOT / "grader")
    install(libraries, "line-fit", source=LINE_FIT)
    code = "import grader.course.find as f, pathlib; f.ENGINE = pathlib.Path('/nowhere/grader'); from grader.cli import main; main()"
    for words, line in ((["hint", "predict"], "installed"), (["hint", "predict", "--course", "line-fit"], "--course line-fit")):
        done = finish(sys.executable, "-P", "-c", code, *words, cwd=tmp_path, PYTHONPATH=libraries)
        assert (done.returncode, done.stderr) == (0, f"Course: Fit a line ({line})\n")
        assert done.stdout.startswith("Hint ")
