"""The kit where it has no zygote and no sandbox to speak of: macOS and Windows, as far as they can be played on Linux (played.py).

What is left there works: a process of its own for the learner's code, limits of time and memory, and a doctor that says what is missing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import CLONE, finish

pytestmark = pytest.mark.slow

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

MISBEHAVING = {
    "mnist_distance": "def mnist_distance(a, b):\n    import sys\n    print('x' * 1_000_000, file=sys.stderr, flush=True)\n    return (a - b).abs().mean()\n",
    "is_3": "def is_3(x, mean3, mean7):\n    while True:\n        pass\n",
    "accuracy_3_7": """def accuracy_3_7(*args):
    import mmap, os
    file, kept = os.memfd_create("pages"), []
    os.truncate(file, 1 << 27)
    while True:  # the same 128 MiB again and again: they count each time, on a machine of any size
        kept.append(mmap.mmap(file, 1 << 27, flags=mmap.MAP_SHARED | mmap.MAP_POPULATE))
""",
    "rmse_distance": "def rmse_distance(a, b):\n    import os\n    os._exit(3)\n",
    "l1_distance": "def l1_distance(a, b):\n    import ctypes\n    ctypes.string_at(0)\n",
}
SENTENCES = [
    "Your code was still running after 10 seconds of processor time and was stopped.",
    "Your code used more than 2 GiB of memory and was stopped.",
    "Your code ended the process (exit code 3).",
    "Your code crashed the Python interpreter",
    "one distance",
]


def play(platform: str, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """`grader` with these words, in the folder, on the platform; its temporary files lie in a folder beside."""
    temporary = folder.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    path = os.pathsep.join([str(HERE / platform), str(HERE), str(ROOT)])
    return finish(sys.executable, "-m", "grader", *command, cwd=folder, COLUMNS=200, PYTHONPATH=path, TMPDIR=temporary)


def left_behind(folder: Path) -> list[str]:
    """Workers of this folder that still run, and the folders that they had."""
    temporary = folder.parent / "temporary"
    running = []
    for each in Path("/proc").glob("[0-9]*/cwd"):
        try:
            running.append(os.readlink(each))
        except OSError:
            continue
    return [each for each in running if each.startswith(str(temporary))] + [
        each.name for each in temporary.glob("grader-workers-*")
    ]


@pytest.fixture(params=["macos", "windows"])
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def work(tmp_path: Path, platform: str) -> Path:
    folder = tmp_path / "work"
    tmp_path.joinpath("home").mkdir()
    done = play(platform, tmp_path / "home", "start", str(folder))
    assert done.returncode == 0, done.stderr
    for unit in ("unit01_pixels.py", "unit02_similarity.py"):
        folder.joinpath(unit).write_text((ROOT / "solutions" / unit).read_text())
    return folder


def test_the_learners_hour(platform: str, work: Path) -> None:
    done = play(platform, work, "check", "image_to_tensor", "is_3")
    assert (done.returncode, done.stderr) == (0, CLONE)
    assert done.stdout.count("●") >= 4
    assert "✗" not in done.stdout
    assert "Your code" not in play(platform, work, "hint", "mnist_loss").stdout
    assert "points on the public checks" in play(platform, work, "progress").stdout
    assert play(platform, work, "submit").returncode == 0
    assert left_behind(work) == []


@pytest.mark.parametrize("platform", ["windows"], indirect=True)  # tests/sandbox/test_worker.py tries it on macOS's terms
def test_misbehaving_code_gets_its_sentence_and_nothing_of_it_stays(platform: str, work: Path) -> None:
    unit = work / "unit02_similarity.py"
    unit.write_text(unit.read_text() + "\n\n" + "\n\n".join(MISBEHAVING.values()))
    done = play(platform, work, "check", *MISBEHAVING)
    assert (done.returncode, done.stderr) == (1, CLONE)
    assert [each for each in SENTENCES if each not in done.stdout] == []
    assert "The grader itself failed" not in done.stdout
    assert left_behind(work) == []


@pytest.mark.parametrize("platform", ["windows"], indirect=True)
def test_grades_are_refused_or_marked(platform: str, work: Path) -> None:
    refused = play(platform, work.parent, "grade", str(work), "--out", "results")
    assert refused.returncode == 2
    assert "Grades could not be trusted on this machine" in refused.stdout + refused.stderr
    done = play(platform, work.parent, "grade", str(work), "--out", "results", "--unsafe", "--seed", "0")
    assert done.returncode == 0, done.stderr
    (result,) = (json.loads(each.read_text()) for each in work.parent.glob("results/submissions/*/result.json"))
    assert {"landlock", "seccomp"} <= set(result["unsafe"])
    statuses = {each["name"]: each["status"] for each in result["exercises"]}
    assert statuses["is_3"] == "passed"
    assert statuses["mnist_loss"] != "passed"
    assert left_behind(work) == []


def test_the_doctor_says_what_is_missing(platform: str, tmp_path: Path) -> None:
    tmp_path.joinpath("home").mkdir()
    done = play(platform, tmp_path / "home", "doctor")
    assert done.returncode == 1
    lacking = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("missing")]
    assert {"landlock", "seccomp", "not", "memory"} <= set(lacking)
    assert ("limits" in lacking) == (platform == "windows")
    assert "`grader grade` refuses without --unsafe." in done.stdout
