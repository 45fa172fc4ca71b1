"""Earlier units and the sample, found from wherever a notebook lies."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Course
from grader.notebooks import prepare
from grader.notebooks.kernel.course_importer import CourseImporter
from tests.notebooks.conftest import Class

HOME = "unit02_similarity"


@pytest.fixture(autouse=True)
def clean(course: Course) -> Iterator[None]:
    """No module of the course is imported, and no finder installed, before and after."""
    names = [path.stem for path in course.modules("assignments")]
    saved = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    yield
    for name in names:
        sys.modules.pop(name, None)
    sys.modules.update(saved)
    sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, CourseImporter)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "unit04_loss").mkdir()
    (tmp_path / "mnist_sample").mkdir()
    monkeypatch.chdir(tmp_path / "unit04_loss")
    return tmp_path


def test_a_notebook_in_the_folder_next_door(desk: Path, released: Class) -> None:
    (desk / HOME).mkdir()
    source = (released.folder / "source" / HOME / f"{HOME}.ipynb").read_text(encoding="utf-8")
    (desk / HOME / f"{HOME}.ipynb").write_text(
        source.replace("return (a - b).abs().mean()", "return 'mine'"), encoding="utf-8"
    )
    prepare()
    assert importlib.import_module(HOME).l1_distance(1, 2) == "mine"


def test_a_module_next_door_and_a_notebook_beside(desk: Path, released: Class) -> None:
    (desk / HOME).mkdir()
    (desk / HOME / f"{HOME}.py").write_text("l1_distance = 'a module'", encoding="utf-8")
    prepare()
    assert importlib.import_module(HOME).l1_distance == "a module"
    del sys.modules[HOME]
    (desk / "unit04_loss" / f"{HOME}.ipynb").write_bytes(
        (released.folder / "release" / HOME / f"{HOME}.ipynb").read_bytes()
    )
    with pytest.raises(NotImplementedError):
        importlib.import_module(HOME).l1_distance(1, 2)


def test_what_is_nowhere_is_the_stub(desk: Path) -> None:
    prepare()
    with pytest.raises(NotImplementedError):
        importlib.import_module(HOME).l1_distance(1, 2)


def test_where_nbgrader_grades_another_unit_is_the_courses_and_the_own_one_never(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    prepare()
    assert importlib.import_module(HOME).l1_distance(torch.ones(2), torch.zeros(2)) == 1
    with pytest.raises(NotImplementedError):
        importlib.import_module("unit04_loss").sigmoid(torch.ones(2))


def test_the_sample_lies_beside_the_units_and_is_made_once(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "mnist_sample").rmdir()
    prepare()
    assert capsys.readouterr().out.strip() == f"The sample digits are in {desk / 'mnist_sample'}."
    assert len(list((desk / "mnist_sample" / "train" / "3").iterdir())) == 400
    assert importlib.import_module("demo").sample_folder(3) == desk / "mnist_sample" / "train" / "3"
    prepare()
    assert capsys.readouterr().out == ""
    assert len([each for each in sys.meta_path if isinstance(each, CourseImporter)]) == 1


def test_where_nbgrader_grades_no_sample_is_written(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "mnist_sample").rmdir()
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    prepare()
    assert not (desk / "mnist_sample").exists()


def test_a_folder_of_that_name_on_the_path_is_no_module(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / HOME).mkdir()
    monkeypatch.syspath_prepend(desk)
    (desk / HOME / f"{HOME}.py").write_text("l1_distance = 'a module'", encoding="utf-8")
    prepare()
    assert importlib.import_module(HOME).l1_distance == "a module"
