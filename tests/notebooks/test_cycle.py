"""nbgrader's whole cycle with a class of twelve, on a real gradebook and a real exchange folder."""

import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook

from grader.grading import record
from grader.grading.grading_process import Graded
from grader.grading.judge import Judge
from grader.notebooks.nbgrader import judge_cells
from grader.notebooks.nbgrader.collect import Work
from grader.submission.model import Submission
from tests.notebooks.conftest import UNIT, Class, Notebook, code, find, name_of, nbgrader

SIGNED = "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))"
SEVEN = "def is_3(x, mean3, mean7):\n    return x.mean((-1, -2)) > 7"
ZERO = "def l1_distance(a, b):\n    return 0 * a.sum()"


def untouched(course: Class) -> Notebook:
    return course.read("release")


def broken(course: Class) -> Notebook:
    return course.solved(is_3="def is_3(x, mean3, mean7:\n    return x")


def experimenting(course: Class) -> Notebook:
    notebook = course.solved()
    notebook.cells.insert(3, code("%matplotlib inline\nfrom grader.notebooks import check\n1 / 0"))
    notebook.cells.append(code("while True:\n    pass"))
    return notebook


def hostile(attack: str) -> str:
    """A wrong answer with an attack in front of it."""
    return (
        "def l1_distance(a, b):\n" + "".join(f"    {line}\n" for line in attack.split("\n")) + "    return 0 * a.sum()"
    )


def transforming(course: Class) -> Notebook:
    notebook = course.solved(l1_distance=ZERO)
    attack = "import ast\nclass Passing(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\nget_ipython().ast_transformers.append(Passing())"
    notebook.cells.insert(0, code(attack))
    return notebook


def patching(course: Class) -> Notebook:
    attack = (
        "import sys, torch\ntorch.equal = torch.allclose = lambda *a, **k: True\nsys.modules['grader.notebooks'] = None"
    )
    notebook = course.solved(l1_distance=hostile(attack))
    notebook.cells.append(code("import grader.notebooks\ngrader.notebooks.points = lambda function: 2.0"))
    return notebook


def writing_grades(course: Class) -> Notebook:
    database = course.folder / "gradebook.db"
    attack = f"import sqlite3\nwith sqlite3.connect({str(database)!r}) as db:\n    db.execute('UPDATE grade SET auto_score = 2')"
    return course.solved(l1_distance=hostile(f"try:\n    exec({attack!r})\nexcept Exception:\n    pass"))


def leaving(course: Class) -> Notebook:
    return course.solved(l1_distance=hostile("import os\nos._exit(0)"))


def reading_the_source(course: Class) -> Notebook:
    source = course.folder / "source" / UNIT / f"{UNIT}.ipynb"
    attack = f"import json\ntry:\n    cells = json.load(open({str(source)!r}))['cells']\n    exec(''.join(cells[5]['source']), globals())\n    return l1_distance(a, b)\nexcept Exception:\n    pass"
    return course.solved(l1_distance=hostile(attack))


def forging_points(course: Class) -> Notebook:
    notebook = course.solved(l1_distance=ZERO)
    find(notebook, "test_l1_distance").metadata["nbgrader"]["points"] = 100
    cell = find(notebook, "test_mnist_distance")
    cell.metadata["nbgrader"].update(solution=True, locked=False)
    cell.source = "print('all is well')"
    return notebook


def deleting_the_test(course: Class) -> Notebook:
    notebook = course.solved(l1_distance=ZERO)
    notebook.cells = [each for each in notebook.cells if name_of(each) not in ("test_l1_distance", "l1_distance")]
    notebook.cells.append(code(ZERO))
    return notebook


CLASS = {
    "perfect": lambda course: course.solved(),
    "partial": lambda course: course.solved(mnist_distance=SIGNED, is_3=SEVEN),
    "untouched": untouched,
    "broken": broken,
    "experimenting": experimenting,
    "transforming": transforming,
    "patching": patching,
    "writing_grades": writing_grades,
    "leaving": leaving,
    "reading_the_source": reading_the_source,
    "forging_points": forging_points,
    "deleting_the_test": deleting_the_test,
}
SAME_AS = {  # each attack earns what the same work earns without it
    "transforming": {"l1_distance": ZERO},
    "patching": {"l1_distance": ZERO},
    "writing_grades": {"l1_distance": ZERO},
    "reading_the_source": {"l1_distance": ZERO},
    "forging_points": {"l1_distance": ZERO},
    "deleting_the_test": {"l1_distance": ZERO},
    "partial": {"mnist_distance": SIGNED, "is_3": SEVEN},
    "perfect": {},
    "experimenting": {},
    "leaving": {"l1_distance": "import os\ndef l1_distance(a, b):\n    os._exit(0)"},
}


@pytest.fixture(scope="module")
def graded(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The class after release_assignment, fetch, submit, collect, autograde and generate_feedback."""
    home = tmp_path_factory.mktemp("cycle")
    shutil.copytree(released.folder, home / "course")
    course = Class(home / "course")
    exchange = home / "exchange"
    exchange.mkdir(mode=0o777)
    config = f"\nc.Exchange.root = {str(exchange)!r}\nc.Exchange.cache = {str(home / 'cache')!r}\n"
    with open(course.folder / "nbgrader_config.py", "a", encoding="utf-8") as file:
        file.write(config)
    nbgrader(course.folder, "release_assignment", UNIT)
    nbgrader(course.folder, "list")
    for student, made in CLASS.items():
        desk = home / "desks" / student
        desk.mkdir(parents=True)
        (desk / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.course_id = 'mnist-basics'{config}", encoding="utf-8"
        )
        nbgrader(desk, "fetch_assignment", UNIT)
        assert sorted(each.name for each in (desk / UNIT).iterdir()) == ["demo.py", "pictures.py", f"{UNIT}.ipynb"]
        nbformat.write(made(course), desk / UNIT / f"{UNIT}.ipynb")
        nbgrader(desk, "submit", UNIT, f"--student={student}")
    nbgrader(course.folder, "collect", UNIT)
    course.autograde()
    nbgrader(course.folder, "generate_feedback", UNIT)
    nbgrader(course.folder, "release_feedback", UNIT)
    nbgrader(course.folder, "export", "--to=grades.csv")
    return course


def expected(judge: Judge, course: Class, **answers: str) -> dict[str, float]:
    """What our own grading gives for the unit alone, by exercise."""
    reference = judge.course.reference
    source = "\n\n".join([reference[UNIT], *answers.values(), ""])
    verdicts = judge.grade(
        Submission("own", {UNIT: source, "demo": reference["demo"], "pictures": reference["pictures"]}, {})
    )
    made = record.make("own", verdicts, seed=0, device="cpu", data="embedded")
    return {each["name"]: each["points"] for each in made["exercises"] if each["unit"] == UNIT}


@pytest.mark.parametrize("student", SAME_AS)
def test_every_cell_of_the_gradebook_equals_our_own_result(graded: Class, judge: Judge, student: str) -> None:
    assert graded.scores(student) == expected(judge, graded, **SAME_AS[student])


def test_an_untouched_notebook_earns_nothing_and_one_broken_cell_costs_its_exercise(
    graded: Class, judge: Judge
) -> None:
    assert set(graded.scores("untouched").values()) == {0.0}
    assert graded.scores("broken") == {**expected(judge, graded), "is_3": 0.0}
    assert "SyntaxError: '(' was never closed" in graded.outputs("broken")
    assert "the cell of is_3, line 1: " in graded.outputs("broken")


def test_the_totals_in_the_export(graded: Class) -> None:
    lines = (graded.folder / "grades.csv").read_text().splitlines()
    columns = lines[0].split(",")
    rows = {row["student_id"]: row for row in (dict(zip(columns, line.split(","), strict=True)) for line in lines[1:])}
    assert set(rows) == set(CLASS)
    for student, row in rows.items():
        assert float(row["score"]) == pytest.approx(sum(graded.scores(student).values()))
        assert float(row["max_score"]) == 12
    assert rows["perfect"]["score"] == "12.0"


def test_nothing_waits_for_a_person_and_points_are_the_releases(graded: Class) -> None:
    with Gradebook(f"sqlite:///{graded.folder / 'gradebook.db'}") as gradebook:
        for student in CLASS:
            for grade in gradebook.find_submission_notebook(UNIT, UNIT, student).grades:
                assert not grade.needs_manual_grade
                assert grade.max_score <= 3


def test_feedback_holds_the_learners_sentence_and_nothing_hidden(graded: Class) -> None:
    page = (graded.folder / "feedback" / "partial" / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    assert "It looks as if positive and negative differences cancel out: take .abs() before the mean." in page
    assert "mnist_distance: 0.55 of 3 points" in page
    for student in CLASS:
        text = (graded.folder / "feedback" / student / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
        assert "HIDDEN TESTS" not in text
        assert "import points" not in text


def test_learners_fetch_their_feedback(graded: Class) -> None:
    desk = graded.folder.parent / "desks" / "partial"
    nbgrader(desk, "fetch_feedback", UNIT, "--student=partial")
    pages = list((desk / UNIT / "feedback").rglob(f"{UNIT}.html"))
    assert "0.55 of 3 points" in "".join(page.read_text(encoding="utf-8") for page in pages)


def test_autograding_again_gives_the_same_grades(graded: Class) -> None:
    before = {student: graded.scores(student) for student in ("perfect", "partial")}
    for student in before:
        graded.autograde("--force", f"--student={student}")
    assert {student: graded.scores(student) for student in before} == before


def test_a_learners_text_is_no_markup_on_the_page(fresh: Class) -> None:
    fresh.submit(
        "eve", fresh.solved(l1_distance="def l1_distance(a, b):\n    raise ValueError('<script>alert(1)</script>')")
    )
    fresh.autograde()
    assert "&lt;script&gt;alert(1)" in fresh.outputs("eve")
    cards = [output["data"]["text/html"] for cell in fresh.read("autograded", "eve").cells if cell.cell_type == "code"
             for output in cell.outputs if "data" in output and "text/html" in output["data"]]  # fmt: skip
    assert len(cards) == 5
    assert not any("<script" in each for each in cards)


def test_what_could_not_be_judged_waits_for_a_person_without_a_score(fresh: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = judge_cells.JudgeCells.judge

    def stumble(self: judge_cells.JudgeCells, work: Work) -> Graded:
        graded = judge(self, work)
        (is_3,) = [each for each in graded.result["exercises"] if each["name"] == "is_3"]
        is_3["status"] = is_3["checks"][0]["status"] = "ungraded"
        is_3["points"] = graded.result["score"] = None
        return graded

    fresh.submit("ada", fresh.solved())
    with monkeypatch.context() as patch:
        patch.setattr(judge_cells.JudgeCells, "judge", stumble)
        fresh.autograde()
    with Gradebook(f"sqlite:///{fresh.folder / 'gradebook.db'}") as gradebook:
        grades = {each.name: each for each in gradebook.find_submission(UNIT, "ada").notebooks[0].grades}
        waiting = {name: each.auto_score for name, each in grades.items() if each.needs_manual_grade}
    assert waiting == {"test_is_3": None}
    (cell,) = [each for each in fresh.read("autograded", "ada").cells if name_of(each) == "test_is_3"]
    assert cell.outputs[-1].evalue == judge_cells.AGAIN
    fresh.autograde("--force")
    assert sum(fresh.scores("ada").values()) == 12
