"""The source notebooks: valid by nbgrader's own validator, worth the manifest's points, released as the stubs are."""

from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from grader.course import Course, Unit
from grader.course.stubs import stub
from grader.notebooks.nbgrader import source_notebook
from grader.notebooks.nbgrader.command import init_course
from grader.notebooks.nbgrader.names import ANSWER
from tests.notebooks.conftest import Class, Notebook, find, is_solution, name_of


def unit_of(course: Course, name: str) -> Unit:
    return next(each for each in course.units if each.name == name)


def points_of(notebook: Notebook) -> float:
    return float(sum(cell.metadata["nbgrader"].get("points", 0) for cell in notebook.cells if "nbgrader" in cell.metadata))


@pytest.mark.parametrize("modules", [False, True])
def test_every_unit_is_valid_and_worth_the_manifests_points(course: Course, modules: bool) -> None:
    for unit in course.units:
        notebook = source_notebook.notebook(course, unit, modules)
        nbformat.validate(notebook)
        MetadataValidator().validate_nb(notebook)
        questions = 0 if modules else sum(each.points for each in unit.questions)
        assert points_of(notebook) == sum(each.points for each in unit.exercises if source_notebook.has_checks(course, each)) + questions
        assert all(cell.metadata["nbgrader"]["schema_version"] == 3 for cell in notebook.cells if name_of(cell))


def test_the_same_course_gives_the_same_bytes(course: Course) -> None:
    unit = unit_of(course, "unit10_questions")
    assert source_notebook.text(source_notebook.notebook(course, unit)) == source_notebook.text(source_notebook.notebook(course, unit))


def test_every_exercise_has_one_solution_cell_and_one_test_cell_right_after_it(course: Course) -> None:
    unit = unit_of(course, "unit05_training")
    names = [name_of(cell) for cell in source_notebook.notebook(course, unit).cells]
    for exercise in unit.exercises:
        assert names.count(exercise.name) == 1
        assert names[names.index(exercise.name) + 1] == f"test_{exercise.name}"


def test_what_a_test_cell_holds(course: Course) -> None:
    cell = find(source_notebook.notebook(course, unit_of(course, "unit02_similarity")), "test_is_3")
    assert cell.metadata["nbgrader"] == {
        "grade": True, "grade_id": "test_is_3", "locked": True, "points": 3, "schema_version": 3, "solution": False, "task": False,
    }  # fmt: skip
    assert cell.source.split("\n") == [
        "# 3 points for is_3: this cell checks your work. Leave it as it is.",
        'if __name__ == "__main__":',
        "    from grader.notebooks import check",
        "",
        "    check(is_3)",
        "### BEGIN HIDDEN TESTS",
        "from grader.notebooks import points",
        "",
        "points(is_3)",
        "### END HIDDEN TESTS",
    ]


def test_the_release_holds_the_stubs_and_nothing_hidden(released: Class, course: Course) -> None:
    notebook, source = released.read("release"), released.read("source")
    MetadataValidator().validate_nb(notebook)
    assert len(notebook.cells) == len(source.cells)
    for cell, origin in zip(notebook.cells, source.cells, strict=True):
        if is_solution(cell):
            assert cell.source == stub(origin.source).rstrip()
            assert "raise NotImplementedError" in cell.source
        elif name_of(cell).startswith("test_"):
            assert cell.source + "\n" == origin.source.split("### BEGIN HIDDEN TESTS")[0]
        else:
            assert cell.source == origin.source


def test_a_question_in_words_is_a_locked_question_with_its_rubric_and_an_answer_graded_by_hand(course: Course) -> None:
    unit = unit_of(course, "unit10_questions")
    notebook = source_notebook.notebook(course, unit)
    for question in [each for each in unit.questions if each.kind == "words"]:
        asked, answer = find(notebook, f"asks_{question.name}"), find(notebook, question.name)
        assert all(line in asked.source for line in question.rubric)
        assert (
            asked.source.index("BEGIN MARK SCHEME")
            < asked.source.index(question.rubric[0])
            < asked.source.index("END MARK")
        )
        assert answer.source == ANSWER
        assert answer.metadata["nbgrader"]["points"] == question.points
        assert "Your answer:" not in asked.source


def test_a_course_of_modules_says_where_to_write(course: Course) -> None:
    notebook = source_notebook.notebook(course, unit_of(course, "unit02_similarity"), modules=True)
    assert "Write your work into the file `unit02_similarity.py` beside this notebook" in notebook.cells[0].source
    assert not any(is_solution(cell) for cell in notebook.cells)
    assert "    from unit02_similarity import is_3\n" in find(notebook, "test_is_3").source


def test_nbgrader_knows_the_course_by_its_own_id(course: Course, tmp_path: Path) -> None:
    assert init_course(tmp_path / "course", "", False) == 0
    assert f'c.CourseDirectory.course_id = "{course.id}"' in (tmp_path / "course" / "nbgrader_config.py").read_text()
