"""A DataLoader in a worker loads in its own process, whatever it was asked for, and gives the same batches."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.security

ROOT = Path(__file__).resolve().parents[2]
PATCHED = """
import torch
from grader.inside.loaders import use_no_processes
use_no_processes()
from torch.utils.data import DataLoader, TensorDataset
data = TensorDataset(torch.arange(10))
def batches(*args, **kwargs):
    torch.manual_seed(0)
    loader = DataLoader(data, *args, **kwargs)
    return loader.num_workers, [x.tolist() for x, in loader]
"""


def run(code: str) -> str:
    """In a process of its own: the patch changes the class for good."""
    command = [sys.executable, "-c", PATCHED + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    "asked",
    [
        "num_workers=2",
        "num_workers=2, persistent_workers=True, prefetch_factor=4, timeout=5, multiprocessing_context='fork'",
    ],
)
def test_workers_are_taken_as_none_and_the_batches_are_the_same(asked: str) -> None:
    code = f"print(batches(4, True, {asked}) == (0, batches(batch_size=4, shuffle=True)[1]))"
    assert run(code) == "True"


def test_num_workers_as_a_positional_argument() -> None:
    assert run("print(batches(4, False, None, None, 3))") == "(0, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])"


def test_a_wrong_argument_is_still_refused() -> None:
    code = "\ntry:\n    batches(num_wrokers=2)\nexcept TypeError as error:\n    print(error)"
    assert "num_wrokers" in run(code)


def test_a_subclass_works_as_well() -> None:
    code = "\nclass Mine(DataLoader):\n    pass\nprint(len(list(Mine(data, num_workers=2))))"
    assert run(code) == "10"
