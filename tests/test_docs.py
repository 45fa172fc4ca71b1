"""The documents say what is so: their links lead somewhere, their commands exist, their examples come out."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import cli
from grader.course import Course
from grader.grading.judge import Judge
from grader.submission.model import Submission

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True).stdout.split()
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_grader_command_that_is_named_exists(page: Path) -> None:
    for name in re.findall(r"^(?: {4,})?(?:\.venv/bin/)?grader ([a-z][a-z-]*)|`grader ([a-z][a-z-]*)", page.read_text(), re.M):
        command = name[0] or name[1]
        assert command in cli.main.commands, f"{page.name} names `grader {command}`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.M)
    for name in re.findall(r"^(?:    )?make ([a-z][a-z-]*)(?: +#.*)?$|`make ([a-z][a-z-]*)`", page.read_text(), re.M):
        assert (name[0] or name[1]) in targets, f"{page.name} names `make {name[0] or name[1]}`"


def test_the_course_table_of_the_readme_names_every_unit(course: Course) -> None:
    rows = re.findall(r"^\| (\d+) [a-zA-Z ]+\|", (ROOT / "README.md").read_text(), re.M)
    assert [int(row) for row in rows] == list(range(1, len(course.units) + 1))


def test_the_readmes_message_is_what_a_learner_reads(judge: Judge, rewrite: Callable[..., Submission]) -> None:
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return (a - b).abs().mean()")
    (verdict,) = judge.grade(wrong, frozenset({"mnist_distance"}))
    text = (ROOT / "README.md").read_text()
    assert verdict.checks[0].title in text
    for line in verdict.checks[0].message.split("\n"):
        assert f"    {line}\n" in text


def test_the_numbers_of_the_changelog(course: Course) -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    questions = sum(len(unit.questions) for unit in course.units)
    assert f"{len(course.scored)} exercises and {questions} questions" in text


def test_every_command_has_a_help_text() -> None:
    for name, command in cli.main.commands.items():
        done = CliRunner().invoke(cli.main, [name, "--help"])
        assert done.exit_code == 0
        assert command.help


def test_the_ci_runs_the_readmes_test_commands() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    for command in ("make test", "make test-all"):
        assert command in lines
        assert command in (ROOT / "README.md").read_text()


def test_the_project_names_no_machine_and_no_registry() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    hosts = ["pypi" + ".org", "files.python" + "hosted", "/ro" + "ot/"]
    hosts += [f"{each}/" for each in (ROOT, Path.home()) if len(each.parts) > 2]  # a single name, such as /app, may be a word
    homes = re.compile(rb"/(?:home|Users)/\w+/|[A-Z]:\\Users\\\w")
    for name in files:
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        for host in hosts:
            assert host.encode() not in data, f"{name} names {host}"
        assert not (found := homes.search(data)), f"{name} names {found}"
