"""`grader grade --only`: one exercise judged again for all, the rest of every result as it was."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from grader.batch.command import Options, grade_class
from grader.course import Course
from grader.results.regrade import merged

RIGHT = "def l1_distance(a, b):\n    return (a - b).abs().mean()\n\n\ndef rmse_distance(a, b):\n    return ((a - b) ** 2).mean().sqrt()\n"


def exercise(name: str, points: float, status: str = "passed") -> dict[str, object]:
    return {"name": name, "unit": "u", "status": status, "points": points, "max_points": 2.0, "checks": []}


def test_the_exercise_takes_its_place_and_the_sums_follow() -> None:
    before = {"submission": "s", "key": "k", "score": 2.0, "max_score": 4.0, "unsafe": ["net"],
              "exercises": [exercise("a", 0.0, "failed"), exercise("b", 2.0)]}  # fmt: skip
    again = {"submission": "s", "key": "new", "score": 1.5, "max_score": 2.0, "unsafe": [], "exercises": [exercise("a", 1.5)]}
    found = merged(before, again)
    assert [each["points"] for each in found["exercises"]] == [1.5, 2.0]
    assert (found["score"], found["max_score"], found["key"], found["unsafe"]) == (3.5, 4.0, "", ["net"])


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("regrade")
    for name in ("ann", "ben"):
        (root / "class" / name).mkdir(parents=True)
        (root / "class" / name / "unit02_similarity.py").write_text(RIGHT)
    assert grade(root, Console(quiet=True)) == 0
    return root


def grade(root: Path, console: Console, *only: str) -> int:
    return grade_class(Options((root / "class",), root / "out", seed=0, only=only), console)


def load(root: Path, name: str) -> dict[str, dict[str, object]]:
    content = json.loads((root / "out" / "submissions" / name / "result.json").read_text())
    return {each["name"]: each for each in content["exercises"]}


def test_the_graded_sources_are_kept_beside_the_result(graded: Path) -> None:
    kept = json.loads((graded / "out" / "submissions" / "ann" / "work.json").read_text())
    assert kept == {"schema": "grader/work/1", "modules": {"unit02_similarity": RIGHT}, "written": {}}


def test_one_exercise_is_judged_again_and_changed_work_as_a_whole(graded: Path, course: Course) -> None:
    for name in ("ann", "ben"):  # as if an earlier check had judged both wrongly
        path = graded / "out" / "submissions" / name / "result.json"
        content = json.loads(path.read_text())
        for each in content["exercises"]:
            each["points"] = 0.0
        path.write_text(json.dumps(content))
    (graded / "class" / "ben" / "unit02_similarity.py").write_text(RIGHT + "\n# handed in again\n")
    assert grade(graded, Console(quiet=True), "l1_distance") == 0
    ann, ben = load(graded, "ann"), load(graded, "ben")
    assert (ann["l1_distance"]["points"], ann["rmse_distance"]["points"]) == (2.0, 0.0)
    assert (ben["l1_distance"]["points"], ben["rmse_distance"]["points"]) == (2.0, 2.0)


def test_an_unknown_exercise_is_refused(graded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert grade(graded, Console(quiet=True), "l1_distanz") == 2
    assert "There is no exercise l1_distanz. The course has: image_to_tensor, row," in " ".join(capsys.readouterr().err.split())
