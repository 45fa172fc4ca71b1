"""A learner of examples/line_fit: sees every save judged, asks for hints, looks at the map, hands in; and a notebook of theirs."""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader import course as courses
from tests.learner.terminal import Terminal
from tests.line_fit.conftest import COURSE, RIGHT, SENTENCE, WRONG, grader, unit1
from tests.processes import finish

pytestmark = pytest.mark.slow


def test_every_save_is_judged_and_the_mistake_named(begun: Path, work: Path) -> None:
    (work / "unit1_line.py").write_text((begun / "unit1_line.py").read_text())
    with Terminal(work, "watch", "--course", str(COURSE)) as terminal:
        terminal.until("Fit a line", "0 of 8 exercises 0 of 24 points", "predict is not written yet.")
        (work / "unit1_line.py").write_text(unit1(wrong=True))
        terminal.until("residuals (unit1_line.py)", SENTENCE)
        (work / "unit1_line.py").write_text(unit1())
        terminal.until("4 of 8 exercises 8 of 24 points")
        terminal.press("q")
        assert terminal.end() == 0
    assert "Traceback" not in terminal.raw.decode()


def test_hints_come_one_after_another(work: Path) -> None:
    hints = courses.load(COURSE).exercises["fit"].hints
    for number, hint in enumerate(hints, start=1):
        said = " ".join(grader("hint", "fit", folder=work).stdout.split())
        assert said.startswith(f"Hint {number} of 3: {' '.join(hint.split())}")


def test_the_map_shows_what_is_right_and_what_is_not(work: Path) -> None:
    grader("check", folder=work)
    done = grader("progress", folder=work)
    assert done.returncode == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[:2] == ["1 A line through the nebulae ●✗–– 1 / 8", "2 Downhill to the same line ···· 0 / 16"]
    assert lines[-1] == "Next: residuals in unit1_line.py"


def test_what_is_handed_in_is_what_is_graded(work: Path) -> None:
    done = grader("submit", folder=work)
    assert done.returncode == 0, done.stderr
    assert "4 of 8 exercises will be graded; 4 are untouched." in done.stdout.splitlines()
    with zipfile.ZipFile(work / "submission.zip") as archive:
        assert sorted(archive.namelist()) == ["unit1_line.py", "unit2_descent.py"]


def test_it_has_no_figures() -> None:
    done = grader("figures")
    assert (done.returncode, done.stdout.strip()) == (2, "This course has no published figures (extras/figures).")


def test_a_cell_of_a_learners_notebook_shows_the_card(work: Path, tmp_path: Path) -> None:
    """The notebook that `grader start --notebooks` makes, its second exercise solved wrongly and checked, run in a real kernel."""
    pytest.importorskip("nbgrader")
    done = grader("start", str(tmp_path / "books"), "--notebooks")
    assert done.returncode == 0, done.stderr
    path = tmp_path / "books" / "unit1_line.ipynb"
    notebook = json.loads(path.read_text())
    codes = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    answers = {"def predict(": "slope, start = line\n    return slope * distance + start", "def residuals(": WRONG}
    for head, answer in answers.items():
        (cell,) = [each for each in codes if any(line.startswith(head) for line in each["source"])]
        source = "".join(cell["source"]).split("    # Write your code here")[0]
        cell["source"] = f"{source}    {answer}\n"
    source = "from grader.notebooks import check\ncheck(predict)\ncheck(residuals)"
    asked: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "id": "asked", "source": source}
    notebook["cells"].append(asked)
    path.write_text(json.dumps(notebook))
    run = ("-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", "--log-level=ERROR", path)
    done = finish(sys.executable, *run, cwd=path.parent, GRADER_COURSE=COURSE)
    assert done.returncode == 0, done.stderr
    cards = [output["data"] for output in json.loads(path.read_text())["cells"][-1]["outputs"] if "data" in output]
    right, wrong = ("".join(each["text/plain"]) for each in cards)
    assert right.splitlines()[0] == "predict: passed"
    assert wrong.splitlines()[0] == "residuals: not right yet"
    assert SENTENCE in wrong
    assert all("text/html" in each for each in cards)
    assert RIGHT not in wrong
