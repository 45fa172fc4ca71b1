"""The course's seed: drawn at the first release, the same in the next ones, and in nothing that learners get."""

import io
import zipfile
from pathlib import Path

import pytest

from grader.authoring.release import command
from grader.authoring.release.sources import Sources
from grader.results import seed

pytestmark = pytest.mark.slow


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, sources: Sources) -> None:
    """The course is read once for all tests."""
    monkeypatch.setattr(command, "load", lambda: sources)


def options(out: Path) -> str:
    """What Gradescope's zip tells the grader."""
    (path,) = out.glob("instructor/gradescope-*.zip")
    with zipfile.ZipFile(path) as archive:
        return archive.read("options").decode()


@pytest.mark.usefixtures("release")
def test_a_course_keeps_the_seed_of_its_first_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.release(tmp_path / "one", None, trial=False) == 0
    own = seed.recorded(tmp_path / "one" / "instructor")
    assert own is not None
    assert options(tmp_path / "one") == f"--seed {own}\n"
    printed = capsys.readouterr().out
    assert "instructor/ holds solutions, hidden checks and the seed: keep it to yourself." in printed
    assert str(own) not in printed
    assert command.release(tmp_path / "one", None, trial=False) == 0
    assert seed.recorded(tmp_path / "one" / "instructor") == own
    assert command.release(tmp_path / "two", None, trial=False) == 0
    assert seed.recorded(tmp_path / "two" / "instructor") != own
    assert command.release(tmp_path / "one", 3141592653589793238, trial=False) == 0
    assert options(tmp_path / "one") == "--seed 3141592653589793238\n"
    assert seed.recorded(tmp_path / "one" / "instructor") == 3141592653589793238


@pytest.mark.usefixtures("release")
def test_learners_get_nothing_of_it(tmp_path: Path) -> None:
    assert command.release(tmp_path, 3141592653589793238, trial=False) == 0
    names = [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()]
    assert "instructor/seed.json" in names
    assert seed.FILE not in (tmp_path / command.SUMS).read_text()  # the sum of a small seed's file would give it away
    for path in tmp_path.glob("learner/*"):
        assert not _holds(path.read_bytes(), b"3141592653589793238"), path


@pytest.mark.usefixtures("release")
def test_a_damaged_record_stops_the_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "instructor").mkdir()
    (tmp_path / "instructor" / "seed.json").write_text("{")
    assert command.release(tmp_path, None, trial=False) == 2
    assert "holds no seed that can be read." in " ".join(capsys.readouterr().err.split())


def _holds(content: bytes, wanted: bytes) -> bool:
    """Whether a file, or one in an archive in it, holds these bytes."""
    if not content.startswith(b"PK"):
        return wanted in content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(_holds(archive.read(each), wanted) for each in archive.namelist())
