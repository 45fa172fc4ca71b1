"""The page that a learner gets after grading: whole, safe, without hidden values, and usable on a phone and by keyboard."""

import base64
import html
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import told
from grader.course import Course
from grader.grading import record
from grader.reports.learner_page.page import Picture, learner_page, write_learner_pages
from grader.results.upgrade import as_why
from grader.results.write import write_json
from grader.submission.ids import tagged
from tests import browser
from tests.browser import Browser
from tests.typed import typed

SENTENCE = (
    "5 of 6 checks are judged; 1 could not be judged, which is the grader's fault. The score is withheld until all are."
)
TAB, ENTER = "\ue004", "\ue007"
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


def check(
    title: str, status: Status, message: str = "", visibility: str = "public", mistake: str | None = None
) -> CheckVerdict:
    return CheckVerdict(title.replace(" ", "_"), title, visibility, status, as_why(message, mistake) if message else None)


@pytest.fixture
def found() -> dict[str, Any]:
    """One of each status; what is told best stands in the second failing check of is_3, which names a mistake."""
    passed, failed = Status.PASSED, Status.FAILED
    verdicts = [
        ExerciseVerdict("l1_distance", "unit02_similarity", 2, (check("gives a single number", passed),)),
        ExerciseVerdict(
            "is_3", "unit02_similarity", 3,
            (check("gives answers", failed, "Called is_3(x).\nExpected True; got False."),
             check("is right", failed, "Called is_3(x).\nIt is the wrong way round.", "hidden", "turned_round")),
        ),
        ExerciseVerdict("sigmoid", "unit04_loss", 2, (check("stays", Status.NOT_STARTED, "sigmoid is not written yet."),)),
        ExerciseVerdict("mnist_loss", "unit04_loss", 3, (check("is the mean", Status.NOT_CHECKED, "Judged once sigmoid is right."),)),
        ExerciseVerdict("linear1", "unit04_loss", 2, (check("adds", Status.UNGRADED, "The grader itself failed."),)),
    ]  # fmt: skip
    return record.make("ada", verdicts, seed=3, device="cpu", data="embedded", notes=("utils.py was left out.",))


class Outline(HTMLParser):
    """What a screen reader goes by: headings, ids, links, alternative texts; and every address that is loaded."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, attribute: str) -> list[str | None]:
        return [attributes.get(attribute) for name, attributes in self.tags if name == tag]


def test_the_score_and_every_exercise_with_its_sentence_and_hint(found: dict[str, Any], course: Course) -> None:
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", learner_page(found, course))).split())
    for sentence in (
        "MNIST basics: ada", "? of 12 points", SENTENCE, "utils.py was left out.", "Pixel similarity", "2 / 5", "? / 7",
        "l1_distance passed, 2 of 2 points",
        "is_3 not right yet, 0 of 3 points Called is_3(x). It is the wrong way round.",
        f"A hint{course.exercises['is_3'].hints[0]}",
        "sigmoid not started, 0 of 2 points sigmoid is not written yet.",
        "mnist_loss not checked, 0 of 3 points Judged once sigmoid is right.",
        "linear1 could not be judged, ? of 2 points The grader itself failed.",
        "Graded on the embedded digits (cpu).",
    ):  # fmt: skip
        assert sentence in text
    assert "Expected True; got False." not in text  # one sentence for each exercise: the one that tells most


def test_only_what_the_result_says_of_hidden_checks(found: dict[str, Any], course: Course) -> None:
    secret = json.loads(json.dumps(found))
    secret["exercises"][1]["checks"][1].update(expected=[0.123456], call="secret_call")
    assert learner_page(secret, course) == learner_page(found, course)


def test_text_of_learners_is_text(found: dict[str, Any], course: Course) -> None:
    evil = '</p><script>alert("x")</script><img src=x onerror=alert(1)>'
    found["submission"] = evil
    found["notes"] = [evil]
    found["exercises"][1]["checks"][1] |= told(evil).as_json
    page = Outline(learner_page(found, course))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}


def test_the_page_needs_nothing_from_elsewhere(found: dict[str, Any], course: Course) -> None:
    page = Outline(learner_page(found, course, [Picture("unit02_similarity", "Your digits", DOT)]))
    loaded = [
        value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href", "action")
    ]
    assert loaded
    assert all(str(each).startswith(("#", "data:image/png;base64,")) for each in loaded)


def test_a_screen_reader_finds_its_way(found: dict[str, Any], course: Course) -> None:
    page = Outline(learner_page(found, course, [Picture("unit02_similarity", "Your digits", DOT)]))
    assert page.all("html", "lang") == ["en"]
    assert page.all("img", "alt") == ["Your digits"]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(each).lstrip("#") for each in page.all("a", "href")} <= set(ids)
    assert len(page.all("main", "id")) == len(page.all("nav", "aria-label")) == 1


def test_a_provisional_grade_says_so(found: dict[str, Any], course: Course) -> None:
    found["unsafe"] = ["seccomp"]
    assert "This was graded without all of the sandbox (seccomp missing), so it is provisional." in learner_page(
        found, course
    )


def test_a_file_for_each_learner_whatever_the_name(found: dict[str, Any], course: Course, tmp_path: Path) -> None:
    names = ["ada", "../../up", ".hidden", "ü b", "", "a/b", "a_b", "ada"]
    written = write_learner_pages([{**found, "submission": name} for name in names], tmp_path / "pages", course)
    assert [each.name for each in written] == [
        "ada.html", f"{tagged('../../up', '../../up')}.html", f"{tagged('.hidden', '.hidden')}.html", "ü b.html",
        f"{tagged('', '')}.html", f"{tagged('a/b', 'a/b')}.html", "a_b.html", "ada+.html",
    ]  # fmt: skip
    assert sorted(tmp_path.rglob("*.html")) == sorted(written)


def test_the_command(found: dict[str, Any], tmp_path: Path) -> None:
    write_json(tmp_path / "out" / "submissions" / "ada" / "result.json", found)
    (tmp_path / "other.json").write_text("{}")
    done = typed("report", "out", "other.json", "--out", "pages", "--learner", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "wrote pages/ada.html",
        "other.json holds no result that can be read: give what `grader grade` wrote.",
    ]


@pytest.mark.skipif(not browser.is_here(), reason="no Chromium with its driver here")
def test_on_a_phone_and_by_keyboard(found: dict[str, Any], course: Course, tmp_path: Path) -> None:
    found["exercises"][1]["checks"][1] |= told("Called is_3(" + "x" * 300 + ").").as_json
    (page_file,) = write_learner_pages([found], tmp_path, course, {"ada": [Picture("unit04_loss", "Your curve", DOT)]})
    with Browser() as page:
        page.size(360, 740)
        page.open(page_file.as_uri())
        assert page.run("return document.documentElement.scrollWidth") <= 360
        page.picture(tmp_path / "phone.png")
        page.press(TAB)
        assert page.run("return document.activeElement.textContent") == "To the exercises"
        page.press(TAB)
        assert page.run("return document.activeElement.textContent") == "Pixel similarity"
        page.run("document.querySelector('.failed summary').focus()")
        page.press(ENTER)
        assert page.run("return document.querySelector('.failed details').open")
        assert page.complaints() == []
