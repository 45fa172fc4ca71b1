"""Units 6 to 10: the numbers in their text are true, the references agree with torch, the figures come out."""

import doctest
import importlib
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn, tensor
from torch.nn import functional

from checks.embedded import Split, find_data_folder, load_embedded, split
from checks.idx import load_idx
from extras.layout import write_layout
from grader.course.stubs import stub

SOLUTIONS = Path(__file__).parent.parent / "solutions"
UNITS = ["unit06_optimizer", "unit07_network", "unit08_learner", "unit09_full_mnist", "unit10_questions"]
CELL = re.compile(r"^# %% \[markdown\].*\n((?:#.*\n)+)", re.MULTILINE)
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
    """What the five units define, as attributes (of two of the same name, the later), and the modules by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SOLUTIONS)
        modules = {name: importlib.import_module(name) for name in UNITS}
        five = importlib.import_module("unit05_training")
        names = {key: value for each in (five, *modules.values()) for key, value in vars(each).items()}
        yield SimpleNamespace(modules=modules, **names)


@pytest.fixture
def pixels() -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Ten batches of eight small images and labels, mixed."""
    generator = torch.Generator().manual_seed(5)
    return [(torch.rand(8, 784, generator=generator), torch.randint(2, (8, 1), generator=generator)) for _ in range(10)]


def twins(make: Callable[[], nn.Module]) -> tuple[Any, Any]:
    """Two models with the same parameters."""
    torch.manual_seed(0)
    one, other = make(), make()
    other.load_state_dict(one.state_dict())
    return one, other


def torch_epochs(model: nn.Module, batches: list[tuple[torch.Tensor, torch.Tensor]], optimizer: torch.optim.Optimizer, epochs: int = 1) -> list[float]:
    """The oracle of all training loops: torch's own optimizer, and a loss written in another way. Gives the losses."""
    losses = []
    for _ in range(epochs):
        for xb, yb in batches:
            loss = functional.l1_loss(model(xb).sigmoid(), yb.float())
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimizer.step()
            losses.append(loss.item())
    return losses


# ------------------------------------------------------------------------------------------- the numbers of the text


@pytest.mark.parametrize("name", UNITS)
def test_the_examples_of_docstrings_and_narrative_are_true(units: SimpleNamespace, name: str) -> None:
    runner = doctest.DocTestRunner()
    tests = doctest.DocTestFinder().find(units.modules[name])
    for cell in narrative(name):
        variables = dict(vars(units.modules[name]))
        tests.append(doctest.DocTestParser().get_doctest(FENCE.sub("", cell), variables, name, None, 0))
    for test in tests:
        runner.run(test)
    result = runner.summarize(verbose=False)
    assert result.attempted > 2
    assert result.failed == 0


def test_the_prose_of_unit_6_is_true(units: SimpleNamespace) -> None:
    weight = tensor([[0.5]], requires_grad=True)
    units.calc_grad(tensor([[2.0]]), tensor([[0]]), lambda xb: xb @ weight)
    assert weight.grad is not None
    assert says(
        "unit06_optimizer",
        f"its probability {torch.sigmoid(tensor(1.0)):.4f}, far too high; the gradient is {weight.grad.item():.4f}",
        f"the weight goes back to {0.5 - 0.5 * weight.grad.item():.4f}.",
    )


def test_in_the_valley_of_unit_6_only_the_learning_rate_between_gets_there(units: SimpleNamespace) -> None:
    ends = {}
    for lr in (0.01, 0.15, 0.21):
        weights = tensor([-4.0, 1.5], requires_grad=True)
        opt = units.BasicOptim([weights], lr)
        for _ in range(10):
            ((weights[0] ** 2 + 10 * weights[1] ** 2) / 2).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            opt.step()
            opt.zero_grad()
        ends[lr] = ((weights[0] ** 2 + 10 * weights[1] ** 2) / 2).item()
    start = (4**2 + 10 * 1.5**2) / 2
    assert ends[0.15] < start / 50
    assert start / 3 < ends[0.01] < start < ends[0.21]


def test_the_prose_of_unit_7_is_true(units: SimpleNamespace) -> None:
    x = torch.linspace(-3, 3, 13)
    torch.testing.assert_close(3 * (2 * x + 1) + 4, 6 * x + 7)
    torch.testing.assert_close(units.relu(x) + units.relu(-x), x.abs())
    linear, net = nn.Linear(784, 1), units.make_simple_net()
    assert [sum(p.numel() for p in model.parameters()) for model in (linear, net)] == [785, 23581]
    unbent = tensor([[1.0, 2.0]]) @ tensor([[1.0, -1.0], [1.0, -1.0]]) + tensor([0.0, 1.0])
    assert unbent.tolist() == [[3, -2]]
    assert (unbent @ tensor([[2.0], [5.0]]) + 0.5).item() == -3.5
    assert says("unit07_network", "that is 3 and -2.", "Without ReLU it would have been -3.5.", "23,581 together")


def test_the_prose_of_unit_8_is_true() -> None:
    weight, pixel, lr = tensor(0.0, requires_grad=True), tensor(4.0), 0.025
    (gradient,) = torch.autograd.grad((weight * pixel - 1).square(), weight)
    second = weight.detach() - lr * gradient
    assert says(
        "unit08_learner",
        f"the loss 1 and the gradient {gradient:g}, and a step with a learning rate of {lr} makes the weight {second:.1f}.",
        f"its squared error is {(second - 1).square():.2f}, its absolute error {(second - 1).abs():.1f}.",
        f"the training loss is down to {(second * pixel - 1).square():.2f}.",
    )


def test_the_prose_of_unit_9_is_true() -> None:
    powers = tensor([1.0, 2.0, 3.0]).exp()
    a, b, c = powers.tolist()
    p, q, r = (powers / powers.sum()).tolist()
    assert says(
        "unit09_full_mnist",
        f"Scores of 1, 2 and 3 become {a:.4f}, {b:.4f} and {c:.4f}. Their sum is {a + b + c:.4f}",
        f"the probabilities are {p:.4f}, {q:.4f} and {r:.4f}.",
        *[f"| {p} | {1 - p:.4g} | {-math.log(p):.4f} |" for p in (0.9, 0.1, 0.001)],
        f"a probability of {r:.4f}, which costs {-math.log(r):.4f}.",
        f"which costs log 3 = {math.log(3):.4f}.",
        f"starts near log 10 = {math.log(10):.4f}.",
        f"could not cost less than {math.log(1 + 9 / math.e):.4f}.",
    )
    assert tensor(100.0).exp() == math.inf


# ---------------------------------------------------------------------------------------- the references, by an oracle


def test_basic_optim_steps_as_torch_does(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    mine, theirs = twins(lambda: nn.Linear(784, 1))
    units.train_epoch_with(mine, pixels, units.BasicOptim(mine.parameters(), lr=0.7))
    torch_epochs(theirs, pixels, torch.optim.SGD(theirs.parameters(), lr=0.7))
    torch.testing.assert_close(mine.state_dict(), theirs.state_dict())
    assert [p.grad for p in mine.parameters()] == [None, None]


def test_an_epoch_takes_any_optimizer(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    mine, theirs = twins(lambda: nn.Linear(784, 1))
    units.train_epoch_with(mine, pixels, torch.optim.Adam(mine.parameters()))
    torch_epochs(theirs, pixels, torch.optim.Adam(theirs.parameters()))
    torch.testing.assert_close(mine.state_dict(), theirs.state_dict())


def test_train_model_measures_after_every_epoch_and_learns_nothing_from_validation(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    mine, theirs = twins(lambda: nn.Linear(784, 1))
    train, valid = pixels[:8], pixels[8:]
    accuracies = units.train_model(mine, train, valid, units.BasicOptim(mine.parameters(), lr=0.3), epochs=3)
    optimizer, expected = torch.optim.SGD(theirs.parameters(), lr=0.3), []
    for _ in range(3):
        torch_epochs(theirs, train, optimizer)
        expected.append(sum(((theirs(xb) > 0) == (yb == 1)).sum().item() for xb, yb in valid) / 16)
    assert accuracies == pytest.approx(expected, abs=1e-4)
    torch.testing.assert_close(mine.state_dict(), theirs.state_dict())


def test_relu_and_the_network_agree_with_torch(units: SimpleNamespace) -> None:
    torch.manual_seed(1)
    x = torch.randn(6, 784)
    before = x.clone()
    torch.testing.assert_close(units.relu(x), functional.relu(x))
    assert torch.equal(x, before)
    net = units.make_simple_net()
    first, second = net[0], net[2]
    scores = units.simple_net(x, first.weight.T, first.bias, second.weight.T, second.bias)
    torch.testing.assert_close(scores, net(x))


def test_train_simple_net_is_a_fresh_network_trained_with_sgd(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    torch.manual_seed(3)
    theirs = units.make_simple_net()
    torch.manual_seed(3)
    mine = units.train_simple_net(pixels, lr=0.5, epochs=2)
    torch_epochs(theirs, pixels, torch.optim.SGD(theirs.parameters(), lr=0.5), epochs=2)
    torch.testing.assert_close(mine.state_dict(), theirs.state_dict())


@pytest.mark.parametrize("kind", ["none", "empty", "one", "list"])
def test_a_learner_trains_as_torch_does_and_records_every_epoch(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]], kind: str) -> None:
    def error(preds: torch.Tensor, yb: torch.Tensor) -> Any:
        return 1 - units.batch_accuracy(preds, yb).item()

    metrics = {"none": None, "empty": [], "one": units.batch_accuracy, "list": [units.batch_accuracy, error]}[kind]
    mine, theirs = twins(units.make_simple_net)
    train, valid = pixels[:8], pixels[8:]
    learn = units.Learner(units.DataLoaders(train, valid), mine, units.BasicOptim, units.mnist_loss, metrics)
    learn.fit(2, lr=0.5)
    learn.fit(1, lr=0.1)
    losses = torch_epochs(theirs, train, torch.optim.SGD(theirs.parameters(), lr=0.5), epochs=2)
    losses += torch_epochs(theirs, train, torch.optim.SGD(theirs.parameters(), lr=0.1))
    torch.testing.assert_close(learn.model.state_dict(), theirs.state_dict())

    rows = learn.recorder.values
    assert [row[0] for row in rows] == pytest.approx([sum(losses[i : i + 8]) / 8 for i in (0, 8, 16)])
    with torch.no_grad():
        loss = sum(functional.l1_loss(theirs(xb).sigmoid(), yb.float()).item() for xb, yb in valid) / 2
        right = sum(((theirs(xb) > 0) == (yb == 1)).float().mean().item() for xb, yb in valid) / 2
    expected = {"none": [], "empty": [], "one": [right], "list": [right, 1 - right]}[kind]
    assert rows[-1][1:] == pytest.approx([loss, *expected])
    assert {type(number) for row in rows for number in row} == {float}


def test_learners_share_no_record_and_predict_without_a_graph(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    def make() -> Any:
        return units.Learner(
            units.DataLoaders(pixels, pixels), nn.Linear(784, 1), torch.optim.SGD, units.mnist_loss, []
        )

    one, other = make(), make()
    one.fit(1, lr=0.1)
    assert (len(one.recorder.values), len(other.recorder.values)) == (1, 0)
    xb = pixels[0][0]
    predictions = one.predict(xb)
    assert not predictions.requires_grad
    torch.testing.assert_close(predictions, xb @ one.model.weight.T + one.model.bias)


def test_the_names_of_unit_8_are_torch_calls_that_agree(units: SimpleNamespace) -> None:
    names = units.library_names()
    assert list(names) == ["l1_distance", "mse", "sigmoid", "relu", "linear1", "make_batches", "BasicOptim"]
    assert all(f"| `{name}` |" in "".join(narrative("unit08_learner")) for name in names)
    torch.manual_seed(2)
    a, b, weights, bias = torch.randn(4, 784), torch.randn(4, 784), torch.randn(784, 1), torch.randn(1)

    def of(name: str) -> Any:
        return eval(names[name], {"torch": torch})  # our own file says the name

    two, three, four = (importlib.import_module(f"unit0{each}") for each in ("2_similarity", "3_descent", "4_loss"))
    torch.testing.assert_close(of("l1_distance")(a, b), two.l1_distance(a, b))
    torch.testing.assert_close(of("mse")(a, b), three.mse(a, b))
    torch.testing.assert_close(of("sigmoid")(a), four.sigmoid(a))
    torch.testing.assert_close(of("relu")(a), units.relu(a))
    torch.testing.assert_close(of("linear1")(a, weights.T, bias), four.linear1(a, weights, bias))
    assert (of("make_batches"), of("BasicOptim")) == (torch.utils.data.DataLoader, torch.optim.SGD)


def test_the_nearest_ideal_has_the_smallest_mean_difference(units: SimpleNamespace) -> None:
    torch.manual_seed(4)
    images, ideals = torch.rand(12, 28, 28), torch.rand(10, 28, 28)
    got = units.nearest_ideal_digit(images, ideals)
    assert got.dtype == torch.int64
    assert torch.equal(got, torch.cdist(images.flatten(1), ideals.flatten(1), p=1).argmin(1))


def test_softmax_and_cross_entropy_agree_with_torch_also_at_the_extremes(units: SimpleNamespace) -> None:
    torch.manual_seed(4)
    logits = torch.cat([torch.randn(20, 10), tensor([[1000.0] + [-1000.0] * 9, [-1000.0] * 10, [1000.0] * 10])])
    targets = torch.cat([torch.randint(10, (20,)), tensor([3, 0, 9])])
    torch.testing.assert_close(units.softmax(logits), functional.softmax(logits, 1))
    mine, theirs = logits.clone().requires_grad_(), logits.clone().requires_grad_()
    losses = units.cross_entropy(mine, targets), functional.cross_entropy(theirs, targets)
    torch.testing.assert_close(*losses)
    for loss in losses:
        loss.backward()
    torch.testing.assert_close(mine.grad, theirs.grad)
    assert units.accuracy(logits, logits.argmax(1)) == 1
    assert units.accuracy(logits, targets).item() == pytest.approx(
        sum(int(row.argmax()) == int(target) for row, target in zip(logits, targets, strict=True)) / 23
    )


def test_the_classifier_learns_the_embedded_digits(units: SimpleNamespace) -> None:
    parts = split(load_embedded(find_data_folder()), seed=0)
    torch.manual_seed(0)
    model = units.train_classifier(parts.train_images.flatten(1) / 255, parts.train_labels, "cpu")
    with torch.no_grad():
        logits = model(parts.valid_images.flatten(1) / 255)
    assert logits.shape == (1000, 10)
    assert (logits.argmax(1) == parts.valid_labels).float().mean() > 0.90


# ------------------------------------------------------------------------------------------------------ the questions


def test_every_question_is_asked_once_in_the_text_and_those_in_words_leave_room() -> None:
    source = (SOLUTIONS / "unit10_questions.py").read_text(encoding="utf-8")
    asked = re.findall(r"\*\*Question (\d+)\.\*\*", source)
    assert sorted(map(int, asked)) == list(range(1, 38))
    in_words = re.findall(
        r'^# %% \[markdown\] question="q(\d+)" points=1\n# \*\*Question (\d+)\.', source, re.MULTILINE
    )
    assert len(in_words) == 10
    assert all(int(tag) == int(number) for tag, number in in_words)
    cells = re.split(r"^# %%", source, flags=re.MULTILINE)
    assert all(cell.rstrip().endswith("# Your answer:") for cell in cells if "question=" in cell.split("\n")[0])


def test_every_choice_has_four_answers_and_one_of_them_is_right(units: SimpleNamespace) -> None:
    answers = {**units.choices_tensors(), **units.choices_learning(), **units.choices_training()}
    assert len(answers) == 17
    questions = re.split(r"\*\*Question (\d+)\.\*\*|## ", "\n".join(narrative("unit10_questions")))
    offered = {
        f"q{int(number):02d}": re.findall(r"^- ([a-z])\) ", text, re.MULTILINE)
        for number, text in zip(questions[1::2], questions[2::2], strict=True)
        if number and "\n- a) " in text
    }
    assert {name: sorted(offered[name]) for name in answers} == {name: list("abcd") for name in answers}
    assert set(offered) == set(answers)
    assert set(answers.values()) == set("abcd")


def test_the_distances_of_question_7_are_as_the_right_answer_says(units: SimpleNamespace) -> None:
    one, even = torch.zeros(100), torch.full((100,), 0.009)
    one[0] = 0.9
    l1, rmse = one.mean(), (one**2).mean().sqrt()
    assert rmse.item() == pytest.approx(10 * l1.item())
    assert even.mean().item() == pytest.approx((even**2).mean().sqrt().item()) == pytest.approx(l1.item())
    assert units.choices_tensors()["q07"] == "a"


def test_the_code_of_unit_10_agrees_with_torch(units: SimpleNamespace) -> None:
    for shape in ((), (0,), (7,), (2, 3, 4)):
        assert units.shape_facts(shape) == (torch.zeros(shape).ndim, torch.zeros(shape).numel())
    x = torch.rand(4, 5)
    assert torch.equal(units.bottom_right(x), torch.stack([x[2, 3:], x[3, 3:]]))
    w, g = torch.rand(3), torch.rand(3)
    before = w.clone()
    torch.testing.assert_close(units.new_weights(w, g, 0.3), torch.add(w, g, alpha=-0.3))
    assert torch.equal(w, before)
    assert torch.equal(units.to_rows(torch.arange(24).view(2, 3, 4)), torch.arange(24).view(2, 12))
    assert units.product_shape((2, 3), (3, 5)) == tuple((torch.zeros(2, 3) @ torch.zeros(3, 5)).shape)
    assert units.product_shape((3, 2), (3, 5)) is None
    assert units.unzip([]) == ([], [])
    assert units.halve_evens([7, 0, -4]) == [0, -2]
    xs = [-1.5, 0.0, 0.5]
    assert units.relu_points(xs) == list(zip(xs, functional.relu(tensor(xs)).tolist(), strict=True))


def test_the_steps_of_unit_10_are_in_the_order_in_which_they_can_be_run(units: SimpleNamespace, pixels: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    order = units.put_in_order()["q25"]
    (xb, yb), model = pixels[0], nn.Linear(784, 1)
    before = model.weight.detach().clone()
    names = {"xb": xb, "yb": yb, "model": model, "mnist_loss": units.mnist_loss}
    names["opt"] = torch.optim.SGD(model.parameters(), lr=0.5)
    lines = dict(re.findall(r"^- ([P-T]): `(.*)`$", "\n".join(narrative("unit10_questions")), re.MULTILINE))
    for letter in order:
        exec(lines[letter], names)  # our own text
    assert not torch.equal(model.weight, before)
    assert model.weight.grad is None


# ---------------------------------------------------------------------------------------------------- demonstrations


def run(sources: dict[str, str], folder: Path) -> list[str]:
    """Run the five units as a learner does; what each of them prints."""
    parts = split(load_embedded(find_data_folder()), seed=0)
    few = torch.cat([(parts.train_labels == digit).nonzero().flatten()[:30] for digit in range(10)])
    train, valid = (few[torch.arange(300) % 30 < 20], few[torch.arange(300) % 30 >= 20])
    images, labels = parts.train_images, parts.train_labels
    write_layout(Split(images[train], labels[train], images[valid], labels[valid]), folder / "mnist_sample", range(10))
    for name, source in sources.items():
        (folder / name).write_text(source, encoding="utf-8")
    code = f"import runpy\nfor name in {UNITS}: print('##'); runpy.run_path(name + '.py', run_name='__main__')"
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("##\n")[1:]


def test_solved_units_demonstrate_what_they_can(tmp_path: Path) -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in SOLUTIONS.glob("*.py")}
    optimizer, network, learner, ten, questions = run(sources, tmp_path)
    assert "first walk: 2 parameters, second walk: 0" in optimizer
    assert "yours and torch's differ by at most  0.000000" in optimizer
    assert "relu(x) + relu(-x) [3.0, 1.0, 0.5, 2.0]" in network
    assert learner.count("largest difference 0.000000") == 5
    assert "yours   2.64543" in ten
    assert "torch's 2.64543" in ten
    assert questions.splitlines()[-1].endswith("*")
    assert not any("waits for" in each or "no digits" in each for each in (optimizer, network, learner, ten, questions))


def test_untouched_stubs_say_what_they_wait_for(tmp_path: Path) -> None:
    sources = {path.name: stub(path.read_text(encoding="utf-8"), path.name) for path in SOLUTIONS.glob("*.py")}
    optimizer, network, learner, ten, questions = run(sources, tmp_path)
    assert "This demonstration waits for load_digits." in optimizer
    assert "This demonstration waits for relu." in network
    assert "This demonstration waits for library_names." in learner
    assert "This demonstration waits for cross_entropy." in ten
    assert questions == "This demonstration waits for relu_points. Write it, then run this again.\n"


# ------------------------------------------------------------------------------------------------ the chapter's figures


@pytest.fixture(scope="module")
def full() -> Split:
    folder = os.environ.get("MNIST_DIR")
    if not folder:
        pytest.skip("MNIST_DIR is not set: it names the folder with the four official files")
    return load_idx(Path(folder))


@pytest.fixture(scope="module")
def loaders(units: SimpleNamespace, full: Split) -> tuple[Any, Any]:
    """Threes and sevens in batches of 256: to train with, shuffled, and to validate with."""
    four = importlib.import_module("unit04_loss")
    pairs = [
        four.make_dataset(images[labels == 3] / 255, images[labels == 7] / 255)
        for images, labels in ((full.train_images, full.train_labels), (full.valid_images, full.valid_labels))
    ]
    return units.make_batches(*pairs[0], 256, shuffle=True), units.make_batches(*pairs[1], 256)


@pytest.mark.slow
def test_the_linear_model_and_the_network_reach_what_the_text_says(units: SimpleNamespace, loaders: tuple[Any, Any]) -> None:
    torch.manual_seed(0)
    linear = nn.Linear(784, 1)
    curve = units.train_model(linear, *loaders, units.BasicOptim(linear.parameters(), 1.0), 20)
    assert 0.978 <= curve[-1] <= 0.983
    assert says("unit06_optimizer", "ends between 0.978 and 0.983")
    torch.manual_seed(0)
    net = units.train_simple_net(loaders[0], lr=0.1, epochs=40)
    assert 0.981 <= units.validate_epoch(net, loaders[1]) <= 0.984
    assert says("unit07_network", "the accuracy is about 0.982")


@pytest.mark.slow
def test_ten_digits_reach_what_the_text_says(units: SimpleNamespace, full: Split) -> None:
    images = full.train_images / 255
    ideals = torch.stack([images[full.train_labels == digit].mean(0) for digit in range(10)])
    nearest = torch.cat([units.nearest_ideal_digit(part / 255, ideals) for part in full.valid_images.split(1000)])  # type: ignore[no-untyped-call]  # torch leaves it untyped
    assert says("unit09_full_mnist", f"{(nearest == full.valid_labels).float().mean():.4f} of the test images")
    torch.manual_seed(0)
    model = units.train_classifier(images.flatten(1), full.train_labels, "cpu")
    with torch.no_grad():
        assert units.accuracy(model(full.valid_images.flatten(1) / 255), full.valid_labels) > 0.955
