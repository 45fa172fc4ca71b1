"""Unit 11, the training: what learners write for train_deeper, right and wrong, and the sentence each gets to read."""

import pytest

from checks.oracles.deeper import LR, judge_rates, rates
from checks.oracles.symptoms import CycleSymptom
from grader.checking.verdict import Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite

pytestmark = pytest.mark.slow

UNIT = "unit11_deeper"


def training(
    batches: str = "make_batches(x, y, 32, shuffle=True)", steps: str = "len(train_dl) * epochs", opt: str = "partial(OneCycleSGD, steps=steps)",
    net: str = "make_resnet18(width)", dls: str = "DataLoaders(train_dl, make_batches(vx.to(device), vy.to(device), 32))",
    loss: str = "cross_entropy", metrics: str = "accuracy", fit: str = "learn.fit(epochs, 0.1)", last: str = "return learn",
) -> str:  # fmt: skip
    """A train_deeper of a learner who chose these parts."""
    return f"""
def train_deeper(x, y, vx, vy, device, width=64, epochs=1):
    x, y = x.to(device), y.to(device)
    train_dl = {batches}
    steps = {steps}
    dls = {dls}
    learn = Learner(dls, {net}.to(device), {opt}, {loss}, {metrics})
    {fit}
    {last}
"""


WRONG = {
    "train_deeper": {
        "the model": (training(last="return learn.model"), "The trained network comes back: return the Learner, which holds it as learn.model."),
        "nothing": (training(last="print(learn.recorder.values)"), "Your function trains but gives None back: return the Learner."),
        "no fit": (training(fit="pass"), "It looks as if the Learner is made but not trained: call learn.fit(epochs, lr=0.1) before you return it."),
        "steps of an epoch": (training(steps="len(train_dl)"), "The number of steps is the batches of an epoch times the epochs: the cycle is over after the first epoch otherwise."),
        "epochs": (training(steps="epochs"), "It looks as if steps is the number of epochs: there is a step for every batch, so take the batches times the epochs."),
        "images": (training(steps="len(x) * epochs"), "It looks as if steps is the number of images: there is a step for every batch of 32, so the cycle is far too long."),
        "rounded down": (training(steps="len(x) // 32 * epochs"), "It looks as if the last batch is forgotten: it may be smaller and takes a step as well, so round up, math.ceil."),
        "one step too many": (training(steps="(len(x) // 32 + 2) * epochs"), CycleSymptom.NO_END.advice),
        "SGD": (training(opt="torch.optim.SGD"), CycleSymptom.CONSTANT.advice),
        "no steps": (training(opt="OneCycleSGD"), "OneCycleSGD wants the number of steps too: give it in advance, partial(OneCycleSGD, steps=...)."),
        "another rate": (training(fit="learn.fit(epochs, 0.01)"), CycleSymptom.SCALE.advice),
        "one epoch": (training(fit="learn.fit(1, 0.1)"), "It looks as if a single epoch is trained however many are asked for: learn.fit(epochs, lr=0.1)."),
        "fitted twice": (training(fit="learn.fit(epochs, 0.1); learn.fit(epochs, 0.1)"), "Expected 2 rows of 3 numbers in learn.recorder.values; got 4, with 3 and 3 and 3 and 3 numbers."),
        "full width": (training(net="make_resnet18(8)"), "The width is not handed on: make_resnet18(width)."),
        "no metric": (training(metrics="None"), "The accuracy is missing in the record: give it to the Learner as its metric."),
        "batches of 64": (training(batches="make_batches(x, y, 64, shuffle=True)"), "It looks as if the batches are not of 32 images: make_batches(..., batch_size=32)."),
        "batches of 8": (training(batches="make_batches(x, y, 8, shuffle=True)"), CycleSymptom.STEPS.advice),
        "loaders exchanged": (training(dls="DataLoaders(make_batches(vx, vy, 32), train_dl)"), "It looks as if the Learner trains on the validation set: DataLoaders takes the training batches first."),
        "not shuffled": (training(batches="make_batches(x, y, 32)"), CycleSymptom.IN_ORDER.advice),
        "the training images measured": (training(dls="DataLoaders(train_dl, make_batches(x, y, 32))"), "It looks as if the Learner measures on the images that it trains with: DataLoaders takes the others second."),
        "two epochs by default": (training().replace("epochs=1", "epochs=2"), "Without an epochs the cycle takes one epoch: keep the defaults of the stub, width 64 and epochs 1."),
        "the labels of the others": (training(loss="lambda preds, yb: cross_entropy(preds, 1 - yb)"), CycleSymptom.UNTRAINED.advice),
        "in place": (training(last="x -= 0.5; return learn"), "It looks as if the images are changed in place: methods whose name ends in _, and -=, change them outside too."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)

BY_HAND = """
class OneCycleSGD:
    def __init__(self, params, lr, steps):
        self.params, self.lr, self.steps, self.n = list(params), lr, steps, 0
        self.speed = [torch.zeros_like(p) for p in self.params]

    def step(self):
        rate = one_cycle(self.n, self.steps, self.lr)
        for p, v in zip(self.params, self.speed):
            v.mul_(0.9).add_(p.grad)
            p.data -= rate * v
        self.n += 1

    def zero_grad(self):
        for p in self.params:
            p.grad = None
"""


def test_an_optimizer_made_by_hand_trains_as_well(judge: Judge, rewrite: Rewrite) -> None:
    """Its rates cannot be seen from outside, which costs nothing."""
    verdicts = judge.grade(rewrite(UNIT, code=BY_HAND), frozenset({"OneCycleSGD", "train_deeper"}))
    assert [each.status for each in verdicts] == [Status.PASSED, Status.PASSED]


ODD_RATES = {
    "as they should be": (rates(8, LR)[:8], None),
    "unseen": ([], None),
    "constant": ([LR] * 8, CycleSymptom.CONSTANT),
    "ten times as large": (rates(8, 10 * LR)[:8], CycleSymptom.SCALE),
    "twice a cycle of four": ([*rates(4, LR)[:4], 0.0, *rates(4, LR)[1:4]], CycleSymptom.OVER),
    "the beginning of a long one": (rates(80, LR)[:8], CycleSymptom.NO_END),
}


@pytest.mark.parametrize("name", ODD_RATES)
def test_rates_tell_how_long_the_cycle_was(name: str) -> None:
    found, symptom = ODD_RATES[name]
    assert judge_rates(found, 8) is symptom
