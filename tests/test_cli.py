"""The commands as a user starts them: what they print, what they write, how they end."""

import json
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.course import Course
from grader.grading import record
from tests.processes import finish, until
from tests.typed import typed

GRADER = [sys.executable, "-m", "grader"]


run = partial(finish, *GRADER, COLUMNS=100)  # as a process


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    """Four submissions: the reference, one mistake, nothing, and one that exits while it is imported."""
    folder = tmp_path_factory.mktemp("class")
    for name in ("ann", "ben", "cleo", "dan"):
        (folder / name).mkdir()
    for name in ("unit02_similarity", "unit04_loss"):
        for student in ("ann", "ben", "dan"):
            (folder / student / f"{name}.py").write_text(course.reference[name])
    with open(folder / "ben" / "unit02_similarity.py", "a") as file:
        file.write("\n\ndef mnist_distance(a, b):\n    return (a - b).mean((-1, -2))\n")
    with open(folder / "dan" / "unit02_similarity.py", "a") as file:
        file.write("\n\nimport os\nos._exit(0)\n")
    return folder


@pytest.fixture(scope="module")
def graded(classroom: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("results") / "deep" / "out"
    done = typed("grade", classroom, "--out", out, "--seed", 0, COLUMNS=100)
    assert done.returncode == 0, done.stderr
    return out, done.stdout


def load(out: Path, name: str) -> dict[str, Any]:
    content = json.loads((out / "submissions" / name / "result.json").read_text())
    assert isinstance(content, dict)
    return content


def test_who_leaves_the_bonus_out_does_not_hear_of_it(graded: tuple[Path, str], course: Course) -> None:
    for name in ("ann", "ben", "cleo", "dan"):
        assert [each["name"] for each in load(graded[0], name)["exercises"]] == course.scored
    assert "bonus" not in graded[1]
    assert "unit11" not in graded[1]


def test_every_result_fits_the_schema(graded: tuple[Path, str]) -> None:
    schema = json.loads(record.SCHEMA_FILE.read_text())
    for name in ("ann", "ben", "cleo", "dan"):
        jsonschema.validate(load(graded[0], name), schema)


def test_the_class_file_lists_everyone(graded: tuple[Path, str]) -> None:
    whole = json.loads((graded[0] / "results.json").read_text())
    assert whole["schema"] == "grader/class/1"
    assert [each["submission"] for each in whole["submissions"]] == ["ann", "ben", "cleo", "dan"]
    for each in whole["submissions"]:
        own = load(graded[0], each["submission"])
        assert each["score"] == own["score"]
        assert graded[0] / each["result"] == graded[0] / "submissions" / each["submission"] / "result.json"


def test_scores_are_what_was_earned(graded: tuple[Path, str]) -> None:
    scores = {name: load(graded[0], name)["score"] for name in ("ann", "ben", "cleo", "dan")}
    assert scores["ann"] > scores["ben"] > scores["dan"] > scores["cleo"] == 0


def test_the_table_and_the_sentences_are_printed(graded: tuple[Path, str]) -> None:
    text = graded[1]
    assert "✗ mnist_distance: is the mean absolute difference" in text
    assert "It looks as if positive and negative differences cancel out: take .abs() before the mean." in text
    assert "unit02_similarity.py could not be imported." in text
    assert "Your code ended the process (exit code 0). Take out the call that exits, such as os._exit." in text
    assert "No unit module was found here, such as unit01_pixels.py: nothing could be graded." in text
    assert "In each unit: exercises that passed, of those that were judged." in text
    assert "Traceback" not in text


def test_unchanged_work_is_not_graded_again(classroom: Path, graded: tuple[Path, str]) -> None:
    out = graded[0]
    before = {name: (out / "submissions" / name / "result.json").stat().st_mtime_ns for name in ("ann", "ben")}
    done = typed("grade", classroom, "--out", out)
    assert "Everything was graded before under these terms; --force grades again." in done.stdout
    assert before == {name: (out / "submissions" / name / "result.json").stat().st_mtime_ns for name in ("ann", "ben")}


def test_changed_work_or_another_seed_is_graded_again(classroom: Path, graded: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copytree(classroom, tmp_path / "class")
    shutil.copytree(graded[0], tmp_path / "out")
    with open(tmp_path / "class" / "cleo" / "unit02_similarity.py", "w") as file:
        file.write("x = 1\n")
    stamps = {name: (tmp_path / "out" / "submissions" / name / "result.json").stat().st_mtime_ns for name in ("ann", "cleo")}
    assert typed("grade", tmp_path / "class", "--out", tmp_path / "out").returncode == 0
    after = {name: (tmp_path / "out" / "submissions" / name / "result.json").stat().st_mtime_ns for name in ("ann", "cleo")}
    assert after["ann"] == stamps["ann"]
    assert after["cleo"] > stamps["cleo"]
    assert typed("grade", tmp_path / "class", "--out", tmp_path / "out", "--seed", 5).returncode == 0
    assert load(tmp_path / "out", "ann")["seed"] == 5


def test_two_jobs_give_the_same_results(classroom: Path, graded: tuple[Path, str], tmp_path: Path) -> None:
    assert run("grade", classroom, "--out", tmp_path, "--jobs", 2, "--seed", 0).returncode == 0
    for name in ("ann", "ben", "cleo", "dan"):
        assert timeless(load(tmp_path, name)) == timeless(load(graded[0], name))


def timeless(content: dict[str, Any]) -> str:
    for exercise in content["exercises"]:
        for check in exercise["checks"]:
            del check["seconds"]
    return json.dumps(content)


@pytest.mark.slow
def test_a_killed_run_loses_nothing_and_goes_on(classroom: Path, tmp_path: Path) -> None:
    process = subprocess.Popen([*GRADER, "grade", str(classroom), "--out", str(tmp_path)], stdout=subprocess.DEVNULL)
    first = tmp_path / "submissions" / "ann" / "result.json"
    until(first.exists, "the first result")
    process.send_signal(signal.SIGKILL)
    process.wait()
    stamp = first.stat().st_mtime_ns
    assert run("grade", classroom, "--out", tmp_path).returncode == 0
    assert first.stat().st_mtime_ns == stamp
    assert len(json.loads((tmp_path / "results.json").read_text())["submissions"]) == 4


WRONG = {
    "nothing there": (["grade", "nowhere", "--out", "{tmp}/out"], "There is nothing at nowhere. Give a folder, a .py, a .ipynb or a .zip."),
    "no --out": (["grade", "."], "Missing option '--out'"),
    "no path": (["grade", "--out", "{tmp}/out"], "Missing argument 'PATHS...'"),
    "--out is a file": (["grade", "{tmp}", "--out", "{tmp}/file"], "is a file"),
    "negative seed": (["grade", "{tmp}", "--out", "{tmp}/out", "--seed", "-1"], "is not in the range"),
    "no jobs": (["grade", "{tmp}", "--out", "{tmp}/out", "--jobs", "0"], "is not in the range"),
    "another device": (["grade", "{tmp}", "--out", "{tmp}/out", "--device", "tpu"], "'tpu' is not one of"),
    "data that is not there": (["grade", "{tmp}", "--out", "{tmp}/out", "--data", "{tmp}/nowhere"], "nowhere"),
    "another executor": (["grade", "{tmp}", "--out", "{tmp}/out", "--executor", "nowhere:make"], "There is no executor nowhere:make"),
    "dask without a scheduler": (["grade", "{tmp}", "--out", "{tmp}/out", "--executor", "dask"], "Say where the scheduler is: --scheduler tls://ADDRESS:PORT"),
    "a scheduler without TLS": (["grade", "{tmp}", "--out", "{tmp}/out", "--executor", "dask", "--scheduler", "tcp://10.0.0.5:8786"], "Start it with TLS and give tls://ADDRESS:PORT"),
    "another command": (["mark"], "No such command 'mark'"),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_names_the_cure_and_ends_with_2(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "unit02_similarity.py").write_text("")
    done = typed(*(each.format(tmp=tmp_path) for each in arguments))
    assert done.returncode == 2
    assert sentence in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_cuda_where_there_is_none(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    done = typed("grade", tmp_path, "--out", tmp_path / "out", "--device", "cuda")
    assert done.returncode == 2
    assert "torch finds no CUDA device here. Grade with --device cpu" in " ".join(done.stderr.split())


def test_an_apple_gpu_where_there_is_none(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    if torch.backends.mps.is_available():
        pytest.skip("this machine has one")
    done = typed("grade", tmp_path, "--out", tmp_path / "out", "--device", "mps")
    assert done.returncode == 2
    assert "torch finds no Apple GPU here. Grade with --device cpu." in " ".join(done.stderr.split())


def test_stubs_are_up_to_date() -> None:
    done = typed("dev", "stubs", "--check")
    assert done.returncode == 0, done.stderr


@pytest.mark.security
def test_doctor_speaks_for_this_machine() -> None:
    done = run("doctor")
    assert done.returncode in (0, 1)
    promise = "Every layer that keeps a grade honest holds on this machine."
    assert (promise in done.stdout) == (done.returncode == 0)
    assert "seccomp" in done.stdout


def test_help_has_examples() -> None:
    assert "grader grade submissions/ --out results" in run("grade", "--help").stdout
