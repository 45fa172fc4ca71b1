"""The chapter's figures come out: on the embedded digits always, on the full data where a folder holds it."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.checks.scene import load_truth
from grader.cli import main
from grader.course import Course
from grader.digits import Digits, split
from grader.figures import FIGURES, Bench, reproduce
from grader.idx import load_idx

MNIST = os.environ.get("MNIST_DIR")
needs_full = pytest.mark.skipif(not MNIST, reason="set MNIST_DIR to a folder with the four MNIST files")


def off(benches: dict[str, Bench], fast: bool) -> dict[str, float]:
    return {figure.name: found for figure, found, good in reproduce(benches, fast) if not good}


def test_the_embedded_figures(course: Course, embedded: Digits) -> None:
    assert off({"embedded": Bench(split(embedded, 0), load_truth(course))}, fast=False) == {}


@needs_full
def test_the_full_figures(course: Course) -> None:
    assert off({"full": Bench(load_idx(Path(str(MNIST))), load_truth(course))}, fast=False) == {}


def test_a_figure_that_is_off_is_found(course: Course, embedded: Digits) -> None:
    bench = Bench(split(embedded, 0), load_truth(course))
    bench.truth.accuracy_3_7 = lambda *_: (0.5, 0.5, 0.5)
    found = {figure.name: good for figure, _, good in reproduce({"embedded": bench}, fast=True)}
    assert found["is_3, mean of both"] is False


def test_the_command_says_what_the_full_figures_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MNIST_DIR", raising=False)
    done = CliRunner().invoke(main, ["figures", "--fast"])
    assert done.exit_code == 0
    assert "The full data's figures need the four MNIST files: --data FOLDER, or MNIST_DIR=FOLDER." in " ".join(done.output.split())
    assert "Every figure is within its tolerance." in done.output


def test_the_command_where_the_data_is_not(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["figures", "--fast", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_both_kinds_of_data_have_figures() -> None:
    assert {figure.data for figure in FIGURES} == {"full", "embedded"}
