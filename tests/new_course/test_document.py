"""docs/your-own-course.md, followed to the letter: from `grader new-course` to a course of one's own that is proved, graded and released."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.pages import plain, steps, write_file
from tests.processes import finish

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "your-own-course.md").read_text(encoding="utf-8")
WAY, BEHIND = PAGE.split("## 11. Give it out")  # what is done in order; what is said once that is done
LEARNERS = ("grader check",)  # their exit status is 1 while something is not right


def run(folder: Path, block: str) -> subprocess.CompletedProcess[str]:
    """The commands of a block in one shell, as the page's reader types them."""
    course = {"GRADER_COURSE": folder / "fall"} if (folder / "fall").is_dir() else {}
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return finish("bash", "-ec", block, cwd=folder, COLUMNS=200, PATH=path, **course)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where all has been done that the page says, up to the release."""
    folder = tmp_path_factory.mktemp("document")
    (folder / "bin").mkdir()
    command = folder / "bin" / "grader"  # this interpreter's
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n')
    command.chmod(0o755)
    printed = ""
    for step in steps(WAY):
        if step.kind == "sh":
            done = run(folder, step.text)
            learning = step.text.splitlines()[-1].startswith(LEARNERS)
            assert done.returncode == int(learning), f"{step.text}\n{done.stdout}{done.stderr}"
            printed = done.stdout
        elif step.kind == "text":
            assert plain(step.text) <= plain(printed), f"not printed:\n{step.text}\nbut\n{printed}"
        else:
            assert write_file(folder, step), f"what is to be done with the block after {step.says!r}?"
    return folder


def test_the_page_leads_to_a_course_that_holds(followed: Path) -> None:
    names = {path.relative_to(followed / "fall").as_posix() for path in (followed / "fall").rglob("*") if path.is_file()}
    assert not [name for name in names if "line" in name]
    assert {"assignments/unit1_fall.py", "checks/hidden/unit1_fall/check_height.py", "data/fall.csv"} <= names
    page = (followed / "fall" / "README.md").read_text(encoding="utf-8")
    assert page.startswith("# A falling ball\n")


def test_the_release_has_a_wheel_of_the_course(followed: Path) -> None:
    (step, *_) = steps(BEHIND)
    assert step.text == "grader release --out dist\n"
    done = run(followed, step.text)
    assert done.returncode == 0, done.stderr
    assert [path.name.partition("-")[0] for path in (followed / "dist" / "learner").glob("course_*.whl")] == ["course_fall"]


def test_it_takes_half_an_hour() -> None:
    minutes = [int(line.rpartition("(")[2].split()[0]) for line in PAGE.splitlines() if line.startswith("## ") and "minute" in line]
    assert len(minutes) == 11
    assert sum(minutes) <= 35
