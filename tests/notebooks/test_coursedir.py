"""init and update: what is written, what is kept, what the commands say."""

from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from traitlets.config.loader import PyFileConfigLoader

from grader.cli import main
from grader.course import Course
from grader.notebooks.nbgrader import command, course_folder
from grader.notebooks.nbgrader.course_folder import CourseFolderError
from grader.notebooks.nbgrader.judge_cells import JudgeCells
from grader.results.seed import SeedError
from tests.notebooks.conftest import UNIT, find

NOTEBOOK = f"source/{UNIT}/{UNIT}.ipynb"


@pytest.fixture
def small(course: Course) -> Course:
    """The course with unit 2 alone, which is quicker to write."""
    return replace(course, units=(course.units[1],))


def test_init_makes_a_course_and_never_touches_it_again(small: Course, tmp_path: Path) -> None:
    first = course_folder.init(small, tmp_path / "made", "my-course")
    assert sorted(first.new) == [f"source/{UNIT}/demo.py", f"source/{UNIT}/pictures.py", NOTEBOOK]
    config = tmp_path / "made" / "nbgrader_config.py"
    assert 'c.CourseDirectory.course_id = "my-course"' in config.read_text()
    config.write_text("# mine")
    again = course_folder.init(small, tmp_path / "made", "my-course")
    assert (again.new, again.refreshed, again.kept, len(again.same)) == ([], [], [], 3)
    assert config.read_text() == "# mine"


def test_a_course_has_a_seed_of_its_own(small: Course, tmp_path: Path) -> None:
    found = set()
    for name in ("one", "other"):
        course_folder.init(small, tmp_path / name, "c")
        config = PyFileConfigLoader("nbgrader_config.py", str(tmp_path / name)).load_config()
        found.add(JudgeCells(config=config).terms.seed)
        for path in (tmp_path / name / "source").rglob("*.*"):
            assert str(JudgeCells(config=config).seed).encode() not in path.read_bytes()
    assert len(found) == 2
    with pytest.raises(SeedError, match=r"^This course has no seed yet\. Add a line below .*:  c\.JudgeCells\.seed = \d+$"):
        _ = JudgeCells().terms


def test_what_jupyter_does_when_it_saves_is_no_edit(small: Course, tmp_path: Path) -> None:
    course_folder.init(small, tmp_path, "c")
    path = tmp_path / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["language_info"]["version"] = "3.12"
    find(notebook, "l1_distance").outputs = [nbformat.v4.new_output("stream", text="tried")]
    nbformat.write(notebook, path)
    assert course_folder.update(small, tmp_path).kept == []


def test_an_edit_is_kept_and_a_change_of_the_course_comes_in(small: Course, course: Course, tmp_path: Path) -> None:
    course_folder.init(small, tmp_path, "c")
    path = tmp_path / NOTEBOOK
    changed = replace(
        small,
        units=(
            replace(
                small.units[0],
                exercises=(replace(small.units[0].exercises[0], points=7.0), *small.units[0].exercises[1:]),
            ),
        ),
    )
    assert course_folder.update(changed, tmp_path).refreshed == [NOTEBOOK]
    assert find(nbformat.read(path, as_version=4), "test_l1_distance").metadata["nbgrader"]["points"] == 7
    notebook = nbformat.read(path, as_version=4)
    find(notebook, "l1_distance").source += "\n# my own note"
    nbformat.write(notebook, path)
    edited = path.read_bytes()
    assert course_folder.update(changed, tmp_path).kept == [NOTEBOOK]
    assert course_folder.update(small, tmp_path).kept == [NOTEBOOK]
    assert path.read_bytes() == edited
    assert course_folder.update(small, tmp_path, force=True).refreshed == [NOTEBOOK]
    assert course_folder.update(small, tmp_path).kept == []


def test_a_unit_that_is_gone_is_named_and_left(small: Course, tmp_path: Path) -> None:
    course_folder.init(small, tmp_path, "c")
    gone = course_folder.update(replace(small, units=()), tmp_path)
    assert NOTEBOOK in gone.left
    assert (tmp_path / NOTEBOOK).exists()


def test_a_course_of_modules_stays_one(small: Course, course: Course, tmp_path: Path) -> None:
    course_folder.init(small, tmp_path, "c", modules=True)
    stub = (course.root / "assignments" / f"{UNIT}.py").read_bytes()
    assert (tmp_path / "source" / UNIT / f"{UNIT}.py").read_bytes() == stub
    assert len(course_folder.update(small, tmp_path).same) == 4


def test_folders_that_cannot_be_used(small: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match="make the folder with `grader nbgrader init"):
        course_folder.update(small, tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(CourseFolderError, match="is a file: give a folder"):
        course_folder.init(small, tmp_path / "file", "c")


def test_what_the_commands_say(tmp_path: Path) -> None:
    run = CliRunner()
    folder = str(tmp_path / "made")
    made = run.invoke(main, ["nbgrader", "init", folder])
    assert made.exit_code == 0
    assert made.stdout.splitlines() == [
        "33 files new, 0 refreshed, 0 as they were.",
        f"Next:  cd {folder}  and  nbgrader generate_assignment unit01_pixels",
    ]
    path = tmp_path / "made" / "source" / UNIT / "demo.py"
    path.write_text("# mine")
    updated = run.invoke(main, ["nbgrader", "update", folder])
    assert updated.stderr == f"Course: MNIST basics ({folder}/nbgrader_config.py)\n"
    assert updated.exit_code == 1
    assert updated.stdout.splitlines() == [
        "0 files new, 0 refreshed, 32 as they were.",
        f"Kept, because it was edited: source/{UNIT}/demo.py. `grader nbgrader update --force` would overwrite it.",
    ]
    assert run.invoke(main, ["nbgrader", "update", folder, "--force"]).exit_code == 0
    path.unlink()
    assert run.invoke(main, ["nbgrader", "update", folder]).stdout == "1 file new, 0 refreshed, 32 as they were.\n"
    nowhere = run.invoke(main, ["nbgrader", "update", str(tmp_path)])
    assert nowhere.exit_code == 2
    assert "holds no nbgrader_config.py: make the folder with `grader nbgrader init" in nowhere.output


def test_without_nbgrader(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert command.init_course(tmp_path, "c", False) == 2
    assert (
        capsys.readouterr().err.strip() == "nbgrader is not installed here: pip install 'exercise-grader[nbgrader]'."
    )
