"""The chapter's figures come out: on the embedded digits always, on the full data where a folder holds it."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.checks.scene import load_truth
from grader.cli import main
from grader.course import Course
from grader.digits import Digits, split
from grader.figures import FIGURES, Bench, Figure, reproduce
from grader.idx import load_idx
from grader.reports.figures import numbers

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


def test_the_residual_net_has_a_lower_bound() -> None:
    """The chapter says 0.99 or more: better is no fault, and a hair below is one."""
    (figure,) = (each for each in FIGURES if "residual" in each.name)
    assert [figure.holds(found) for found in (1.0, 0.99, 0.9899, float("nan"))] == [True, True, False, False]
    assert numbers(figure, 0.9941) == ("≥ 0.99", "0.9941", "")


def test_other_figures_have_a_tolerance_on_both_sides() -> None:
    figure = Figure("full", "is_3 on threes", 0.9168, 5e-5, lambda bench: 0.0)
    assert [figure.holds(found) for found in (0.9168, 0.91684, 0.9170, 0.9166)] == [True, True, False, False]
    assert numbers(figure, 0.91683) == ("0.9168", "0.9168", "5e-05")
    assert numbers(Figure("full", "training threes", 6131, 0, lambda bench: 0.0), 6131.0) == ("6131", "6131", "0")


def test_both_kinds_of_data_have_figures() -> None:
    assert {figure.data for figure in FIGURES} == {"full", "embedded"}
