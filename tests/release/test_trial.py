"""A release is tried before it is written: what was forgotten stops it, and is named with the cure."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.authoring.release import command
from grader.authoring.release.sources import Sources
from grader.authoring.release.trial import _last
from tests.processes import finish
from tests.release.conftest import LINE_FIT

pytestmark = pytest.mark.slow

EXTRA = 'HERE = Path(__file__).parents[1]\n\n\n@given\ndef extra() -> str:\n    return ({}).read_text()\n'
ABSOLUTE, RELATIVE, PACKED = 'Path({!r}) / "data" / "extra.csv"', 'Path("data/hubble.csv")', 'HERE / "data" / "extra.csv"'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of examples/line_fit."""
    return Path(shutil.copytree(LINE_FIT, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__", "styles")))


def add_given(course: Path, place: str) -> None:
    """A given that reads the file at `place`, an expression."""
    path = course / "checks" / "given.py"
    path.write_text(f"from pathlib import Path\n{path.read_text()}\n\n{EXTRA.format(place)}")


def refused(course: Path, out: Path, *words: str, cwd: Path | None = None) -> str:
    """What `grader release` says, and that nothing was written."""
    done = finish(sys.executable, "-m", "grader", "release", "--course", course, "--out", out, "--seed", 1, *words, cwd=cwd)
    assert (done.returncode, out.exists()) == (2, False), done.stdout + done.stderr
    return done.stderr.splitlines()[-1]


def test_a_file_that_no_list_names(course: Path, tmp_path: Path) -> None:
    (course / "data" / "extra.csv").write_text("1\n")
    add_given(course, PACKED)
    sentence = "checks/given.py opens data/extra.csv, which no [[data]] of course.toml lists: add it to `files`."
    assert refused(course, tmp_path / "out") == sentence
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace('files = ["data/hubble.csv"]', 'files = ["data/*.csv"]'))
    done = finish(sys.executable, "-m", "grader", "release", "--course", course, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    sentence = "The solutions earn full points by what is in instructor/, and pass the checks that are in learner/."
    assert done.stdout.splitlines()[-2] == sentence


def test_a_file_by_its_whole_path(course: Path, tmp_path: Path) -> None:
    (course / "data" / "extra.csv").write_text("1\n")
    add_given(course, ABSOLUTE.format(str(course)))
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace('files = ["data/hubble.csv"]', 'files = ["data/*.csv"]'))
    assert refused(course, tmp_path / "out") == (
        "checks/given.py opens data/extra.csv by its whole path: build its path from `data.folder` or from `__file__`."
    )


def test_a_file_from_the_working_folder(course: Path, tmp_path: Path) -> None:
    add_given(course, RELATIVE)
    assert refused(course, tmp_path / "out", cwd=course) == (
        "checks/given.py opens data/hubble.csv from wherever the command is called: build its path from `data.folder` or from `__file__`."
    )


def test_a_public_check_that_reads_a_solution(course: Path, tmp_path: Path) -> None:
    add_given(course, 'HERE / "solutions" / "unit1_line.py"')
    assert refused(course, tmp_path / "out") == (
        "checks/given.py opens solutions/unit1_line.py, which learners do not get: put what it needs into another file."
    )


def test_a_module_that_is_in_no_list(course: Path, tmp_path: Path) -> None:
    (course / "checks" / "tools").mkdir()
    (course / "checks" / "tools" / "extra.py").write_text("")
    path = course / "checks" / "given.py"
    path.write_text(f"import checks.tools.extra\n{path.read_text()}")
    assert refused(course, tmp_path / "out") == (
        "checks/given.py imports checks.tools.extra, which is in no wheel: move it to checks/ or checks/oracles/."
    )


def test_a_solution_that_is_not_right(course: Path, tmp_path: Path) -> None:
    """The first line says which; --no-trial makes the release all the same."""
    path = course / "solutions" / "unit1_line.py"
    path.write_text(path.read_text().replace("return velocity - predict(", "return 1 + velocity - predict("))
    done = finish(sys.executable, "-m", "grader", "release", "--course", course, "--out", tmp_path / "out")
    assert done.returncode == 2
    first, last = done.stderr.splitlines()[-2:]
    assert first.startswith('The trial of what instructors get went wrong. The solution of residuals does not pass "')
    assert last == "Leave the trial out with --no-trial."
    done = finish(sys.executable, "-m", "grader", "release", "--course", course, "--out", tmp_path / "out", "--no-trial")
    assert done.returncode == 0, done.stderr
    assert "full points" not in done.stdout


def test_what_only_learners_miss(course: Path, tmp_path: Path) -> None:
    """A public check that asks for the truth: there is none where there are no solutions."""
    path = course / "checks" / "public" / "unit1_line" / "check_predict.py"
    source = path.read_text()
    path.write_text(source + '\n\ndef check_like_ours(truth):\n    """answers as ours does"""\n    assert "NotImplementedError" not in truth.predict.__code__.co_names\n')
    first, last = refused_twice(course, tmp_path / "out")
    assert first.startswith("The trial of what learners get went wrong. `grader check` said: ")
    assert last == "Leave the trial out with --no-trial."


def refused_twice(course: Path, out: Path) -> list[str]:
    """The last two lines."""
    done = finish(sys.executable, "-m", "grader", "release", "--course", course, "--out", out)
    assert (done.returncode, out.exists()) == (2, False)
    return done.stderr.splitlines()[-2:]


def test_what_a_command_said_last() -> None:
    """Of one that could not do its work why, of any other what came of it; where it said nothing, how it ended."""
    said = subprocess.CompletedProcess([], 2, "0 of 8\n", "Course: mine\nThere is no unit here.\n")
    assert _last(said) == "There is no unit here."
    said.returncode = 1
    assert _last(said) == "0 of 8"
    assert _last(subprocess.CompletedProcess([], -9, "", "\n")) == "It ended with status -9."


def test_stopped_by_hand(
    monkeypatch: pytest.MonkeyPatch, sources: Sources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def attempt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "load", lambda: sources)
    monkeypatch.setattr(command, "attempt", attempt)
    assert command.release(tmp_path / "out", None) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "Stopped: the release was not made."
    assert not (tmp_path / "out").exists()
