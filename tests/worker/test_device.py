"""The judged device is made ready before student code runs; a CPU plays the others as far as it can."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from grader.worker import device
from grader.worker.server import Worker

pytestmark = pytest.mark.security

GIB = 1 << 30


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, float]]:
    """The fraction of its memory that each kind of device was bounded to; a GPU of 8 GiB, and TF32 on."""
    found: dict[str, float] = {}
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: SimpleNamespace(total_memory=8 * GIB))
    monkeypatch.setattr(
        torch.cuda, "set_per_process_memory_fraction", lambda part, which: found.update({which.type: part})
    )
    monkeypatch.setattr(torch.mps, "recommended_max_memory", lambda: 8 * GIB)
    monkeypatch.setattr(torch.mps, "set_per_process_memory_fraction", lambda part: found.update(mps=part))
    switches: tuple[Any, ...] = (torch.backends.cuda.matmul, torch.backends.cudnn)
    before = [each.allow_tf32 for each in switches]
    for each in switches:
        each.allow_tf32 = True
    yield found
    for each, value in zip(switches, before, strict=True):
        each.allow_tf32 = value


@pytest.mark.parametrize("kind", ["cuda", "mps"])
def test_a_worker_gets_its_share_of_a_gpu(kind: str, bounded: dict[str, float]) -> None:
    assert device.make_ready(kind, 2 * GIB) == torch.device(kind)
    assert bounded == {kind: 0.25}
    device.make_ready(kind, 20 * GIB)
    assert bounded == {kind: 1.0}


def test_float32_is_computed_as_float32(bounded: dict[str, float]) -> None:
    device.make_ready("cuda", GIB)
    assert not torch.backends.cuda.matmul.allow_tf32
    assert not torch.backends.cudnn.allow_tf32


def test_a_cpu_needs_nothing(bounded: dict[str, float]) -> None:
    assert device.make_ready("cpu", GIB) == torch.device("cpu")
    assert bounded == {}
    assert torch.backends.cudnn.allow_tf32


def test_arguments_move_to_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    meta, weight = torch.device("meta"), torch.ones(3, dtype=torch.float64, requires_grad=True)
    moved = device.move(weight, meta)
    assert (moved.device, moved.dtype, moved.requires_grad, moved.is_leaf) == (meta, torch.float64, True, True)
    monkeypatch.setattr(device, "NO_DOUBLES", {"meta"})
    assert device.move(weight, meta).dtype is torch.float32
    assert device.move(torch.ones(2, dtype=torch.int64), meta).dtype is torch.int64


def test_a_worker_hands_over_arguments_on_its_device() -> None:
    worker = Worker(())
    worker.begin(0, "meta", 1)
    found = worker.resolve({"a": [torch.ones(2)], "b": (1, torch.zeros(1))})
    assert [found["a"][0].device.type, found["b"][1].device.type] == ["meta", "meta"]
