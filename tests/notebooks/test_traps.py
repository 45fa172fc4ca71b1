"""nbgrader's traps, each closed: what happens without the kit stands in docs/nbgrader.md."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from grader.course import Course
from tests.notebooks.conftest import UNIT, Class, Release, code, find, name_of, nbgrader
from tests.processes import GUARD

pytestmark = pytest.mark.slow

SOLUTION = "return (a - b).abs().mean((-1, -2))"
WRONG = "def l1_distance(a, b):\n    return 0 * a.sum()\n"


def hand_in(course: Class, student: str, source: str) -> None:
    folder = course.submit(student, course.read("release"))
    (folder / f"{UNIT}.py").write_text(source, encoding="utf-8")


def test_no_file_of_the_release_holds_a_solution(modules: Class, released: Class, course: Course) -> None:
    for each in (modules, released):
        files = [path for path in (each.folder / "release").rglob("*") if path.is_file()]
        assert len(files) >= 3
        for path in files:
            assert SOLUTION not in path.read_text(encoding="utf-8"), path
    assert (modules.folder / "release" / UNIT / f"{UNIT}.py").read_bytes() == (
        course.root / "assignments" / f"{UNIT}.py"
    ).read_bytes()


@pytest.mark.parametrize("setting", ["", "\nc.Autograde.exclude_overwriting = {}\n"])
def test_a_submitted_module_is_judged_and_not_the_sources(modules: Class, course: Course, setting: str) -> None:
    config = modules.folder / "nbgrader_config.py"
    before = config.read_text(encoding="utf-8")
    config.write_text(before + setting, encoding="utf-8")
    try:
        hand_in(modules, "right", course.reference[UNIT])
        hand_in(modules, "wrong", course.reference[UNIT] + "\n\n" + WRONG)
        modules.submit("none", modules.read("release"))
        modules.autograde("--force")
    finally:
        config.write_text(before, encoding="utf-8")
    assert sum(modules.scores("right").values()) == 12
    assert modules.scores("wrong")["l1_distance"] < 1
    assert sum(modules.scores("wrong").values()) == pytest.approx(10 + modules.scores("wrong")["l1_distance"])
    assert set(modules.scores("none").values()) == {0.0}
    assert f"{UNIT}.py was not handed in." in modules.outputs("none")


def test_rubrics_are_for_graders_alone(course: Course, release: Release, tmp_path: Path) -> None:
    unit = "unit10_questions"
    questions = next(each for each in course.units if each.name == unit).questions
    rubric = next(each for each in questions if each.name == "q02").rubric[0]
    made = release(tmp_path, unit)
    assert not any(rubric in cell.source for cell in made.read("release").cells)
    notebook = made.read("release")
    find(notebook, "q02").source = "In folders, one a digit: the folder's name is the label."
    made.submit("ada", notebook)
    made.autograde()
    nbgrader(tmp_path, "generate_feedback", unit)
    assert rubric in find(made.read("autograded", "ada"), "asks_q02").source
    page = (tmp_path / "feedback" / "ada" / unit / f"{unit}.html").read_text(encoding="utf-8")
    assert "the folder&#39;s name is the label" in page or "the folder's name is the label" in page
    assert "MARK SCHEME" not in page
    assert rubric not in page
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        grades = {each.name: each for each in gradebook.find_submission_notebook(unit, unit, "ada").grades}
    assert grades["q02"].needs_manual_grade
    assert grades["q03"].auto_score == 0
    assert not grades["q03"].needs_manual_grade


def test_alembic_is_found_in_an_environment_that_was_not_activated(released: Class, tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_bytes((released.folder / "nbgrader_config.py").read_bytes())
    command = [str(Path(sys.executable).with_name("nbgrader")), "db", "assignment", "add", UNIT]
    environment = {**os.environ, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=GUARD)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "gradebook.db").exists()


def test_deleted_and_duplicated_cells(fresh: Class) -> None:
    deleted = fresh.solved()
    deleted.cells = [
        each for each in deleted.cells if not name_of(each).startswith("test_") and name_of(each) != "setup"
    ]
    fresh.submit("deleted", deleted)

    rewritten = fresh.solved()
    rewritten.cells = [
        code(
            "\n\n".join(
                [
                    "import torch\nfrom torch import Tensor",
                    *(each.source for each in rewritten.cells if name_of(each) == "l1_distance"),
                ]
            )
        )
    ]
    fresh.submit("rewritten", rewritten)

    duplicated = fresh.solved(l1_distance=WRONG)
    place = [name_of(each) for each in duplicated.cells].index("test_l1_distance")
    duplicated.cells[place:place] = [copy.deepcopy(duplicated.cells[place]) for _ in range(2)]
    again = copy.deepcopy(find(fresh.solved(), "l1_distance"))
    duplicated.cells.append(again)  # a second try: as in a notebook, the last definition counts
    fresh.submit("duplicated", duplicated)
    fresh.autograde()
    assert sum(fresh.scores("deleted").values()) == 12
    assert fresh.scores("rewritten") == {
        "l1_distance": 2,
        "rmse_distance": 0,
        "mnist_distance": 0,
        "is_3": 0,
        "accuracy_3_7": 0,
    }
    assert sum(fresh.scores("duplicated").values()) == 12


@pytest.mark.parametrize("name", [f"{UNIT} (1).ipynb", "ada lovelace.ipynb"])
def test_a_renamed_notebook(fresh: Class, name: str) -> None:
    folder = fresh.submit("ada", fresh.solved(), name)
    (folder / "notes.ipynb").write_text("{", encoding="utf-8")
    fresh.autograde()
    assert sum(fresh.scores("ada").values()) == 12
    assert (folder / name).exists()


def test_a_notebook_of_an_older_release(fresh: Class) -> None:
    old = fresh.solved()
    for cell in old.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"].update(schema_version=1)
            cell.metadata["nbgrader"].pop("task", None)
    find(old, "test_is_3").metadata["nbgrader"]["points"] = 1
    find(old, "test_accuracy_3_7").metadata["nbgrader"]["grade_id"] = "test_of_an_exercise_that_is_gone"
    old.nbformat_minor = 4
    for cell in old.cells:
        cell.pop("id", None)
    fresh.submit("ada", old)
    fresh.submit("bob", fresh.solved())
    fresh.autograde()
    assert sum(fresh.scores("ada").values()) == 12
    assert sum(fresh.scores("bob").values()) == 12


def test_a_kernel_that_is_not_installed(fresh: Class) -> None:
    notebook = fresh.solved()
    notebook.metadata.kernelspec = {"name": "no-such-kernel", "display_name": "None", "language": "python"}
    fresh.submit("ada", notebook)
    fresh.autograde()
    assert sum(fresh.scores("ada").values()) == 12


def test_a_graded_cell_that_is_not_the_kits_waits_for_a_person(release: Release, tmp_path: Path) -> None:
    def add_one(made: Class) -> None:
        source = made.read("source")
        extra = code("assert False")
        marks = {
            "grade": True,
            "grade_id": "test_of_my_own",
            "locked": True,
            "points": 5,
            "solution": False,
            "task": False,
        }
        extra.metadata["nbgrader"] = {**marks, "schema_version": 3}
        source.cells.append(extra)
        nbformat.write(source, tmp_path / "source" / UNIT / f"{UNIT}.ipynb")

    made = release(tmp_path, change=add_one)
    made.submit("ada", made.solved())
    made.autograde()
    assert made.scores("ada")["of_my_own"] is None
    assert "This cell is not one of the kit's: nothing was executed. Grade it by hand." in made.outputs("ada")


NOISY = """
import sys, warnings, torch
def l1_distance(a, b):
    warnings.warn("deprecated")
    print("noise", file=sys.stderr)
    torch.tensor([1.0]).to(a)  # and what torch itself has to say
    return (a - b).abs().mean()
"""


def test_plain_nbgrader_grades_by_executing_and_noise_costs_nothing(
    released: Class, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One real kernel: the source's own test cells, hidden parts and all, on a noisy solution and on a wrong one."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    source = released.read("source")
    find(source, "l1_distance").source = NOISY
    find(source, "rmse_distance").source = "import torch\ndef rmse_distance(a, b):\n    return ((a - b) ** 2).mean()"
    kept = ("setup", "l1_distance", "test_l1_distance", "rmse_distance", "test_rmse_distance")
    source.cells = [each for each in source.cells if name_of(each) in kept]
    executed, _ = Execute().preprocess(source, {"metadata": {"path": str(tmp_path)}})
    right, wrong = find(executed, "test_l1_distance"), find(executed, "test_rmse_distance")
    assert determine_grade(right) == (2, 2)
    earned, most = determine_grade(wrong)
    assert 0 < earned < most == 2
    assert [each.output_type for each in wrong.outputs] == ["display_data", "execute_result"]
    data = wrong.outputs[0].data
    assert data["text/html"].startswith("<div style=")
    assert (
        "That is the mean squared error: the root is missing, so take the square root of the mean."
        in data["text/plain"]
    )
    assert not [
        each
        for each in json.loads(json.dumps(executed.cells))
        for output in each.get("outputs", [])
        if output.get("name") == "stderr"
    ]
