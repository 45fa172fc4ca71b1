"""The wheels, read by others: packaging, importlib.metadata, pip."""

import base64
import csv
import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from grader.authoring.release.sources import Sources
from tests.conftest import ROOT
from tests.release.conftest import Install, named, run

pytestmark = pytest.mark.slow

AUDIENCES = ["+learner", "+instructor"]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_its_name_and_metadata_are_valid(files: dict[str, bytes], sources: Sources, audience: str) -> None:
    path, content = named(files, audience)
    name, version, _, tags = parse_wheel_filename(Path(path).name)
    assert (name, str(version), {str(tag) for tag in tags}) == (
        "mnist-basics-kit",
        f"0.1.0{audience}",
        {"py3-none-any"},
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (info,) = {each.split("/")[0] for each in archive.namelist() if ".dist-info/" in each}
        metadata = Metadata.from_email(archive.read(f"{info}/METADATA"), validate=True)
    assert metadata.license_expression == "Apache-2.0"
    assert str(metadata.requires_python) == sources.project["requires-python"]
    wanted = [each for each in metadata.requires_dist or [] if "extra" not in str(each.marker)]
    assert wanted == [Requirement(each) for each in sources.project["dependencies"]]
    assert metadata.provides_extra == ["nbgrader", "docs"]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_its_record_is_true(files: dict[str, bytes], audience: str) -> None:
    with zipfile.ZipFile(io.BytesIO(named(files, audience)[1])) as archive:
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
    with zipfile.ZipFile(io.BytesIO(named(files, "+instructor")[1])) as archive:
        held = set(archive.namelist())
    names = {each for each in listed.stdout.split() if (ROOT / each).is_file()}
    assert {each for each in names if not {each, f"grader/_course/{each}"} & held} == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pip_installs_it(install: Install, tmp_path: Path, audience: str) -> None:
    done = run(install(audience) / "grader", "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, f"grader, version 0.1.0{audience}")


def test_the_sums_are_true(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    done = run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count(": OK") == len(files) - 1
