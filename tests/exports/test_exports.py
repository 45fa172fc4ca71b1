"""Every export re-read by someone else's reader, and held to the rules of who is to consume it."""

import csv
import io
import json
import re
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest

from grader.grading import record as results
from grader.reports.exports import FORMATS, canvas, check50, gradescope, junit, markdown, spreadsheet
from grader.reports.exports.cells import defused, table
from grader.reports.exports.command import export_class
from grader.reports.file_names import file_names
from grader.results.policy.final_grade import FinalGrade, apply_policy
from grader.results.policy.rules import Adjustment, Excuse, Policy
from grader.results.upgrade import as_why
from grader.results.write import write_json
from grader.submission.ids import id_of, is_fit, same
from tests.processes import finish
from tests.typed import typed

ROOT = Path(__file__).resolve().parents[2]

EVIL = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"]
MESSAGE = "Called f(x).\n```\n</failure>]]>&<b>@everyone\x1b[31m\ufffe\nTake the mean."


def check(name: str, status: str, mistake: str | None = None, message: str = "") -> dict[str, Any]:
    why = as_why(message, mistake).as_json if message else {}
    return {"name": name, "title": f"is | right <{name}>", "visibility": "hidden", "status": status, **why, "seconds": 0.25}


def exercise(name: str, unit: str, status: str, points: float, *checks: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "unit": unit, "status": status, "points": points, "max_points": 4.0, "checks": list(checks)}


def result(name: str) -> dict[str, Any]:
    exercises = [
        exercise("row", "unit01_pixels", "passed", 4.0, check("check_a", "passed")),
        exercise("rank", "unit01_pixels", "passed", 4.0, check("check_a", "passed")),
        exercise("is_3", "unit02_similarity", "failed", 2.0, check("check_a", "passed"), check("check_b", "failed", "no_mean", MESSAGE),
                 check("check_c", "failed", "no_mean", MESSAGE), check("check_d", "not_checked", message="Judged once…")),
        exercise("mse", "unit03_descent", "not_started", 0.0, check("check_a", "not_started", message="not written yet")),
    ]  # fmt: skip
    return {"schema": results.SCHEMA, "submission": name, "score": 10.0, "max_score": 16.0, "seed": 0, "device": "cpu", "data": "embedded",
            "key": "k", "notes": ["=notes | here"], "unsafe": [], "exercises": exercises}  # fmt: skip


RULES = Policy(
    adjustments=(Adjustment("ada", 1.5, "=Explained it.", "is_3"),), excuses=(Excuse("ben", "Ill."), Excuse("cleo", "Ill.", units=("unit03_descent",)))
)


@pytest.fixture
def final_grades() -> list[FinalGrade]:
    return apply_policy([result(name) for name in ("ada", "ben", "cleo", *EVIL)], RULES)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_no_cell_is_a_formula(final_grades: list[FinalGrade]) -> None:
    for text in (spreadsheet.render(final_grades, "T"), canvas.render(final_grades, "=T")):
        cells = [cell for row in rows(text) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "＝")) or re.match(r"-\D", cell)]
        assert "'=HYPERLINK(1)" in cells


@pytest.mark.parametrize("text", EVIL)
def test_what_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert defused(f"a{text}") == f"a{text}"


def test_numbers_stay_numbers_and_quotes_are_doubled() -> None:
    assert table([["a,b", 'c"d', -1.5, None, 2.0]]) == '"a,b","c""d",-1.5,,2\r\n'


def test_the_table_is_read_back_whole(final_grades: list[FinalGrade]) -> None:
    text = spreadsheet.render(final_grades, "T")
    assert text.encode().startswith(b"\xef\xbb\xbf")
    found = {row["learner"]: row for row in csv.DictReader(io.StringIO(text[1:]))}
    assert (found["ada"]["score"], found["ada"]["earned"], found["ada"]["is_3"]) == ("11.5", "10", "3.5")
    assert found["ada"]["reasons"] == "'+1.5 points in is_3: =Explained it."
    assert (found["ben"]["excused"], found["ben"]["row"]) == ("yes", "")
    assert (found["cleo"]["max_score"], found["cleo"]["mse"]) == ("12", "")


def test_canvas_gets_its_columns_its_second_row_and_ex(final_grades: list[FinalGrade]) -> None:
    head, possible, *learners = rows(canvas.render(final_grades, "MNIST basics"))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "MNIST basics"]
    assert [possible[0].strip(), possible[5]] == ["Points Possible", "16"]
    assert all(len(row) == 6 for row in learners)
    scores = {row[3]: row[5] for row in learners}
    assert (scores["ada"], scores["ben"], scores["cleo"]) == ("11.5", "EX", "13.33")


FIELDS = {"score": (int, float), "max_score": (int, float), "status": (str,), "name": (str,), "name_format": (str,), "number": (str,),
          "output": (str,), "output_format": (str,), "tags": (list,), "visibility": (str,), "extra_data": (dict,)}  # fmt: skip
FORMATTED = {"text", "html", "simple_format", "md", "ansi"}
VISIBLE = {"hidden", "after_due_date", "after_published", "visible"}


def held_to_gradescopes_specification(content: dict[str, Any]) -> None:
    """The rules of Gradescope's "Autograder Specifications", part "Output format"."""
    allowed = {"score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"}
    assert set(content) <= allowed
    assert isinstance(content.get("score", 0.0), float)  # none where it is withheld: Gradescope then says that grading failed
    assert "score" in content or not any("score" in test for test in content["tests"])
    assert content["output_format"] in FORMATTED
    assert {content["visibility"], content["stdout_visibility"]} <= VISIBLE
    for test in content["tests"]:
        assert all(isinstance(value, FIELDS[name]) for name, value in test.items())
        assert test.get("status", "failed") in ("passed", "failed")
        assert {test["output_format"], test["name_format"]} <= FORMATTED
        assert test["visibility"] in VISIBLE
        assert ("score" in test) == ("max_score" in test)
        assert 0 <= test.get("score", 0.0) <= test.get("max_score", 0.0)


def test_gradescope_gets_a_test_an_exercise(final_grades: list[FinalGrade]) -> None:
    content = json.loads(gradescope.render(final_grades[[each.learner for each in final_grades].index("ada")], "T"))
    held_to_gradescopes_specification(content)
    assert content["score"] == 11.5
    assert [(each["number"], each["name"], each["score"], each["max_score"], each["status"]) for each in content["tests"]] == [
        ("1.1", "row", 4.0, 4.0, "passed"), ("1.2", "rank", 4.0, 4.0, "passed"), ("2.1", "is_3", 3.5, 4.0, "failed"), ("3.1", "mse", 0.0, 4.0, "failed"),
    ]  # fmt: skip
    assert content["tests"][3]["output"] == "Not started."
    assert content["output"].split("\n")[0] == "+1.5 points in is_3: =Explained it."
    assert "Take the mean." in content["tests"][2]["output"]
    assert "Not checked yet: is | right <check_d>." in content["tests"][2]["output"]
    assert "\x1b" not in content["tests"][2]["output"]


def test_gradescope_gets_excused_exercises_without_points(final_grades: list[FinalGrade]) -> None:
    content = json.loads(gradescope.render(next(each for each in final_grades if each.learner == "cleo"), "T"))
    held_to_gradescopes_specification(content)
    assert content["tests"][3]["max_score"] == 0.0


SUITE = {"name", "tests", "failures", "errors", "skipped", "time"}


def test_junit_is_what_jenkins_schema_asks_for(final_grades: list[FinalGrade]) -> None:
    root = minidom.parseString(junit.render(final_grades, "T & <co>").encode()).documentElement
    assert root is not None
    assert root.tagName == "testsuites"
    assert set(root.attributes.keys()) == {"name", "tests", "failures", "errors"}
    suites = root.getElementsByTagName("testsuite")
    assert [each.getAttribute("name") for each in suites] == [each.learner.replace("\t", " ") for each in final_grades]
    for suite in suites:
        assert set(suite.attributes.keys()) == SUITE
        assert re.fullmatch(r"\d+\.\d{3}", suite.getAttribute("time"))
        counts = [int(suite.getAttribute(each)) for each in ("tests", "failures", "errors", "skipped")]
        assert counts == [len(suite.getElementsByTagName(each)) for each in ("testcase", "failure", "error", "skipped")] == [7, 2, 0, 2]
        for case in suite.getElementsByTagName("testcase"):
            assert set(case.attributes.keys()) == {"classname", "name", "time"}
            inside = [each for each in case.childNodes if isinstance(each, minidom.Element)]
            assert {each.tagName for each in inside} <= {"failure", "error", "skipped"}
            assert all(set(each.attributes.keys()) <= {"message", "type"} for each in inside)
    assert int(root.getAttribute("tests")) == 7 * len(suites)
    failure = suites[0].getElementsByTagName("failure")[0]
    assert failure.getAttribute("type") == "no_mean"
    assert failure.getAttribute("message") == "Take the mean."
    assert isinstance(failure.firstChild, minidom.Text)
    assert "</failure>]]>&<b>" in failure.firstChild.data


def test_check50_gets_its_fields(final_grades: list[FinalGrade]) -> None:
    content = json.loads(check50.render(final_grades[0], "T"))
    assert set(content) == {"slug", "results", "version"}
    for each in content["results"]:
        assert set(each) == {"name", "description", "passed", "log", "cause", "data", "dependency"}
        assert (each["cause"] is None) == (each["passed"] is True)
    assert [each["passed"] for each in content["results"]] == [True, True, True, False, False, None, None]


def test_a_comment_holds_no_markup_of_the_learners(final_grades: list[FinalGrade]) -> None:
    text = markdown.render(final_grades[-3:], "T")
    assert "````text\n" in text
    fences = [line for line in text.split("\n") if re.fullmatch(r"`{3,}(text)?", line)]
    assert fences.count("````text") == fences.count("````") == 3
    outside = re.sub(r"````text\n.*?\n````", "", text, flags=re.DOTALL)
    assert "@everyone" not in outside
    assert "<b>" not in outside
    assert "- =notes \\| here" in text
    assert "| unit02\\_similarity | ❌ | 2 of 4 |" in text
    assert "ben: excused" in text


def test_what_markdown_would_read_is_escaped() -> None:
    assert markdown.plain("a_b*c <d> [e](f) @g | h") == r"a\_b\*c \<d\> \[e\]\(f\) @​g \| h"
    assert markdown.plain("https://evil.example") == "https:​//evil.example"
    assert markdown.fenced("a ```` b") == "`````text\na ```` b\n`````"


def test_a_comment_is_never_too_long() -> None:
    text = markdown.render(apply_policy([result(f"learner-{i}") for i in range(300)], Policy()), "T")
    assert len(text) < 65_536
    assert text.endswith("And more, which does not fit into a comment: run `grader check`.\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("results")
    names = ["ada", "=evil"]
    for name in names:
        write_json(root / "submissions" / name / "result.json", result(name))
    write_json(root / "results.json", results.of_class([results.line(result(name)) for name in names]))
    return root


def test_every_format_is_written_by_the_command(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [kind for kind, each in FORMATS.items() if not each.alone]
    for kind in files:
        assert export_class(folder, kind, str(tmp_path / kind), None) == 0
    said = capsys.readouterr().out.splitlines()
    assert [re.sub(r": \S*/", ": ", each) for each in said] == [
        f"2 learners, a file each: {kind}" if FORMATS[kind].each else f"2 learners: {kind}" for kind in files
    ]
    assert len(files) == len(FORMATS) - 1
    assert sorted(path.name for path in (tmp_path / "check50").iterdir()) == ["ada.json", f"{id_of('=evil')}.json"]
    assert b"\r\n" in (tmp_path / "csv").read_bytes()
    assert b"\r\r" not in (tmp_path / "csv").read_bytes()


def test_one_learner_is_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_json(tmp_path / "submissions" / "ada" / "result.json", result("ada"))
    write_json(tmp_path / "results.json", results.of_class([results.line(result("ada"))]))
    assert export_class(tmp_path, "gradescope", str(tmp_path / "out" / "results.json"), None) == 0
    held_to_gradescopes_specification(json.loads((tmp_path / "out" / "results.json").read_text()))
    assert export_class(tmp_path, "gradescope", str(tmp_path / "folder"), None) == 0
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["ada.json"]
    assert capsys.readouterr().out.splitlines()[1].startswith("1 learner, a file each: ")


def test_what_cannot_be_written_says_so(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert export_class(folder, "csv", str(tmp_path / "file" / "x.csv"), None) == 2
    assert "cannot be written (File exists): give --out another path." in capsys.readouterr().err
    assert export_class(tmp_path, "csv", str(tmp_path / "x.csv"), None) == 2
    (tmp_path / "p.toml").write_text('[[adjust]]\nlearner = "eve"\npoints = 1\nreason = "Why."\n')
    assert export_class(folder, "csv", str(tmp_path / "x.csv"), tmp_path / "p.toml") == 0
    assert "The policy names eve, which no result knows: is it spelt as in the results?" in capsys.readouterr().out


def test_files_of_learners_stay_in_their_folder_and_no_two_are_alike() -> None:
    names = ["ada", "../ada", "a/da", "a\\da", ".", "..", "", "a\nb", "Ben", "BEN", "\xc7elik", "C\u0327elik", "nul", "ada" * 60, "Ada Lovelace"]
    found = file_names([*names, "ada"])
    assert list(found) == names
    assert (found["ada"], found["Ada Lovelace"]) == ("ada", "Ada Lovelace")
    assert all(is_fit(each) for each in found.values())
    assert len({same(each) for each in found.values()}) == len(names)  # on a system that takes Ben and BEN for one, too
    assert file_names(["Ben"]) == {"Ben": "Ben"}


MADE_UP = '''
"""A format for the test: a learner a line."""


def render(final_grades, title):
    return "".join(f"{title}: {each.learner} has {each.score:g}\\n" for each in final_grades)
'''


def test_a_new_format_touches_two_files(folder: Path, tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    engine = Path(shutil.copytree(ROOT / "grader", tmp_path / "engine" / "grader", ignore=ignored))
    (engine / "reports" / "exports" / "lines.py").write_text(MADE_UP)
    registry = engine / "reports" / "exports" / "__init__.py"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace('    "csv": Format(', '    "lines": Format(f"{HERE}.lines", "a learner a line"),\n    "csv": Format(', 1), encoding="utf-8")
    run = partial(finish, sys.executable, "-m", "grader", "export", PYTHONPATH=engine.parent, cwd=tmp_path)
    assert "  lines       a learner a line\n" in run("--help").stdout
    done = run(folder, "--format", "lines", "--out", "lines.txt", "--course", ROOT)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lines.txt").read_text() == "MNIST basics: =evil has 10\nMNIST basics: ada has 10\n"


def test_help_names_each_format_and_imports_none() -> None:
    done = typed("export", "--help", COLUMNS=80)
    for name, each in FORMATS.items():
        assert f"  {name:10}  {each.help}\n" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    loaded = finish(sys.executable, "-c", "import sys, grader.cli; print(*sys.modules, sep=chr(10))").stdout.split()
    assert not {each.module for each in FORMATS.values()} & set(loaded)
    assert not {"torch", "pytest", "rich", "nbgrader", "jinja2"} & set(loaded)


def test_a_format_whose_library_is_not_here_says_how_to_get_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "grader.notebooks.nbgrader.export", None)
    assert export_class(folder, "nbgrader", str(tmp_path / "gradebook.db"), None) == 2
    assert capsys.readouterr().err == "nbgrader is not installed here: pip install 'exercise-grader[nbgrader]'.\n"


def test_the_command_line_exports_into_a_gradebook(folder: Path, tmp_path: Path) -> None:
    api = pytest.importorskip("nbgrader.api")
    done = typed("export", folder, "--format", "nbgrader", "--out", tmp_path / "gradebook.db")
    assert done.returncode == 0, done.stderr
    with api.Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        assert sorted(each.id for each in gradebook.students) == ["=evil", "ada"]
        assert gradebook.find_submission("unit02_similarity", "ada").score == 2.0
