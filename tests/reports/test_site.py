"""The class page and the learners' pages: what they show, that nothing in them runs or loads, and that they stay small."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rich.console import Console

from grader.course import Course
from grader.grading import record as results
from grader.reports.class_page import charts
from grader.reports.class_page.code import coloured
from grader.reports.class_page.command import report_class, write_site
from grader.reports.class_page.pages import Pages, per_cent
from grader.reports.class_page.view import view
from grader.results.policy.final_grade import apply_policy
from grader.results.policy.rules import Adjustment, Excuse, Late, Policy
from grader.results.store import FolderError, Store
from grader.results.upgrade import as_why
from grader.results.write import write_json

EVIL = "<img src=x onerror=alert(1)>"
WRONG = "Called mnist_distance(a).\nExpected shape [25]; got a single number.\nYou averaged over the images too."
CODE = f'import torch\n\n# {EVIL}</pre><script>alert(1)</script>\nx = "a < b & c"\n'


class Reader(HTMLParser):
    """An independent reader: every start tag with its attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def made(name: str, course: Course, right: float = 1.0, mistake: str | None = None, seconds: float = 0.01) -> dict[str, Any]:
    """A result with one check an exercise; mnist_distance fails with the given mistake."""
    exercises: list[dict[str, Any]] = []
    for each in course.exercises.values():
        wrong = mistake and each.name == "mnist_distance"
        check = {"name": "c", "title": f"is right <{each.name}>", "visibility": "public", "status": "failed" if wrong else "passed",
                 **(as_why(WRONG, mistake).as_json if wrong else {}), "seconds": seconds}  # fmt: skip
        points = 0.0 if wrong else round(each.points * right, 2)
        exercises.append({"name": each.name, "unit": each.unit, "status": check["status"], "points": points, "max_points": float(each.points), "checks": [check]})
    score, worth = (round(sum(each[key] for each in exercises), 2) for key in ("points", "max_points"))
    return {"schema": results.SCHEMA, "submission": name, "score": score, "max_score": worth, "seed": 0, "device": "cpu", "data": "embedded",
            "key": "", "notes": [f"{EVIL} was left out."], "unsafe": [], "exercises": exercises}  # fmt: skip


def store(folder: Path, rows: list[dict[str, Any]]) -> Store:
    for row in rows:
        write_json(folder / "submissions" / row["submission"] / "result.json", row)
        write_json(folder / "submissions" / row["submission"] / "work.json", {"modules": {"unit02_similarity": CODE}})
    write_json(folder / "results.json", results.of_class([results.line(row) for row in rows]))
    return Store(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    root = tmp_path_factory.mktemp("site")
    rows = [made(f"learner-{i:02}", course, right=i / 20, mistake="averages_everything" if i < 11 else None) for i in range(20)]
    rows += [made(EVIL, course, seconds=9.0)]
    folder = store(root / "results", rows)
    policy = Policy(late=Late(datetime(2027, 3, 1, tzinfo=UTC), per_day=0.1), submitted={"learner-19": datetime(2027, 3, 1, 5, tzinfo=UTC)},
                    adjustments=(Adjustment("learner-03", 2, f"Explained {EVIL}."), Adjustment("nobody", 1, "Why.")), excuses=(Excuse("learner-04", "Ill."),))  # fmt: skip
    assert write_site(folder, root / "out", policy, course, Console(quiet=True))[0] == 21
    return root / "out"


def test_the_mistakes_are_ranked_with_what_was_said(site: Path) -> None:
    text = " ".join(Reader((site / "index.html").read_text()).text.split())
    assert "11 of 21: averages everything in mnist_distance “You averaged over the images too.”" in text


def test_the_figures_are_there(site: Path) -> None:
    text = " ".join(Reader((site / "index.html").read_text()).text.split())
    assert "21 learners" in text
    assert "The exercises go together well enough for a grade that matters." in text
    assert "Far slower than the others" in text
    assert "Nobody" not in text
    assert "The policy names nobody, which no result knows: is it spelt as in the results?" in text


def test_of_a_notebook_the_cells_are_shown_and_compared(tmp_path: Path, course: Course) -> None:
    """And not the module that was made of them."""
    folder = store(tmp_path / "results", [made("ada", course)])
    sources = {"modules": {"unit01_pixels": "x = 2", "unit02_similarity": CODE}, "written": {"unit02_similarity": "# %% cell 3\n%time x = 1\n"}}
    write_json(tmp_path / "results" / "submissions" / "ada" / "work.json", sources)
    assert folder.written("ada") == {"unit01_pixels": "x = 2", "unit02_similarity": "# %% cell 3\n%time x = 1\n"}
    assert write_site(folder, tmp_path / "out", Policy(), course, Console(quiet=True))[0] == 1
    text = " ".join(Reader((tmp_path / "out" / "learners" / "ada.html").read_text()).text.split())
    assert "# %% cell 3" in text
    assert 'x = "a < b & c"' not in text


def test_a_learners_page_has_verdicts_reasons_and_code(site: Path) -> None:
    text = " ".join(Reader((site / "learners" / "learner-03.html").read_text()).text.split())
    assert "✗ mnist_distance 0 of 3" in text
    assert WRONG.replace("\n", " ") in text
    assert f"+2 points: Explained {EVIL}." in text
    assert 'x = "a < b & c"' in text
    assert "Late by 5 h 0 min: 10% of the points." in Reader((site / "learners" / "learner-19.html").read_text()).text
    assert "excused" in Reader((site / "learners" / "learner-04.html").read_text()).text


def test_nothing_that_a_learner_chose_becomes_markup(site: Path) -> None:
    for path in [site / "index.html", *(site / "learners").iterdir()]:
        reader = Reader(path.read_text())
        images = [attributes for tag, attributes in reader.tags if tag == "img"]
        assert all(str(each["src"]).startswith("data:image/png;base64,") for each in images)
        assert sum(tag == "script" for tag, _ in reader.tags) == (path.name == "index.html")
        assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    assert EVIL in Reader((site / "index.html").read_text()).text


def test_a_page_loads_nothing_and_its_policy_says_so(site: Path) -> None:
    for path in [site / "index.html", site / "learners" / "learner-00.html"]:
        page = path.read_text()
        policies = [each["content"] for _, each in Reader(page).tags if each.get("http-equiv") == "Content-Security-Policy"]
        assert [str(each).split(";")[0] for each in policies] == ["default-src 'none'"]
        assert not re.findall(r"""(?:src|href)=["'](?!data:|#|learners/|\.\./index\.html)""", page)
        assert "http://" not in page
        assert "https://" not in page


def test_every_link_leads_somewhere(site: Path) -> None:
    for tag, attributes in Reader((site / "index.html").read_text()).tags:
        if tag == "a":
            assert (site / unquote(str(attributes["href"]))).is_file()


def test_a_thousand_learners_stay_below_3_mb(course: Course) -> None:
    rows = [made(f"learner-{i:04}", course, right=i / 1000, mistake="averages_everything" if i % 3 else "sums") for i in range(1000)]
    page = Pages(course).of_class(view(apply_policy(rows, Policy())))
    assert len(page.encode()) < 3_000_000
    assert "666 of 1000" in " ".join(Reader(page).text.split())


def test_a_page_is_found_whatever_the_learner_is_called(tmp_path: Path, course: Course) -> None:
    names = ["ada", "Ada", "Çelik & co", "O'Brien", "100% #1?", "../up"]
    rows = [{**made("same", course), "submission": name} for name in names]
    pages = view(apply_policy(rows, Policy())).pages
    assert len({each.lower() for each in pages.values()}) == len(names)
    assert pages["O'Brien"] == "learners/O'Brien.html"
    links = {str(attributes["href"]) for tag, attributes in Reader(Pages(course).of_class(view(apply_policy(rows, Policy())))).tags if tag == "a"}
    assert {unquote(each) for each in links} == set(pages.values())
    assert not [each for each in links if re.search(r"[\s#?&'\"]|%(?![0-9A-F]{2})", each)]


def test_code_is_escaped_and_its_lines_are_those_of_the_file() -> None:
    found = coloured("\n\nx = '<b>'\t# \u202e\n")
    assert "&lt;b&gt;" in found
    assert "<b>" not in found
    assert "\u202e" not in found
    assert '<span class="linenos">3</span>' in found


def test_the_charts_say_in_words_what_they_show() -> None:
    assert 'aria-label="How the scores lie: 1 of them 0 to 10%, 2 of them 90 to 100%."' in charts.histogram([0.05, 0.95, 1.0])
    assert charts.heat_map([[0.0, None], [1.0, 0.5]]).startswith("data:image/png;base64,")
    assert (charts.blend(0), charts.blend(1)) == (charts.LOW, charts.HIGH)


def test_100_per_cent_is_all_of_it() -> None:
    assert [per_cent(each) for each in (None, 0.0, 0.123, 0.995, 1.0, 1.04)] == ["", "0%", "12%", "99%", "100%", "104%"]


def test_a_group_counts_once_in_the_figures(course: Course) -> None:
    found = view(apply_policy([made("team", course, mistake="sums")], Policy(groups={"team": ("a", "b")})))
    assert (len(found.rows), found.began, found.slips[0].learners) == (2, 1, ("team",))


def test_grades_that_cannot_be_trusted_say_so(course: Course) -> None:
    found = view(apply_policy([{**made("a", course), "unsafe": ["seccomp"]}], Policy()))
    assert found.notices == ["Graded where the sandbox did not hold (seccomp missing): do not trust these grades."]


def test_where_there_is_nothing_to_report_on(tmp_path: Path, course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    assert report_class(tmp_path, tmp_path / "out", None) == 2
    assert "Give the folder that `grader grade --out` wrote, with its results.json." in " ".join(capsys.readouterr().err.split())
    store(tmp_path, [made("a", course)])
    (tmp_path / "file").write_text("")
    assert report_class(tmp_path, tmp_path / "file", None) == 2
    assert "is a file: give --out a folder." in " ".join(capsys.readouterr().err.split())
    (tmp_path / "submissions" / "a" / "result.json").write_text("{")
    with pytest.raises(FolderError, match=r"cannot be read\. Grade again into the same folder: only it will be graded\."):
        Store(tmp_path).results()
