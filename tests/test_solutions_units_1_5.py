"""Units 1 to 5: every number in their text is true, the references agree with torch, the chapter's figures come out."""

import doctest
import importlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image
from torch import tensor
from torch.nn import functional

from checks.idx import load_idx

SOLUTIONS = Path(__file__).parent.parent / "solutions"
UNITS = ["unit01_pixels", "unit02_similarity", "unit03_descent", "unit04_loss", "unit05_training"]
CELL = re.compile(r"^# %% \[markdown\]\n((?:#.*\n)+)", re.MULTILINE)
FENCE = re.compile(r"^```.*$", re.MULTILINE)


def narrative(name: str) -> list[str]:
    """The text cells of a unit, without their comment signs."""
    source = (SOLUTIONS / f"{name}.py").read_text(encoding="utf-8")
    return [re.sub(r"^# ?", "", cell, flags=re.MULTILINE) for cell in CELL.findall(source)]


def says(name: str, *sentences: str) -> bool:
    """Whether the text of a unit holds all of these, wherever its lines break."""
    text = " ".join(" ".join(narrative(name)).split())
    return all(sentence in text for sentence in sentences)


@pytest.fixture(scope="module")
def units() -> Iterator[SimpleNamespace]:
    """The five reference modules by name, and everything that they define as attributes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SOLUTIONS)
        modules = {name: importlib.import_module(name) for name in UNITS}
        yield SimpleNamespace(
            modules=modules, **{key: value for each in modules.values() for key, value in vars(each).items()}
        )


# ------------------------------------------------------------------------------------------- the numbers of the text


@pytest.mark.parametrize("name", UNITS)
def test_the_examples_of_the_docstrings_are_true(units: SimpleNamespace, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # one example writes a small image
    result = doctest.testmod(units.modules[name])
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", UNITS)
def test_the_examples_of_the_narrative_are_true(units: SimpleNamespace, name: str) -> None:
    runner = doctest.DocTestRunner()
    for cell in narrative(name):
        runner.run(
            doctest.DocTestParser().get_doctest(FENCE.sub("", cell), dict(vars(units.modules[name])), name, None, 0)
        )
    result = runner.summarize(verbose=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_prose_of_unit_2_is_true(units: SimpleNamespace) -> None:
    a, b = tensor([[0.0, 1.0], [0.5, 0.5]]), tensor([[0.0, 0.5], [0.5, 1.0]])
    assert (units.l1_distance(a, b).item(), ((a - b) ** 2).mean().item()) == (0.25, 0.125)
    assert says("unit02_similarity", "their mean is 0.25.", f"its root is {units.rmse_distance(a, b):.4f}.")


def test_the_prose_of_unit_3_is_true(units: SimpleNamespace) -> None:
    x, slopes = tensor(3.0), []
    for _ in range(2):
        slopes.append(units.gradient_at(lambda x: x**2, x).item())
        x = x - 0.1 * slopes[-1]
    assert (round(slopes[0], 4), round(slopes[1], 4), round(x.item(), 4)) == (6.0, 4.8, 1.92)
    assert says("unit03_descent", "down to x = 2.4. There the slope is 4.8, and the next step leads to 1.92.")

    params = torch.zeros(3, requires_grad=True)
    units.mse(units.quadratic(tensor([0.0, 1.0]), params), tensor([1.0, 3.0])).backward()
    assert params.grad is not None
    assert params.grad.tolist() == [-3, -3, -4]
    assert says("unit03_descent", "The gradients are -3, -3 and -4;", "four steps give 5.0, 2.18, 0.9556 and 0.4234.")


def test_the_roller_coaster_falls_as_unit_3_says_and_a_longer_step_climbs(units: SimpleNamespace) -> None:
    torch.manual_seed(0)
    t = torch.arange(20.0)
    speed = 0.75 * (t - 9.5) ** 2 + 1 + 3 * torch.randn(20)
    start = torch.randn(3)
    losses = units.fit_quadratic(t, speed, start.clone().requires_grad_(), lr=1e-5)
    assert losses == sorted(losses, reverse=True)
    assert len(losses) == 10
    assert losses[1] < losses[0] / 4  # quickly at first
    assert losses[9] > 0.99 * losses[7]  # and then hardly at all
    climbing = units.fit_quadratic(t, speed, start.clone().requires_grad_(), lr=1e-4)
    assert climbing == sorted(climbing)
    assert says("unit03_descent", "Try 1e-4, and watch what a step that is too long does.")


def test_the_prose_of_unit_4_is_true(units: SimpleNamespace) -> None:
    scores, targets = tensor([[2.0], [-1.0], [0.5]]), tensor([[1], [0], [0]])
    first, second, third = units.sigmoid(scores).flatten().tolist()
    loss = units.mnist_loss(scores, targets)
    assert says(
        "unit04_loss",
        f"A score of 2 gives {first:.4f}, one of -2 gives {1 - first:.4f}",
        f"the probabilities are {first:.4f}, {second:.4f} and {third:.4f}",
        f"the distances from the targets {1 - first:.4f}, {second:.4f} and {third:.4f}, and the loss is {loss:.4f}.",
    )


def test_accuracy_has_slope_0_where_the_loss_has_not(units: SimpleNamespace) -> None:
    pixel, label = tensor([[2.0], [-1.0], [0.5], [-3.0]]), tensor([[1.0], [0.0], [0.0], [1.0]])
    assert {units.batch_accuracy(pixel * weight, label).item() for weight in (1.0, 1.1, 1.01, 1.001)} == {0.5}
    assert units.gradient_at(lambda weight: units.mnist_loss(pixel * weight, label), tensor(1.0)) < -0.01
    assert says("unit04_loss", "The accuracy stays at 0.50 and the slope is 0.", "Here it is negative,")


def test_the_prose_of_unit_5_is_true(units: SimpleNamespace) -> None:
    assert says("unit05_training", f"a probability of {units.sigmoid(tensor(0.3)):.4f}, a three.")
    weight = torch.zeros(1, 1, requires_grad=True)
    for total in (-1, -2):
        units.calc_grad(tensor([[4.0]]), tensor([[1]]), lambda xb: xb @ weight)
        assert weight.grad is not None
        assert weight.grad.item() == total
    assert says("unit05_training", "Call it again without clearing, and `.grad` becomes -2:")


# ---------------------------------------------------------------------------------------- the references, by an oracle


def test_a_folder_is_loaded_in_the_order_of_its_names_as_text(units: SimpleNamespace, tmp_path: Path) -> None:
    for name, level in (("9", 51), ("10", 102), ("8", 255)):
        Image.fromarray(np.full((28, 28), level, dtype=np.uint8)).save(tmp_path / f"{name}.png")
    (tmp_path / "notes.txt").write_text("no image")
    stack = units.load_digits(str(tmp_path))
    assert (stack.shape, stack.dtype) == ((3, 28, 28), torch.float32)
    torch.testing.assert_close(stack[:, 0, 0], tensor([0.4, 1.0, 0.2]))


def test_distances_agree_with_torch_for_stacks_and_single_images(units: SimpleNamespace) -> None:
    torch.manual_seed(1)
    stack, ideal = torch.rand(5, 28, 28), torch.rand(28, 28)
    each = torch.stack([functional.l1_loss(image, ideal) for image in stack])
    torch.testing.assert_close(units.mnist_distance(stack, ideal), each)
    torch.testing.assert_close(units.mnist_distance(stack[0], ideal), each[0])
    torch.testing.assert_close(units.l1_distance(stack[0], ideal), each[0])
    torch.testing.assert_close(units.rmse_distance(stack[0], ideal), functional.mse_loss(stack[0], ideal).sqrt())


def test_gradient_at_leaves_x_as_it_is(units: SimpleNamespace) -> None:
    x = tensor([1.0, 2.0])
    assert units.gradient_at(lambda x: (x**3).sum(), x).tolist() == [3.0, 12.0]
    assert not x.requires_grad
    assert x.grad is None


def test_the_sigmoid_is_finite_and_exact_everywhere(units: SimpleNamespace) -> None:
    x = tensor([-1000.0, -100.0, -5.0, 0.0, 5.0, 1000.0])
    torch.testing.assert_close(units.sigmoid(x), torch.sigmoid(x))


def test_params_are_leaves_with_the_std_asked_for(units: SimpleNamespace) -> None:
    torch.manual_seed(0)
    params = units.init_params((784, 100), std=0.1)
    assert params.is_leaf
    assert params.requires_grad
    assert params.std().item() == pytest.approx(0.1, rel=0.02)
    assert params.mean().item() == pytest.approx(0, abs=0.002)


def test_the_dataset_keeps_every_image_with_its_label(units: SimpleNamespace) -> None:
    threes, sevens = torch.rand(3, 28, 28), torch.rand(2, 28, 28)
    x, y = units.make_dataset(threes, sevens)
    assert torch.equal(x.reshape(-1, 28, 28), torch.cat([threes, sevens]))
    assert y.tolist() == [[1], [1], [1], [0], [0]]


def test_batches_hold_every_row_once_and_shuffle_anew_on_each_walk(units: SimpleNamespace) -> None:
    x = torch.arange(50.0).reshape(50, 1)
    rows = [torch.cat([xb for xb, _ in units.make_batches(x, -x, 8)])]
    torch.manual_seed(3)
    shuffled = units.make_batches(x, -x, 8, shuffle=True)
    walks = [list(shuffled), list(shuffled)]
    assert all(torch.equal(yb, -xb) for walk in walks for xb, yb in walk)
    rows += [torch.cat([xb for xb, _ in walk]) for walk in walks]
    assert torch.equal(rows[0], x)
    assert all(torch.equal(each.sort(0).values, x) for each in rows)
    assert not torch.equal(rows[1], rows[2])
    torch.manual_seed(3)
    assert torch.equal(torch.cat([xb for xb, _ in units.make_batches(x, -x, 8, shuffle=True)]), rows[1])


def test_an_epoch_moves_the_parameters_as_torch_does(units: SimpleNamespace) -> None:
    torch.manual_seed(2)
    x, y = torch.rand(10, 784), torch.randint(0, 2, (10, 1))
    ours = [units.init_params((784, 1), std=0.1), units.init_params(1)]
    theirs = [p.detach().clone().requires_grad_() for p in ours]
    batches = units.make_batches(x, y, 4)
    units.train_epoch(lambda xb: units.linear1(xb, *ours), batches, 0.7, ours)
    optimizer = torch.optim.SGD(theirs, lr=0.7)
    for xb, yb in batches:
        ((xb @ theirs[0] + theirs[1]).sigmoid() - yb).abs().mean().backward()
        optimizer.step()
        optimizer.zero_grad()
    torch.testing.assert_close(ours, theirs)
    assert [p.grad for p in ours] == [None, None]


# ------------------------------------------------------------------------------------------------ the chapter's figures


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """All threes and sevens: float [n,28,28] in [0,1], and the training threes' file names."""
    folder = os.environ.get("MNIST_DIR")
    if not folder:
        pytest.skip("MNIST_DIR is not set: it names the folder with the four official files")
    full = load_idx(Path(folder))

    def pick(images: torch.Tensor, labels: torch.Tensor, digit: int) -> torch.Tensor:
        return images[labels == digit].float() / 255

    train, valid = (full.train_images, full.train_labels), (full.valid_images, full.valid_labels)
    names = [f"{index}.png" for index in torch.nonzero(full.train_labels == 3).flatten().tolist()]
    return SimpleNamespace(
        threes=pick(*train, 3), sevens=pick(*train, 7), valid3=pick(*valid, 3), valid7=pick(*valid, 7), names=names
    )


def test_the_distances_of_a_three_are_those_of_the_chapter(units: SimpleNamespace, digits: SimpleNamespace) -> None:
    assert [len(each) for each in (digits.threes, digits.sevens, digits.valid3, digits.valid7)] == [
        6131,
        6265,
        1010,
        1028,
    ]
    second = sorted(digits.names)[1]
    assert second == "10000.png"
    three = digits.threes[digits.names.index(second)]
    mean3, mean7 = units.ideal_digit(digits.threes), units.ideal_digit(digits.sevens)
    figures = [
        round(distance(three, ideal).item(), 4)
        for ideal in (mean3, mean7)
        for distance in (units.l1_distance, units.rmse_distance)
    ]
    assert figures == [0.1114, 0.2021, 0.1586, 0.3021]
    assert says("unit02_similarity", "0.1114 to the ideal three and of 0.1586", "its RMSE is 0.2021 and 0.3021.")


def test_the_baseline_is_as_good_as_the_chapter_says(units: SimpleNamespace, digits: SimpleNamespace) -> None:
    mean3, mean7 = units.ideal_digit(digits.threes), units.ideal_digit(digits.sevens)
    accuracies = units.accuracy_3_7(digits.valid3, digits.valid7, mean3, mean7)
    assert [round(each.item(), 4) for each in accuracies] == [0.9168, 0.9854, 0.9511]
    assert says("unit02_similarity", "0.9168 for the threes, 0.9854 for the sevens and 0.9511 on average")


@pytest.mark.slow
def test_twenty_epochs_reach_what_the_chapter_reaches(units: SimpleNamespace, digits: SimpleNamespace) -> None:
    torch.manual_seed(0)
    train = units.make_batches(*units.make_dataset(digits.threes, digits.sevens), 256, shuffle=True)
    valid = units.make_batches(*units.make_dataset(digits.valid3, digits.valid7), 256)
    params = [units.init_params((784, 1)), units.init_params(1)]
    for _ in range(20):
        units.train_epoch(lambda xb: units.linear1(xb, *params), train, 1.0, params)
    assert 0.96 <= units.validate_epoch(lambda xb: units.linear1(xb, *params), valid) <= 0.98
