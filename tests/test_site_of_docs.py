"""The site of the documentation: it builds without a warning, asks no other host for anything, and knows every word that checks use."""

import ast
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from grader import course as courses
from grader.checking import arguments
from grader.checking.givens import functions

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
CHECK_FILES = sorted((ROOT / "checks").glob("*/*/check_*.py"))
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "link": "href"}


def build(folder: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """What `make docs` does, with the site somewhere else. With --quiet, mkdocs would count no warnings, and --strict would be void."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "site"
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Page(HTMLParser):
    """The links of a page, what it loads, the places in it that a link can lead to, and its text by paragraphs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.places.add(values.get("id", ""))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if values.get(LOADED.get(tag, "")) and values.get("rel") not in ("canonical", "next", "prev"):
            self.loaded.append(values[LOADED[tag]])
        if tag == "p":
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


def test_make_docs_builds_it_and_a_warning_ends_it() -> None:
    assert "\ndocs: $(READY)" in (ROOT / "Makefile").read_text()
    assert "$(BIN)/mkdocs build --strict --site-dir build/site\n" in (ROOT / "Makefile").read_text()


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    """Also those that mkdocs does not look at: pictures in HTML, and what its theme writes."""
    pages = {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}
    assert site / "index.html" in pages
    for path, page in pages.items():
        for link in [*page.links, *page.loaded]:
            file, _, place = unquote(link).partition("#")
            if ":" in file:
                continue
            aim = (path.parent / file).resolve() if file else path
            aim = aim / "index.html" if aim.is_dir() else aim
            assert aim.is_file(), f"{path.relative_to(site)} links to {link}"
            if place and aim in pages:
                assert place in pages[aim].places, f"{path.relative_to(site)} links to {link}"


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not [each for each in Page(path).loaded if "//" in each]
    for path in site.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8"))


def test_scripts_that_make_pictures_are_no_part_of_it(site: Path) -> None:
    assert not list(site.rglob("*.py"))


def words() -> dict[str, str]:
    """Every name that a check file imports from the grader, and its module. Oracles are a part of the course, and no words."""
    found = {}
    for path in CHECK_FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("grader."):
                found.update({alias.name: str(node.module) for alias in node.names})
    return found


def test_the_page_of_words_has_every_word_that_check_files_import(site: Path) -> None:
    page = Page(site / "words.html")
    names = {place.rpartition(".")[2] for place in page.places if place.startswith("grader.")}
    assert {"expect", "fail", "mistake", "needs"} <= set(words())
    for name, module in words().items():
        assert name in names, f"{module}.{name} is missing in docs/words.md"


def test_the_page_of_words_names_every_argument_that_a_check_can_have(site: Path) -> None:
    text = (ROOT / "docs/words.md").read_text(encoding="utf-8")
    fixtures = [name for name, value in vars(arguments).items() if type(value).__name__ == "FixtureFunctionDefinition"]
    fixtures += functions(courses.load())
    assert {"student", "digits", "rng"} <= set(fixtures)
    assert sorted(re.findall(r"^\| `(\w+)` \|", text, re.M)) == sorted(fixtures)


def test_docstrings_are_read_as_they_are_meant(site: Path) -> None:
    """A section whose heading was taken for text would begin a paragraph; a word without a docstring would be a bare name."""
    page = Page(site / "words.html")
    assert not re.findall(r"^(?:Args|Raises|Returns|Example): .*", page.text, re.M)
    assert "Parameters:" in page.text
    assert "the mean of all training threes" in page.text


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ("[gone](gone.md)", "gone.md"),
        ("[gone](security.md#no-such-place)", "no-such-place"),
        ("[gone](../grader/gone.py)", "gone.py"),
        ("[gone][grader.checking.kit.no_such_word]", "no_such_word"),
        ("::: grader.checking.kit.no_such_word", "no_such_word"),
    ],
)
def test_a_broken_link_ends_the_build(tmp_path: Path, link: str, complaint: str) -> None:
    copy = tmp_path / "copy"
    leave = shutil.ignore_patterns("__pycache__", "*.png", "*.svg")
    for name in ("docs", "checks", "grader/checking", "grader/sandbox"):
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    for name in ("mkdocs.yml", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "data/README.md", "examples/line_fit/README.md", "grader/grading/record.schema.json", "grader/course/course.schema.json"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    for picture in [*(ROOT / "docs").rglob("*.png"), *(ROOT / "docs").rglob("*.svg")]:
        (copy / picture.relative_to(ROOT)).touch()
    with (copy / "docs/words.md").open("a") as page:
        page.write(f"\n{link}\n")
    done = build(copy, tmp_path / "site")
    assert done.returncode != 0
    assert complaint in done.stdout + done.stderr
