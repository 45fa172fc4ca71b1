"""A DataLoader in a worker loads in its own process, whatever it was asked for, and gives the same batches."""

from collections.abc import Iterator

import pytest

from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security


@pytest.fixture(scope="module")
def cell() -> Iterator[Cell]:
    """Each attempt is made in a process of its own: the patch changes the class for good."""
    cell = Cell("torch")
    yield cell
    cell.close()


def batches(here: Here, args: list[object], kwargs: dict[str, object]) -> object:
    """How many processes a loader of these arguments has, and its batches; for a subclass of DataLoader, too."""
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    from grader.worker.dataloaders import use_no_processes

    use_no_processes()

    class Mine(DataLoader):  # type: ignore[type-arg]  # of whatever it is given
        pass

    found = []
    for kind in (DataLoader, Mine):
        torch.manual_seed(0)
        loader = kind(TensorDataset(torch.arange(10)), *args, **kwargs)  # type: ignore[arg-type]  # as each test asks
        found.append([loader.num_workers, [x.tolist() for (x,) in loader]])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    "asked",
    [
        {"num_workers": 2},
        {"num_workers": 2, "persistent_workers": True, "prefetch_factor": 4, "timeout": 5, "multiprocessing_context": "fork"},
    ],
)
def test_workers_are_taken_as_none_and_the_batches_are_the_same(cell: Cell, asked: dict[str, object]) -> None:
    plain = cell(batches, [], {"batch_size": 4, "shuffle": True}).value
    assert plain[0] == 0
    assert sorted(x for batch in plain[1] for x in batch) == list(range(10))
    assert cell(batches, [4, True], asked).value == plain


def test_num_workers_as_a_positional_argument(cell: Cell) -> None:
    assert cell(batches, [4, False, None, None, 3], {}).value == [0, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]]


def test_a_wrong_argument_is_still_refused(cell: Cell) -> None:
    outcome = cell(batches, [], {"num_wrokers": 2})
    assert outcome.error == "TypeError"
    assert "num_wrokers" in outcome.message
