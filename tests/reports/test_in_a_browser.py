"""The class page in Chromium: it searches, sorts and folds, complains of nothing, and fits a screen and a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Course
from grader.reports.class_page.pages import Pages
from grader.reports.class_page.view import view
from grader.results.policy.final_grade import apply_policy
from grader.results.policy.rules import Policy
from tests import browser
from tests.browser import Browser
from tests.reports.test_site import EVIL, made

pytestmark = pytest.mark.skipif(not browser.is_here(), reason="Chromium and its driver are not installed")
ROWS = "return [...document.querySelector('.learners tbody').rows].filter((row) => !row.hidden).map((row) => row.cells[0].textContent)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    rows = [made(f"learner-{i:02}", course, right=i / 10, mistake="sums" if i < 4 else None) for i in range(11)]
    rows.append(made(f"{EVIL}-with-a-name-that-is-longer-than-any-column", course, seconds=20.0))
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(Pages(course).of_class(view(apply_policy(rows, Policy()))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


def test_a_search_hides_who_does_not_fit(page: Path, window: Browser) -> None:
    window.open(page.as_uri())
    type_ = "const box = document.getElementById('search'); box.value = arguments[0]; box.dispatchEvent(new Event('input'));"
    window.run(type_, "LEARNER-1")
    assert window.run(ROWS) == ["learner-10"]
    assert window.run("return document.getElementById('found').textContent") == "1 found"
    window.run(type_, "")
    assert len(window.run(ROWS)) == 12


def test_a_click_on_a_column_sorts_by_it(page: Path, window: Browser) -> None:
    window.open(page.as_uri())
    click = "document.querySelectorAll('.learners th button')[arguments[0]].click()"
    window.run(click, 1)
    assert window.run(ROWS)[:3] == ["learner-00", "learner-01", "learner-02"]
    window.run(click, 1)
    assert {window.run(ROWS)[0], window.run(ROWS)[1]} == {"learner-10", f"{EVIL}-with-a-name-that-is-longer-than-any-column"}
    assert window.complaints() == []


def test_what_nearly_all_have_is_folded_away(course: Course, tmp_path: Path, window: Browser) -> None:
    rows = [made(f"learner-{i:02}", course, mistake="sums" if i % 2 else None) for i in range(12)]
    (tmp_path / "index.html").write_text(Pages(course).of_class(view(apply_policy(rows, Policy()))), encoding="utf-8")
    window.open((tmp_path / "index.html").as_uri())
    shown = window.run("return document.body.innerText")
    assert f"{len(course.scored) - 1} exercises that nearly all have: good for the start, of little use for a grade" in shown
    assert "Nearly all have it" not in shown
    tables = window.run("return [...document.querySelectorAll('.stack tbody')].map((body) => body.rows.length)")
    assert tables[:2] == [1, len(course.scored) - 1]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(page: Path, window: Browser, width: int) -> None:
    window.size(width, 800)
    window.open(page.as_uri())
    window.run("for (const each of document.querySelectorAll('details')) each.open = true")
    assert window.run("return document.documentElement.scrollWidth") == width
