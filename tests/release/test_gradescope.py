"""Gradescope's zip, run as its specification says, in a root of its own: setup.sh once, then run_autograder for each submission."""

import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.authoring.release.sources import Sources
from grader.batch import autograde as module
from grader.batch.autograde import autograde, one
from grader.course import Course
from grader.grading.judge import Judge
from tests.exports.test_exports import held_to_gradescopes_specification
from tests.processes import until
from tests.release.conftest import LENT, borrow, made, members, named, run

pytestmark = pytest.mark.slow

Content = dict[str, Any]
Hand = Callable[..., Content]

UNIT01 = """\
def rank(shape):
    return len(shape)
"""
HOSTILE = """\
import os, signal, sys

FORGED = '{"score": 100.0, "tests": []}'
for place in {places!r}:
    try:
        open(os.path.join(place, "results.json"), "w").write(FORGED)
    except OSError:
        pass
    try:
        print(os.listdir(place), file=open("found", "a"))
    except OSError:
        pass
print(FORGED)
print("::error::forged")
for pid in (os.getppid(), os.getpid(), -1):
    try:
        os.kill(pid, signal.SIGKILL)
    except OSError:
        pass


def rank(shape):
    os._exit(0)


def row(image, i):
    while True:
        pass
"""


@pytest.fixture(scope="module")
def root(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """/autograder as Gradescope makes it: the zip in source/, setup.sh run."""
    root = tmp_path_factory.mktemp("autograder")
    (root / "source").mkdir()
    with zipfile.ZipFile(io.BytesIO(named(files, "gradescope")[1])) as archive:
        archive.extractall(root / "source")
        modes = {each.filename: stat.S_IMODE(each.external_attr >> 16) for each in archive.infolist()}
    assert {name for name, mode in modes.items() if mode == 0o755} == {"setup.sh", "run_autograder"}
    shutil.copy(root / "source" / "run_autograder", root)
    borrow(root / "venv")
    done = run("bash", root / "source" / "setup.sh", cwd=root, AUTOGRADER_ROOT=root, AUTOGRADER_PYTHON=sys.executable, **LENT)
    assert done.returncode == 0, done.stderr
    assert "seccomp" in done.stdout  # grader doctor speaks for the image
    assert (root / "source").stat().st_mode & 0o077 == 0
    return root


@pytest.fixture
def hand(root: Path) -> Hand:
    """hand({"unit01_pixels.py": text}) hands that in and gives what Gradescope reads; None is no submission at all."""

    def make(work: dict[str, str | bytes] | None, **around: object) -> Content:
        for each in ("submission", "results"):
            shutil.rmtree(root / each, ignore_errors=True)
        (root / "results").mkdir()
        if work is not None:
            (root / "submission").mkdir()
            for name, text in work.items():
                path = root / "submission" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode() if isinstance(text, str) else text)
        done = run("bash", root / "run_autograder", cwd=root, **{"AUTOGRADER_ROOT": root, **around})
        assert done.returncode == 0
        assert [each.name for each in (root / "results").iterdir()] == ["results.json"]
        content: Content = json.loads((root / "results" / "results.json").read_text())
        held_to_gradescopes_specification(content)
        return {**content, "stdout": done.stdout}

    return make


def points(content: Content) -> dict[str, float]:
    return {each["name"]: each["score"] for each in content["tests"]}


def test_a_perfect_submission(hand: Hand, course: Course) -> None:
    content = hand({f"{name}.py": text for name, text in course.reference.items()})
    assert (content["score"], content["output"], len(content["tests"])) == (course.points, "", len(course.exercises))
    assert all(each["status"] == "passed" for each in content["tests"])
    assert all(each["score"] == each["max_score"] for each in content["tests"][: len(course.scored)])
    assert all(each["name"].endswith(" (bonus)") and "score" not in each for each in content["tests"][len(course.scored) :])
    assert content["stdout"] == "The grader ended with status 0.\n"


def test_a_broken_one_costs_its_own_unit(hand: Hand, course: Course) -> None:
    content = hand(
        {"unit01_pixels.py": "def rank(shape:\n", "unit02_similarity.py": course.reference["unit02_similarity"]}
    )
    assert points(content)["rank"] == 0
    assert points(content)["mnist_distance"] > 0
    (rank,) = [each for each in content["tests"] if each["name"] == "rank"]
    assert "unit01_pixels.py" in rank["output"]
    assert content["output"] == ""


def test_a_hostile_one_forges_nothing_and_stops_nothing(hand: Hand, root: Path, course: Course) -> None:
    places = [str(root / "results"), str(root / "source"), str(root), "."]
    hostile = HOSTILE.replace("{places!r}", repr(places))
    content = hand({"unit01_pixels.py": hostile, "unit02_similarity.py": course.reference["unit02_similarity"]})
    earned = {name: score for name, score in points(content).items() if score}
    assert set(earned) == {each.name for each in course.units[1].exercises}
    assert not (root / "results.json").exists()
    assert not (root / "source" / "results.json").exists()
    assert "forged" not in content["stdout"]


@pytest.mark.parametrize("work", [None, {}], ids=["no folder", "an empty folder"])
def test_no_submission(hand: Hand, work: dict[str, str] | None) -> None:
    content = hand(work)
    assert (
        content["output"]
        == "There is no submission here. Hand in your unit files, or the zip that `grader submit` makes."
    )
    assert (content["score"], content["tests"][0]["output"]) == (
        0.0,
        "✗ Not judged.\n  The sentence at the top says why.",
    )


def test_files_that_are_no_units(hand: Hand) -> None:
    content = hand({"essay.txt": "…", "a.py": "x = 1", "b.py": "y = 1"})
    assert content["score"] == 0
    assert content["output"] == "No unit module was found here, such as unit01_pixels.py: nothing could be graded."


def test_time_is_over(hand: Hand, course: Course) -> None:
    content = hand({f"{name}.py": text for name, text in course.reference.items()}, AUTOGRADER_SECONDS=0)
    assert content["output"] == (
        f"Time was over when 1 of {len(course.scored)} exercises were judged. Is there a loop that never ends, or one that takes minutes?"
    )
    assert 0 < content["score"] < course.points
    assert content["tests"][0]["status"] == "passed"
    assert content["tests"][1]["output"] == "✗ Not judged.\n  The sentence at the top says why."


COULD_NOT_START = (
    "The autograder could not start. That is no fault of yours: your instructor can read why, and run it again."
)


def test_a_grader_that_cannot_start(hand: Hand, root: Path) -> None:
    hidden = root / "venv" / "bin" / "grader"
    hidden.rename(root / "elsewhere")
    try:
        content = hand({"unit01_pixels.py": UNIT01})
    finally:
        (root / "elsewhere").rename(hidden)
    assert (content.get("score"), content["tests"], content["output"]) == (None, [], COULD_NOT_START)
    assert content["stdout"] == "The grader ended with status 127.\n"


def test_a_grader_that_hangs(hand: Hand, root: Path) -> None:
    command = root / "venv" / "bin" / "grader"
    command.rename(root / "elsewhere")
    command.write_text("#!/bin/sh\nexec sleep 600\n")
    command.chmod(0o755)
    try:
        content = hand({"unit01_pixels.py": UNIT01}, AUTOGRADER_SECONDS=-299)  # so it has one second
    finally:
        (root / "elsewhere").replace(command)
    assert (content.get("score"), content["tests"], content["output"]) == (None, [], COULD_NOT_START)
    assert content["stdout"] == "The grader ended with status 124.\n"


def test_a_package_that_is_damaged(hand: Hand, root: Path) -> None:
    manifest = next(root.glob("venv/lib/*/site-packages/course_mnist_basics/course.toml"))
    text = manifest.read_text()
    manifest.write_text("title = ")
    try:
        content = hand({"unit01_pixels.py": UNIT01})
    finally:
        manifest.write_text(text)
    assert (content.get("score"), content["output"]) == (None, module.BROKEN)
    assert "course.toml is no TOML: Invalid value" in content["stdout"]  # for the instructor
    assert "The grader ended with status 1." in content["stdout"]


class Stop(Exception):
    """Something that nobody thought of."""


def test_a_crash_in_the_middle_keeps_what_is_judged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, course: Course
) -> None:
    real = Judge.verdicts

    def verdicts(*given: Any) -> Any:
        for number, each in enumerate(real(*given)):
            if number == 3:
                raise Stop("in the middle")
            yield each

    monkeypatch.setattr(Judge, "verdicts", verdicts)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "unit01_pixels.py").write_text(course.reference["unit01_pixels"])
    assert autograde(tmp_path / "work", tmp_path / "results.json", 0, 600, False) == 1
    content = json.loads((tmp_path / "results.json").read_text())
    held_to_gradescopes_specification(content)
    assert (
        content["output"].startswith(f"The autograder was stopped before it was done: 3 of {len(course.scored)} exercises are judged. Tell your instructor.")
    )
    assert "score" not in content
    assert [each.get("status") for each in content["tests"]].count("passed") == 3
    assert "Stop: in the middle" in capsys.readouterr().out


def judged(out: Path) -> int:
    """How many exercises are judged, as a file of results says that is still being written to."""
    found = re.search(r"before it was done: (\d+) of ", out.read_text()) if out.exists() else None
    return int(found[1]) if found else 0


SLEEPS = "\n\nimport time\ndef l1_distance(a, b): time.sleep(3600)\n\nrmse_distance = mnist_distance = is_3 = accuracy_3_7 = l1_distance\n"


def test_a_grader_that_is_killed_leaves_what_is_judged(root: Path, course: Course, tmp_path: Path) -> None:
    """It is killed while it waits for a learner's function that sleeps: minutes pass before it would have ended by itself."""
    (tmp_path / "work").mkdir()
    for name, text in course.reference.items():
        (tmp_path / "work" / f"{name}.py").write_text(text + SLEEPS * (name == "unit02_similarity"))
    out = tmp_path / "results.json"
    command: list[str | Path] = [root / "venv" / "bin" / "grader", "autograde", tmp_path / "work", "--seed", "0", "--out", out]
    done = len(course.units[0].exercises)
    with subprocess.Popen(command, cwd=tmp_path, start_new_session=True) as process:
        until(lambda: judged(out) >= done, "the verdicts of the first unit")
        os.killpg(process.pid, signal.SIGKILL)
    content = json.loads(out.read_text())
    held_to_gradescopes_specification(content)
    assert content["output"].startswith("The autograder was stopped before it was done: ")
    assert "score" not in content
    assert [each.get("status") for each in content["tests"]].count("passed") >= done


def test_a_sandbox_that_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, course: Course
) -> None:
    monkeypatch.setattr("grader.grading.sandboxed.backend.missing", lambda *_: ("landlock",))
    (tmp_path / "unit01_pixels.py").write_text(UNIT01)
    out = tmp_path / "out" / "results.json"
    assert autograde(tmp_path, out, 0, 0, unsafe=False) == 1
    assert json.loads(out.read_text())["output"] == module.BROKEN
    assert "Grades could not be trusted on this machine: landlock missing" in capsys.readouterr().out
    assert autograde(tmp_path, out, 0, 0, unsafe=True) == 0
    assert json.loads(out.read_text())["output"].startswith(f"Time was over when 1 of {len(course.scored)} exercises were judged.")


def test_the_work_is_found_in_a_folder_in_a_file_and_in_a_zip(tmp_path: Path, course: Course) -> None:
    for place in ("plain", "deep/mine", "single", "zipped", "other", "pipe"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "plain" / "unit01_pixels.py").write_text(UNIT01)
    (tmp_path / "plain" / "notes.txt").write_text("…")
    (tmp_path / "deep" / "mine" / "unit01_pixels.py").write_text(UNIT01)
    (tmp_path / "deep" / ".git").mkdir()
    (tmp_path / "single" / "my-answers.py").write_text(UNIT01)
    with zipfile.ZipFile(tmp_path / "zipped" / "submission.zip", "w") as archive:
        archive.writestr("unit01_pixels.py", UNIT01)
    for place in ("plain", "deep", "single", "zipped"):
        assert one(tmp_path / place, course).modules["unit01_pixels"] == UNIT01, place
    (tmp_path / "other" / "essay.txt").write_text(UNIT01)
    os.mkfifo(tmp_path / "pipe" / "submission.zip")
    for place in ("other", "pipe"):
        assert "unit01_pixels" not in one(tmp_path / place, course).modules


@pytest.mark.parametrize("name", ["mine", "submission.zip", "unit01_pixels.py"])
def test_no_link_leads_to_the_solutions(tmp_path: Path, course: Course, name: str) -> None:
    place = tmp_path / "elsewhere"
    place.mkdir()
    (place / "unit01_pixels.py").write_text(UNIT01)
    with zipfile.ZipFile(place / "submission.zip", "w") as archive:
        archive.writestr("unit01_pixels.py", UNIT01)
    work = tmp_path / "work"
    work.mkdir()
    (work / name).symlink_to(place if name == "mine" else place / name)
    assert set(one(work, course).modules) == {"demo", "pictures"}


def test_no_learner_reads_the_seed(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "unit01_pixels.py").write_text(UNIT01)
    out = tmp_path / "results.json"
    assert autograde(tmp_path / "work", out, 4096123456789, 0, unsafe=True) == 0
    assert "4096123456789" not in out.read_text()
@pytest.mark.parametrize("kind", ["pipe", "folder", "name", "deep", "loop", "closed"])
def test_whatever_is_handed_in_is_one_submission(tmp_path: Path, course: Course, kind: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    if kind == "pipe":
        os.mkfifo(work / "unit01_pixels.py")
    elif kind == "folder":
        (work / "unit01_pixels.py").mkdir()
    elif kind == "loop":
        (work / "loop").symlink_to("loop")
    elif kind == "closed":
        (work / "closed").mkdir(mode=0)
    elif kind == "name":
        (work / ("\x01" * 86)).mkdir()
    else:
        (work / "/".join("d" * 60)).mkdir(parents=True)
    found = one(work, course)
    assert set(found.modules) == {"demo", "pictures"}
    assert found.notes or found.problems
    assert set(found.problems) <= {"unit01_pixels"}


def test_the_seed_of_the_release(files: dict[str, bytes], sources: Sources) -> None:
    with zipfile.ZipFile(io.BytesIO(named(files, "gradescope")[1])) as archive:
        assert archive.read("options") == b"--seed 0\n"
    assert dict(members(named(made(sources, 7), "gradescope")[1]))["options"] == b"--seed 7\n"
