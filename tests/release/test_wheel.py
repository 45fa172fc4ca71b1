"""The wheels, read by others: packaging, importlib.metadata, pip."""

import base64
import csv
import hashlib
import io
import re
import subprocess
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from grader import course as courses
from grader.authoring.release.engine import load_engine
from grader.authoring.release.sources import Sources
from grader.course.model import Package
from tests.conftest import ROOT
from tests.release.conftest import LINE_FIT, Install, members, named, run

pytestmark = pytest.mark.slow

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

AUDIENCES = ["+learner", "+instructor"]
WHEELS = ["learner/exercise_grader", "instructor/exercise_grader", *AUDIENCES]


def described(content: bytes) -> tuple[Metadata, str]:
    """A wheel's metadata and its entry points."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (info,) = {each.split("/")[0] for each in archive.namelist() if ".dist-info/" in each}
        entries = archive.read(f"{info}/entry_points.txt").decode()
        return Metadata.from_email(archive.read(f"{info}/METADATA"), validate=True), entries


def test_the_engines_name_and_metadata_are_valid(files: dict[str, bytes]) -> None:
    path, content = named(files, "learner/exercise_grader")
    name, version, _, tags = parse_wheel_filename(Path(path).name)
    assert (name, str(version), {str(tag) for tag in tags}) == ("exercise-grader", "0.1.0", {"py3-none-any"})
    metadata, entries = described(content)
    assert (metadata.name, str(metadata.version)) == ("exercise-grader", "0.1.0")
    assert metadata.license_expression == "Apache-2.0"
    assert str(metadata.requires_python) == PROJECT["requires-python"]
    wanted = [each for each in metadata.requires_dist or [] if "extra" not in str(each.marker)]
    assert sorted(map(str, wanted)) == sorted(str(Requirement(each)) for each in PROJECT["dependencies"])
    assert metadata.provides_extra == ["cluster", "docs", "nbgrader"]
    assert entries == "[console_scripts]\ngrader = grader.cli:main\n"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_courses_name_and_metadata_are_valid(files: dict[str, bytes], sources: Sources, audience: str) -> None:
    path, content = named(files, audience)
    name, version, _, tags = parse_wheel_filename(Path(path).name)
    assert (name, str(version), {str(tag) for tag in tags}) == ("course-mnist-basics", f"0.1.0{audience}", {"py3-none-any"})
    metadata, entries = described(content)
    assert (metadata.name, metadata.summary) == ("course-mnist-basics", sources.course.package.summary)
    assert (metadata.license_expression, metadata.license_files) == ("Apache-2.0", ["LICENSE"])
    assert [str(each) for each in metadata.requires_dist or []] == ["exercise-grader==0.1.0", "pooch>=1.8", "requests>=2.31"]
    assert entries == "[grader.courses]\nmnist-basics = course_mnist_basics\n"


def test_the_engine_is_the_same_file_for_all_and_holds_no_course(files: dict[str, bytes], line_fit: dict[str, bytes]) -> None:
    engines = {content for each in (files, line_fit) for path, content in each.items() if "/exercise_grader" in path}
    assert len(engines) == 1
    held = [name for name, _ in members(engines.pop())]
    assert {name.split("/")[0] for name in held} == {"grader", "exercise_grader-0.1.0.dist-info"}
    template = "grader/authoring/new_course/template/"  # of a course that anyone can make, and that says nothing of this one
    own = [name for name in held if not name.startswith(template)]
    assert [name for name in own if re.search(r"course\.toml|solution|hidden", name)] == []
    assert [name for name in held if re.search(r"mnist|digit", name)] == []


def test_a_course_that_says_little_of_itself(tmp_path: Path) -> None:
    """No summary, no licence, no files but those that every course has."""
    course = replace(courses.load(LINE_FIT), package=Package())
    metadata, _ = described(Sources(course, load_engine()).wheel("learner").content)
    assert (metadata.summary, metadata.license_expression, metadata.license_files) == (None, None, None)
    assert [str(each) for each in metadata.requires_dist or []] == ["exercise-grader==0.1.0"]


@pytest.mark.parametrize("part", WHEELS)
def test_its_record_is_true(files: dict[str, bytes], part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(named(files, part)[1])) as archive:
        (record,) = [each for each in archive.namelist() if each.endswith("/RECORD")]
        rows = list(csv.reader(io.TextIOWrapper(archive.open(record), "utf-8", newline="")))
        assert sorted(name for name, _, _ in rows) == sorted(archive.namelist())
        for name, digest, size in rows:
            if name != record:
                content = archive.read(name)
                found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
                assert (digest, int(size)) == (f"sha256={found}", len(content))


def test_nothing_that_git_knows_is_forgotten(files: dict[str, bytes]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "grader", "solutions", "assignments", "checks", "extras"], cwd=ROOT, capture_output=True, text=True
    )
    if not listed.stdout:
        pytest.skip("this is no clone: git lists no files here")
    held = {name for part in ("learner/exercise_grader", "+instructor") for name, _ in members(named(files, part)[1])}
    names = {each for each in listed.stdout.split() if (ROOT / each).is_file()}
    assert {each for each in names if not {each, f"course_mnist_basics/{each}"} & held} == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pip_installs_it(install: Install, tmp_path: Path, audience: str) -> None:
    done = run(install(audience) / "grader", "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "grader, version 0.1.0")
    python = install(audience) / "python"
    done = run(python, "-c", "import importlib.metadata as m; print(m.version('course-mnist-basics'))", cwd=tmp_path)
    assert done.stdout == f"0.1.0{audience}\n"


def test_the_sums_are_true(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    done = run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count(": OK") == len(files) - 1
