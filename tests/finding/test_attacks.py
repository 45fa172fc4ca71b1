"""A submission that brings a course of its own: its checks would run in the process that decides grades, and never do."""

import shutil
import sys
from pathlib import Path

import pytest

from grader.grading import record
from grader.results.write import write_json
from tests.finding.conftest import ROOT, make
from tests.processes import CLONE, finish

pytestmark = [pytest.mark.security, pytest.mark.slow]

STOLEN = "from pathlib import Path\n\nPath({!r}).write_text('ran where grades are decided')\n"
UNIT = "unit01_pixels"
GRADING = [
    ["grade", "{}", "--out", "{out}", "--seed", "0", "--only", "rank"],
    ["grade", ".", "{}", "--out", "{out}", "--seed", "0", "--only", "rank", "--jobs", "2"],
    ["autograde", "{}", "--out", "{out}/results.json", "--seed", "0"],
    ["report", "{results}", "--out", "{out}"],
    ["report", "{results}", "--out", "{out}", "--learner", "--pictures"],
    ["export", "{results}", "--format", "csv", "--out", "{out}/x.csv"],
    ["export", "{results}", "--format", "nbgrader", "--out", "{out}/gradebook.db"],
]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A class of one learner, mallory, whose folder is a whole course: whatever of it is run leaves a file."""
    folder = make(tmp_path / "class" / "mallory", "mnist-basics")
    shutil.copyfile(ROOT / "solutions" / f"{UNIT}.py", folder / f"{UNIT}.py")
    steal = STOLEN.format(str(tmp_path / "stolen"))
    for name in ("checks/__init__", "checks/given", "checks/public/unit1_line/check_predict", "checks/hidden/unit1_line/check_predict",
                 "extras/__init__", "extras/show", "extras/data", "extras/card", "extras/start", "solutions/unit1_line", "unit1_line"):  # fmt: skip
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(steal)
    return folder


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Results as a class has them: of what was handed in, nothing was judged."""
    folder = tmp_path / "results"
    made = record.make("mallory", [], seed=0, device="cpu", data="")
    write_json(folder / "submissions" / "mallory" / "result.json", made)
    write_json(folder / "results.json", record.of_class([record.line(made)]))
    return folder


@pytest.mark.parametrize("words", GRADING, ids=lambda words: " ".join(words[:1] + words[4:5] + words[6:]))
def test_its_checks_never_run(words: list[str], hostile: Path, results: Path, tmp_path: Path) -> None:
    for number, (folder, path) in enumerate(((hostile, "."), (hostile.parent, "mallory"), (hostile / "checks", ".."))):
        filled = [each.format(path, out=tmp_path / f"out{number}", results=results) for each in words]
        done = finish(sys.executable, "-P", "-m", "grader", *filled, cwd=folder, PYTHONPATH=ROOT)
        assert not (tmp_path / "stolen").exists(), (filled, done.stdout)
        assert done.returncode == 0, (filled, done.stderr)
        if words[0] != "autograde":
            assert done.stderr.startswith(CLONE)


def test_the_attack_would_work(hostile: Path, tmp_path: Path) -> None:
    """As a learner's own command it is what the learner wants: so the tests above can fail."""
    finish(sys.executable, "-P", "-m", "grader", "check", "predict", cwd=hostile, PYTHONPATH=ROOT)
    assert (tmp_path / "stolen").read_text() == "ran where grades are decided"


@pytest.mark.parametrize("words", [["--course", "."], ["--course", "mallory"], []])
def test_a_course_inside_what_is_graded_is_refused(words: list[str], hostile: Path, tmp_path: Path) -> None:
    for graded in (".", "mallory"):
        folder, path = (hostile, ".") if "." in words else (hostile.parent, graded)
        around = {} if words else {"GRADER_COURSE": hostile}
        grade = ["grade", path, "--out", tmp_path / "out", "--seed", "0", *words]
        done = finish(sys.executable, "-P", "-m", "grader", *grade, cwd=folder, PYTHONPATH=ROOT, **around)
        assert done.returncode == 2
        assert " ".join(done.stderr.split()).endswith(
            f"The course in {hostile} lies inside {path}, which is to be graded: its checks could be a learner's own. "
            "Grade the submissions alone, or name a course that lies elsewhere by --course."
        )
        autograde = ["autograde", path, "--out", tmp_path / "results.json", "--seed", "0", *words]
        done = finish(sys.executable, "-P", "-m", "grader", *autograde, cwd=folder, PYTHONPATH=ROOT, **around)
        assert (done.returncode, done.stdout.splitlines()[:1]) == (
            1, [f"The course in {hostile} lies inside {path}, which is to be graded: its checks could be a learner's own."],
        )  # fmt: skip
        assert "The autograder itself failed." in (tmp_path / "results.json").read_text()
        assert not (tmp_path / "stolen").exists()


def test_submissions_inside_a_course_are_graded(tmp_path: Path) -> None:
    """As those of the sample class are, which lie in the clone."""
    sample = next(each for each in sorted((ROOT / "data" / "submissions").iterdir()) if each.is_dir())
    done = finish(sys.executable, "-m", "grader", "grade", sample, "--out", tmp_path / "out", "--only", "rank", cwd=tmp_path)
    assert done.stderr == CLONE
    assert (tmp_path / "out" / "results.json").is_file()
