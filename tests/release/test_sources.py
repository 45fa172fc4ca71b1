"""What goes into a course's wheel, and what is refused; an installed engine makes the release that the clone makes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader import VARIABLE
from grader import course as courses
from grader.authoring.release import engine
from grader.authoring.release.engine import load_engine
from grader.authoring.release.errors import ReleaseError
from grader.authoring.release.sources import Sources, load
from grader.course.data import Tier
from grader.course.model import Package
from tests.conftest import ROOT
from tests.release.conftest import LINE_FIT, environment, made, members, named, run

Written = Callable[..., Sources]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of examples/line_fit."""
    return Path(shutil.copytree(LINE_FIT, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def listing(folder: Path) -> Written:
    """listing("data/*.csv") is that course with these files as its data."""
    return lambda *files: Sources(replace(courses.load(folder), tiers=(Tier("mine", "Mine", files),)), load_engine())


@pytest.mark.parametrize("pattern", ["solutions/*.py", "checks/hidden/*/*.py", "**/*.py"])
def test_data_that_are_answers_leave_in_no_learners_wheel(listing: Written, pattern: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        listing(pattern).wheel("learner")
    said = str(caught.value)
    assert said.startswith(("course.toml: the data list solutions/", "course.toml: the data list checks/hidden/"))
    assert said.endswith(".py, which no learner may get: put them into another folder.")


def test_no_link_leads_to_an_answer(listing: Written, folder: Path) -> None:
    (folder / "extras" / "shown.py").symlink_to(folder / "solutions" / "unit1_line.py")
    with pytest.raises(ReleaseError) as caught:
        listing("data/hubble.csv").wheel("learner")
    sentence = "course.toml: the data list extras/shown.py, which no learner may get: put them into another folder."
    assert str(caught.value) == sentence


@pytest.mark.parametrize("pattern", ["../course/data/hubble.csv", "/etc/hostname"])
def test_data_outside_of_the_course(listing: Written, pattern: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        listing(pattern).wheel("instructor")
    sentence = f"course.toml: the data list {pattern}, which lies outside of the course: copy it into the course."
    assert str(caught.value) == sentence


def test_data_that_are_not_there(listing: Written) -> None:
    with pytest.raises(ReleaseError) as caught:
        listing("data/*.npz").wheel("learner")
    assert str(caught.value) == "course.toml: the data mine list data/*.npz, and the course has no such file."


def test_data_and_extras_of_any_kind(listing: Written, folder: Path) -> None:
    (folder / "data" / "more.npz").write_bytes(b"more")
    (folder / "extras" / "shown.svg").write_bytes(b"shown")
    (folder / "extras" / ".shown.svg.swp").write_bytes(b"an editor's own")
    held = dict(members(listing("data/*").wheel("learner").content))
    assert (held["course_line_fit/data/more.npz"], held["course_line_fit/extras/shown.svg"]) == (b"more", b"shown")
    assert [name for name in held if "swp" in name] == []
    assert held["course_line_fit/__init__.py"] == b""


def test_a_course_without_extras_helpers_givens_and_a_page(folder: Path) -> None:
    for each in ("extras", "checks/helpers", "checks/given.py", "assignments/README.md", "README.md"):
        path = folder / each
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    files = made(Sources(courses.load(folder), load_engine()))
    held = dict(members(named(files, "line-fit-0.1.0.zip")[1]))
    assert "line-fit/unit1_line.py" in held
    assert "line-fit/README.md" not in held
    assert b"Then open\n`unit1_line.py`, and run `grader check`" in held["line-fit/INSTALL.md"]


def test_its_own_licence_and_versions_come_first(folder: Path) -> None:
    course = replace(courses.load(folder), package=Package(license="CC-BY-4.0"))
    assert Sources(course, load_engine()).license is None  # the engine's text is another licence's
    (folder / "LICENSE").write_text("Do as you like.")
    (folder / "constraints.txt").write_text("torch==2.13.0")
    files = made(Sources(course, load_engine()))
    assert files["instructor/constraints.txt"] == b"torch==2.13.0"
    assert dict(members(named(files, "line-fit-0.1.0.zip")[1]))["line-fit/LICENSE"] == b"Do as you like."


SAID = [
    (Package(version="1.0-mine"), "'1.0-mine' is no version: write one such as 0.1.0."),
    (Package(version="1.0+mine"), "'1.0+mine' is no version: write one such as 0.1.0."),
    (Package(license="Apache 2"), "'Apache 2' is no SPDX expression: write one such as CC-BY-4.0, or take the line out."),
    (Package(requires=("a lot",)), "'a lot' is no requirement that pip understands: write one such as pooch>=1.8."),
]


@pytest.mark.parametrize(("package", "sentence"), SAID)
def test_what_no_package_can_say(monkeypatch: pytest.MonkeyPatch, package: Package, sentence: str) -> None:
    course = replace(courses.load(LINE_FIT), package=package)
    monkeypatch.setattr(courses, "load_solved", lambda: course)
    with pytest.raises(ReleaseError) as caught:
        load()
    assert str(caught.value) == f"course.toml: [package]: {sentence}"


def test_an_engine_that_nobody_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "ENGINE", tmp_path / "grader")
    monkeypatch.setattr(engine, "DISTRIBUTION", "no-such-engine")
    with pytest.raises(ReleaseError) as caught:
        load_engine()
    sentence = "Nothing says which version of the grader this is: install no-such-engine with pip, or work in a clone."
    assert str(caught.value) == sentence


@pytest.mark.slow
@pytest.mark.parametrize("which", ["the clone's course", "the installed course", "another course"])
def test_an_installed_engine_makes_the_same_release(
    files: dict[str, bytes], line_fit: dict[str, bytes], tmp_path: Path, which: str
) -> None:
    """Byte for byte: for a lecturer who has installed the engine with pip, and has no clone of it."""
    grader = environment(tmp_path, files, "+instructor") / "grader"
    chosen = {"the clone's course": {VARIABLE: ROOT}, "the installed course": {}, "another course": {VARIABLE: LINE_FIT}}[which]
    done = run(grader, "release", "--out", "dist", "--seed", 0, "--no-trial", cwd=tmp_path, **chosen)
    assert done.returncode == 0, done.stderr
    expected = line_fit if which == "another course" else files
    found = {name: (tmp_path / "dist" / name).read_bytes() for name in expected}
    assert {name for name in expected if found[name] != expected[name]} == set()


@pytest.mark.slow
def test_an_engine_that_is_not_whole(files: dict[str, bytes], tmp_path: Path) -> None:
    """It is installed, and not whole."""
    grader = environment(tmp_path, files, "+instructor") / "grader"
    (info,) = tmp_path.glob("venv/lib/*/site-packages/exercise_grader-*.dist-info")
    (info / "extra_metadata" / "constraints.txt").unlink()
    done = run(grader, "release", "--out", "dist", "--no-trial", cwd=tmp_path)
    sentence = "The installed exercise-grader holds no constraints.txt: install its wheel again."
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, sentence)
