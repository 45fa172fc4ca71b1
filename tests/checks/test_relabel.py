"""What trainings are given: real digits under drawn labels, changed so little that honest training does not notice."""

import pytest
import torch

from checks.digits import Digits
from checks.embedded import Digits as Embedded
from checks.embedded import split
from checks.oracles.deeper import in_order, unseen
from checks.relabel import REACH, exchanged, roughened

SEEDS = range(8)


@pytest.fixture(scope="module")
def given(embedded: Embedded) -> list[Digits]:
    """What checks are given under each of the seeds."""
    return [Digits(split(embedded, seed), seed) for seed in SEEDS]


def test_ink_changes_a_little_and_paper_stays_paper(embedded: Embedded) -> None:
    before = embedded.images[:6000].short()
    after = roughened(embedded.images, torch.Generator().manual_seed(1)).short()[:6000]
    assert (after[before == 0] == 0).all()
    kept = after > 0
    assert (after - before)[kept].abs().max() == REACH
    assert before[(before > 0) & ~kept].max() <= 40
    assert not any(torch.equal(one > 0, other > 0) and torch.equal(one, other) for one, other in zip(before, after, strict=True))
    assert torch.equal(roughened(embedded.images, torch.Generator().manual_seed(1)).short()[:6000], after)


def test_almost_no_digit_keeps_the_form_of_its_ink(embedded: Embedded) -> None:
    after = roughened(embedded.images, torch.Generator().manual_seed(2))
    same = ((after > 0) == (embedded.images > 0)).flatten(1).all(1).float().mean()
    assert same < 0.06  # those with little faint ink; their ink is lighter or darker all the same


@pytest.mark.parametrize("seed", SEEDS)
def test_no_digit_keeps_its_label(given: list[Digits], seed: int) -> None:
    digits = given[seed]
    assert sorted(digits.renaming.tolist()) == list(range(10))
    for renamed, true in ((digits.renamed.train_ten, digits.train_ten), (digits.renamed.valid_ten, digits.valid_ten)):
        assert (renamed[0] - true[0]).abs().max() <= 40 / 255
        assert torch.equal(renamed[1], digits.renaming[true[1]])
        assert (renamed[1] != true[1]).all()


def test_all_ways_to_exchange_three_come_about() -> None:
    draw = torch.Generator().manual_seed(0)
    assert {tuple(exchanged(3, draw).tolist()) for _ in range(50)} == {(1, 2, 0), (2, 0, 1)}


def test_each_of_two_digits_is_1_once_and_the_seed_draws_when(given: list[Digits]) -> None:
    assert {digits.swaps for digits in given} == {(False, True), (True, False)}
    for digits in given:
        for swapped, (train, valid) in zip(digits.swaps, digits.tasks_3_7, strict=True):
            assert torch.equal(train[1], 1 - digits.train_3_7[1] if swapped else digits.train_3_7[1])
            assert torch.equal(valid[1], 1 - digits.valid_3_7[1] if swapped else digits.valid_3_7[1])
            assert (train[0] - digits.train_3_7[0]).abs().max() <= 40 / 255


def test_the_seed_draws_the_labels(given: list[Digits], embedded: Embedded) -> None:
    assert len({tuple(digits.renaming.tolist()) for digits in given}) == len(SEEDS)
    again = Digits(split(embedded, 3), 3)
    assert torch.equal(again.renaming, given[3].renaming)
    assert torch.equal(again.renamed.train_ten[0], given[3].renamed.train_ten[0])


@pytest.mark.parametrize("swapped", [False, True])
def test_no_image_that_a_deeper_network_is_judged_on_is_given_with_a_label(given: list[Digits], swapped: bool) -> None:
    shown = torch.cat([in_order(given[0], 400)[0], in_order(given[0], 128, valid=True)[0]])
    images, labels = unseen(given[0], swapped)
    assert len(shown) == 528
    assert len({each.numpy().tobytes() for each in shown} & {each.numpy().tobytes() for each in images}) == 0
    assert len({each.numpy().tobytes() for each in shown}) == 528
    assert labels.sum() == (len(given[0].valid_sevens) if swapped else len(given[0].valid_threes))
