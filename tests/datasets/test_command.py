"""`grader data` as a user starts it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.typed import typed

MNIST = os.environ.get("MNIST_DIR")


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return typed("data", *arguments, MNIST_DIR=folder, COLUMNS=100, HTTPS_PROXY="http://127.0.0.1:9")


def test_status_without_the_full_data(tmp_path: Path) -> None:
    done = run(tmp_path, "status")
    assert done.returncode == 0
    assert "Embedded digits: 5,000 images, verified. Used by default." in done.stdout
    assert f"Full MNIST: {tmp_path} (from MNIST_DIR)" in done.stdout.replace("\n", " ")
    assert done.stdout.count(": not here") == 4


def test_status_of_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(b"no labels, and no official file")
    done = run(tmp_path, "status")
    assert done.returncode == 1
    assert "has the wrong magic number" in done.stdout.replace("\n", " ")


def test_offline_the_way_by_hand_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "fetch")
    assert done.returncode == 2
    assert "train-images-idx3-ubyte.gz could not be fetched from any mirror:" in done.stderr
    assert "run `grader data add FOLDER`" in done.stderr
    assert "Traceback" not in done.stderr


def test_layout_writes_the_chapters_folders(tmp_path: Path) -> None:
    done = run(tmp_path, "layout", tmp_path / "mnist_sample")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "mnist_sample" / "train").iterdir()) == ["3", "7"]
    assert "Wrote 1,000 pictures into" in done.stdout
    again = run(tmp_path, "layout", tmp_path / "mnist_sample")
    assert again.returncode == 2
    assert "already holds files, so nothing was written." in again.stderr


def test_full_data_that_are_not_here(tmp_path: Path) -> None:
    done = run(tmp_path, "layout", tmp_path / "mnist_sample", "--data", "full")
    assert done.returncode == 2
    assert "Run `grader data fetch`, or `grader data add DIR`" in done.stderr


@pytest.mark.skipif(not MNIST, reason="MNIST_DIR names no folder with the full MNIST")
def test_add_then_status(tmp_path: Path) -> None:
    assert MNIST
    done = run(tmp_path / "full", "add", MNIST)
    assert done.returncode == 0, done.stderr
    assert "verified and added" in done.stdout
    assert run(tmp_path / "full", "status").stdout.count(": verified") == 4
    assert run(tmp_path / "full", "fetch").stdout.startswith("Full MNIST: nothing was missing.")
