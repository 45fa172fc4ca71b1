"""Unit 11: the numbers in its text are true, its parts agree with torch, and the sample is learned."""

import doctest
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import torch
from torch import nn
from torch.nn import functional

from checks.embedded import find_data_folder, load_embedded, split
from extras.layout import write_layout
from grader.course.stubs import stub
from tests.processes import GUARD

pytestmark = pytest.mark.slow

SOLUTIONS = Path(__file__).parent.parent / "solutions"
UNIT = "unit11_deeper"
SOURCE = (SOLUTIONS / f"{UNIT}.py").read_text(encoding="utf-8")
CELLS = re.findall(r"^# %% \[markdown\].*\n((?:#.*\n)+)", SOURCE, re.MULTILINE)
NARRATIVE = [re.sub(r"^# ?", "", cell, flags=re.MULTILINE) for cell in CELLS]
TEXT = " ".join(" ".join(NARRATIVE).split())


@pytest.fixture(scope="module")
def unit() -> Iterator[ModuleType]:
    """The unit's module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SOLUTIONS)
        yield importlib.import_module(UNIT)


def three_or_seven(images: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """float [n, 1, 28, 28] and int64 [n], 1 for a three."""
    chosen = (labels == 3) | (labels == 7)
    return images[chosen][:, None] / 255, (labels[chosen] == 3).long()


def test_the_examples_of_docstrings_and_narrative_are_true(unit: ModuleType) -> None:
    runner = doctest.DocTestRunner()
    tests = doctest.DocTestFinder().find(unit)
    for cell in NARRATIVE:
        text = re.sub(r"^```.*$", "", cell, flags=re.MULTILINE)
        tests.append(doctest.DocTestParser().get_doctest(text, dict(vars(unit)), UNIT, None, 0))
    for test in tests:
        runner.run(test)
    result = runner.summarize(verbose=False)
    assert result.attempted > 4
    assert result.failed == 0


def test_the_table_of_rates_is_true(unit: ModuleType) -> None:
    (row,) = re.findall(r"^\| rate \| (.*) \|$", NARRATIVE[1], re.MULTILINE)
    assert [float(each) for each in row.split(" | ")] == [round(unit.one_cycle(step, 8, 1.0), 4) for step in range(8)]
    assert unit.one_cycle(8, 8, 1.0) == pytest.approx(0.0)


def test_the_step_by_hand_is_true() -> None:
    assert "the parameter goes to -0.04" in TEXT
    speed = 0.9 * 1 + 1
    assert f"the speed 0.9 · 1 + 1 = {speed:g}, so it moves on by {0.52 * speed:g} to {-0.04 - 0.52 * speed:g}" in TEXT


def test_the_rates_are_those_of_torchs_scheduler_between_the_same_ends(unit: ModuleType) -> None:
    steps = 40
    opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        opt, 0.3, total_steps=steps + 1, pct_start=11 / 41, final_div_factor=1e9, cycle_momentum=False
    )
    for step in range(steps):
        assert unit.one_cycle(step, steps, 0.3) == pytest.approx(scheduler.get_last_lr()[0], abs=1e-8)
        opt.step()
        scheduler.step()


def test_a_block_halves_changes_channels_and_hands_on_what_a_silent_branch_leaves(unit: ModuleType) -> None:
    torch.manual_seed(0)
    x = torch.rand(3, 16, 14, 14)
    changed = unit.ResidualBlock(16, 32, stride=2)
    assert changed(x).shape == (3, 32, 7, 7)
    assert [list(each.weight.shape) for each in changed.modules() if isinstance(each, nn.Conv2d)] == [
        [32, 16, 3, 3], [32, 32, 3, 3], [32, 16, 1, 1],
    ]  # fmt: skip
    block = unit.ResidualBlock(16, 16)
    assert [list(each.weight.shape) for each in block.modules() if isinstance(each, nn.Conv2d)] == [[16, 16, 3, 3]] * 2
    for each in block.modules():
        if isinstance(each, nn.BatchNorm2d):
            nn.init.zeros_(each.weight)
    torch.testing.assert_close(block(x), x)


def test_the_table_of_the_network_is_true(unit: ModuleType) -> None:
    net, shapes = unit.make_resnet18(), []
    for each in net:
        if isinstance(each, (nn.ReLU, unit.ResidualBlock, nn.Linear)):
            each.register_forward_hook(lambda _, __, made: shapes.append(list(made.shape)))
    with torch.no_grad():
        net(torch.rand(2, 1, 28, 28))
    told = [[int(n) for n in each.split(",")] for each in re.findall(r"\[n,([\d,]+)\] \|$", "\n".join(NARRATIVE), re.MULTILINE)]
    start, *stages, end = told
    assert [each[1:] for each in shapes] == [start, *(stage for stage in stages for _ in range(2)), end]
    weights = [each for each in net.modules() if isinstance(each, (nn.Conv2d, nn.Linear))]
    assert sum(each.weight.shape[-1] != 1 or isinstance(each, nn.Linear) for each in weights) == 18


def test_the_numbers_to_learn_are_as_many_as_the_text_says(unit: ModuleType) -> None:
    full, thin = (sum(p.numel() for p in unit.make_resnet18(width).parameters()) for width in (64, 16))
    assert f"There are {full:,} numbers to learn, nearly five hundred times as many as in unit 7" in TEXT
    assert f"With a width of 16 the network has {thin:,} numbers" in TEXT
    assert 450 < full / 23_581 < 500


def test_a_steps_worth_of_training_agrees_with_torch(unit: ModuleType) -> None:
    """One batch, one step: the rate of step 0 of 1 is lr / 25."""
    x, y = torch.rand(20, 1, 28, 28, generator=torch.Generator().manual_seed(1)), torch.arange(20) % 2
    torch.manual_seed(3)
    learn = unit.train_deeper(x, y, x, y, "cpu", width=2)
    torch.manual_seed(3)
    net = unit.make_resnet18(2)
    opt = torch.optim.SGD(net.parameters(), lr=0.1 / 25)
    loss = functional.cross_entropy(net(x), y)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    opt.step()
    for mine, theirs in zip(learn.model.parameters(), net.parameters(), strict=True):
        torch.testing.assert_close(mine, theirs, atol=1e-5, rtol=1e-4)
    ((training_loss, _, _),) = learn.recorder.values
    assert training_loss == pytest.approx(loss.item(), abs=1e-5)


def test_the_embedded_threes_and_sevens_are_learned(unit: ModuleType) -> None:
    parts = split(load_embedded(find_data_folder()), seed=0)
    torch.manual_seed(0)
    train, valid = three_or_seven(parts.train_images, parts.train_labels), three_or_seven(parts.valid_images, parts.valid_labels)
    learn = unit.train_deeper(*train, *valid, "cpu", width=4, epochs=3)
    assert len(learn.recorder.values) == 3
    assert learn.recorder.values[-1][2] > 0.93
    assert (learn.predict(valid[0]).argmax(1) == valid[1]).float().mean() > 0.93


@pytest.mark.parametrize("solved", [True, False])
def test_the_file_runs_as_a_program_also_as_a_stub(tmp_path: Path, solved: bool) -> None:
    for path in SOLUTIONS.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(stub(source) if path.stem == UNIT and not solved else source)
    write_layout(split(load_embedded(find_data_folder()), seed=0), tmp_path / "mnist_sample")
    done = subprocess.run([sys.executable, f"{UNIT}.py"], cwd=tmp_path, capture_output=True, text=True, timeout=GUARD)
    assert (done.returncode, done.stderr) == (0, "")
    if solved:
        assert "ResidualBlock(16, 32, stride=2)  [5, 32, 7, 7]" in done.stdout
        assert float(done.stdout.strip().splitlines()[-1].split()[-1]) > 0.9
    else:
        for name in ("one_cycle", "ResidualBlock", "train_deeper"):
            assert f"This demonstration waits for {name}. Write it, then run this again." in done.stdout
