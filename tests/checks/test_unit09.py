"""Unit 9: what learners write for ten classes, right and wrong, and the sentence each gets to read."""

import pytest

from checks.oracles.symptoms import ClassifierSymptom
from grader.checking.verdict import ExerciseVerdict, Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite, judged

UNIT = "unit09_full_mnist"
STABLE = "s = logits - logits.max(1, keepdim=True).values\n    log_p = s - s.exp().sum(1, keepdim=True).log()\n    "


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "nearest_ideal_digit": {
        "farthest": ("def nearest_ideal_digit(x, m):\n    return mnist_distance(x[:, None], m).max(1).indices", "It looks as if you take the farthest ideal: the nearest has the smallest distance, so take argmin."),
        "wrong axis": ("def nearest_ideal_digit(x, m):\n    return torch.argmin(mnist_distance(x[:, None], m), dim=0)", "It looks as if you search along the axis of the images: argmin(1) searches among the ten ideals."),
        "no new axis": ("def nearest_ideal_digit(x, m):\n    return mnist_distance(x, m).argmin()", "Images [n,28,28] and ideals [10,28,28] do not broadcast: give the images an axis of length 1, images[:, None]."),
        "bytes": ("def nearest_ideal_digit(x, m):\n    return mnist_distance(x[:, None], m).argmin(1).to(torch.uint8)", "The numbers are right, but not of dtype int64: leave them as argmin gives them."),
        "int32": ("def nearest_ideal_digit(x, m):\n    return mnist_distance(x[:, None], m).argmin(1).int()", "The numbers are right, but not of dtype int64: leave them as argmin gives them."),
        "in place": ("def nearest_ideal_digit(x, m):\n    x -= 0.5\n    return mnist_distance(x[:, None], m - 0.5).argmin(1)", "A method whose name ends in _, or an operator such as -=, works in place: use one that does not."),
        "Euclid": ("def nearest_ideal_digit(x, m):\n    return torch.cdist(x.flatten(1), m.flatten(1)).argmin(1)", "That is the nearest by squared differences: mnist_distance takes the absolute ones."),
    },
    "softmax": {
        "no shift": ("def softmax(x):\n    return x.exp() / x.exp().sum(-1, keepdim=True)", "e to the power of 1000 is too large for any float: subtract the largest score of each row first."),
        "a clamp": ("def softmax(x):\n    return x.clamp(-50, 50).softmax(1)", "The shape is right; the values are not."),
        "over the images": ("def softmax(x):\n    e = (x - x.amax(1, keepdim=True)).exp()\n    return e / e.sum(0)", "It looks as if the sum goes over the images, down the columns: each row sums to 1, so use axis 1."),
        "over the images, by the library": ("def softmax(x):\n    return torch.softmax(x, dim=0)", "It looks as if the sum goes over the images, down the columns: each row sums to 1, so use axis 1."),
        "over the images throughout": ("def softmax(x):\n    e = torch.exp(x - x.max())\n    return e / e.sum(0)", "It looks as if the sum goes over the images, down the columns: each row sums to 1, so use axis 1."),
        "no keepdim": ("def softmax(x):\n    e = (x - x.amax(1)).exp()\n    return e / e.sum(1)", "Sums or largest scores [n] do not broadcast with the rows [n,k]: keep the axis with keepdim=True."),
        "one maximum": ("def softmax(x):\n    e = torch.exp(x - torch.max(x))\n    return e / e.sum(1, keepdim=True)", "It looks as if one largest score is subtracted from all rows: a row far below it becomes 0 / 0. Take each row's own."),
        "in place": ("def softmax(x):\n    x.sub_(x.amax(1, keepdim=True)).exp_()\n    return x / x.sum(1, keepdim=True)", "It looks as if you work in place, so that the scores change outside too: logits - …, not logits -= …."),
    },
    "cross_entropy": {
        "two classes": ("def cross_entropy(o, t):\n    p = softmax(o)\n    return torch.where(t[:, None] == 1, 1 - p, p).mean()", "It looks as if the targets are compared with 1, as with two classes: pick the score of each row's own target."),
        "two classes, with a logarithm": ("def cross_entropy(o, t):\n    p = softmax(o)\n    return -torch.log(torch.where(t.unsqueeze(1) == 1, p, 1 - p)).mean()", "It looks as if the targets are compared with 1, as with two classes: pick the score of each row's own target."),
        "no mean": ("def cross_entropy(o, t):\n    return -o.log_softmax(1)[torch.arange(len(t)), t]", "There is one number for each image: backward() needs a single one, so take the .mean()."),
        "softmax, then the library": ("def cross_entropy(o, t):\n    return torch.nn.functional.cross_entropy(softmax(o), t)", "It looks as if the softmax is taken twice: give the loss the raw scores, as the softmax belongs to it."),
        "through the probabilities": ("def cross_entropy(o, t):\n    return -torch.log(softmax(o))[range(len(t)), t].mean()", "For large scores a probability is rounded to 0, or e^s to infinity: subtract the largest, then use s - log(sum of e^s)."),
        "a small number": ("def cross_entropy(o, t):\n    return -torch.log(softmax(o)[range(len(t)), t] + 1e-9).mean()", "A small number that is added before the logarithm, or a clamp, hides large losses: use s - log(sum of e^s)."),
        "as for two classes": ("def cross_entropy(o, t):\n    o = o.sigmoid()\n    return torch.where(t.view(-1, 1) == 1, 1 - o, o).mean()", "It looks as if the targets are compared with 1, as with two classes: pick the score of each row's own target."),
        "one-hot mean": ("def cross_entropy(o, t):\n    return -(o.log_softmax(1) * torch.eye(o.shape[1])[t]).mean()", "It looks as if the mean goes over all classes: only the right one of each row counts."),
        "one sum for the whole batch": ("def cross_entropy(o, t):\n    s = o - o.amax(1, keepdim=True)\n    log_p = s - s.exp().sum().log()\n    return -log_p[range(len(t)), t].mean()", "It looks as if the logarithm of one sum over all rows is subtracted: each row needs the sum of its own scores."),
        "one sum without a shift": ("def cross_entropy(o, t):\n    return (o.exp().sum().log() - o[range(len(t)), t]).mean()", "It looks as if the logarithm of one sum over all rows is subtracted: each row needs the sum of its own scores."),
        "one shift": ("def cross_entropy(o, t):\n    s = o - o.max()\n    return (s.exp().sum(1).log() - s[range(len(t)), t]).mean()", "It looks as if one largest score is subtracted from all rows: a row far below it becomes 0. Take each row's own."),
        "a detached result": ("def cross_entropy(o, t):\n    return torch.nn.functional.cross_entropy(o.detach(), t)", "The result is cut off from the scores (.item(), .detach(), no_grad): backward() could not reach the weights."),
        "an item": ("def cross_entropy(o, t):\n    return torch.tensor(torch.nn.functional.cross_entropy(o, t).item())", "The result is cut off from the scores (.item(), .detach(), no_grad): backward() could not reach the weights."),
    },
    "accuracy": {
        "as a column": ("def accuracy(o, t):\n    return (o.argmax(1, keepdim=True) == t).float().mean()", "Answers [n] and targets [n,1] broadcast to [n,n]: compare two tensors of the same shape."),
        "bools": ("def accuracy(o, t):\n    return torch.mean(o.argmax(1) == t)", "True and False have no mean: make floats of them first, with .float()."),
        "percent": ("def accuracy(o, t):\n    return (o.argmax(1) == t).float().mean() * 100", "It looks as if you give a percentage: the accuracy is a number from 0 to 1."),
        "a count": ("def accuracy(o, t):\n    return (o.argmax(1) == t).sum().item()", "It looks as if you count the right answers: the accuracy is their fraction, so take the .mean()."),
        "rounded probabilities": ("def accuracy(o, t):\n    return (softmax(o).round().max(1).indices == t).float().mean()", "It looks as if probabilities are rounded: an unsure image has none above 0.5 and then counts as a 0. Take argmax."),
    },
}  # fmt: skip

MLP = "nn.Sequential(nn.Linear(784, 40), nn.ReLU(), nn.Linear(40, 10))"


def training(
    model: str = MLP, loss: str = "cross_entropy(out, t)", order: str = "torch.randperm(len(x))", epochs: int = 6,
    opt: str = "torch.optim.SGD(model.parameters(), lr=0.2)", size: int = 50, first: str = "pass", last: str = "return model",
) -> str:  # fmt: skip
    """A train_classifier of a learner who chose these parts."""
    return f"""
def train_classifier(x, y, device):
    model = {model}.to(device)
    {first}
    opt = {opt}
    for _ in range({epochs}):
        model.train()
        for rows in {order}.split({size}):
            out, t = model(x[rows]), y[rows]
            loss = {loss}
            opt.zero_grad()
            loss.backward()
            opt.step()
    {last}
"""


# None of these is one of the mistakes beside the check: it is the trained model that gives them away.
UNSOUND = {
    "not shuffled": (training(order="torch.arange(len(x))", epochs=4), ClassifierSymptom.IN_ORDER),
    "not shuffled, linear": (training("nn.Linear(784, 10)", order="torch.arange(len(x))"), ClassifierSymptom.IN_ORDER),
    "not shuffled, many": (training(order="torch.arange(len(x))", epochs=15, opt="torch.optim.SGD(model.parameters(), lr=0.1)"), ClassifierSymptom.IN_ORDER),
    "randn": (training(first="[nn.init.normal_(p) for p in model.parameters()]"), ClassifierSymptom.LARGE_START),
    "randn, linear": (training("nn.Linear(784, 10)", first="nn.init.normal_(model.weight)"), ClassifierSymptom.LARGE_START),
    "softmax in the model": (training(f"nn.Sequential({MLP}, nn.Softmax(1))", epochs=15, opt="torch.optim.SGD(model.parameters(), lr=0.5)"), ClassifierSymptom.PROBABILITIES),
    "softmax in the loss": (training(loss="nn.functional.cross_entropy(softmax(out), t)", epochs=4), ClassifierSymptom.SATURATED),
    "one output": (training("nn.Sequential(nn.Linear(784, 40), nn.ReLU(), nn.Linear(40, 1))", loss="(out[:, 0] - t).square().mean()", opt="torch.optim.SGD(model.parameters(), lr=0.01)"), ClassifierSymptom.ONE_SCORE),
    "one output, flat": (training("nn.Sequential(nn.Linear(784, 1), nn.Flatten(0))", loss="(out - t).abs().mean()", opt="torch.optim.SGD(model.parameters(), lr=0.01)"), ClassifierSymptom.ONE_SCORE),
    "as for two classes": (training(loss="torch.where(t[:, None] == 1, 1 - out.sigmoid(), out.sigmoid()).mean()"), ClassifierSymptom.ALIKE),
    "one-hot, absolute differences": (training(loss="(out.sigmoid() - torch.eye(10)[t]).abs().mean()"), ClassifierSymptom.ALONE),
    "one-hot, absolute differences, linear": (training("nn.Linear(784, 10)", loss="(out.sigmoid() - torch.eye(10)[t]).abs().sum(1).mean()"), ClassifierSymptom.ALONE),
    "one-hot, as for two classes": (training("nn.Linear(784, 10)", loss="torch.where(torch.eye(10)[t] == 1, 1 - out.sigmoid(), out.sigmoid()).mean()", opt="torch.optim.SGD(model.parameters(), lr=1)"), ClassifierSymptom.ALONE),
    "wrong sign": (training("nn.Linear(784, 10)", loss="-cross_entropy(out, t)", epochs=2), ClassifierSymptom.UPHILL),
    "wrong sign, two layers": (training(loss="-cross_entropy(out, t)"), ClassifierSymptom.NOT_FINITE),
    "a summed loss": (training(loss="cross_entropy(out, t) * len(t)", opt="torch.optim.SGD(model.parameters(), lr=0.3)"), ClassifierSymptom.ONE_ANSWER),
    "a tiny learning rate": (training(opt="torch.optim.SGD(model.parameters(), lr=1e-5)"), ClassifierSymptom.UNTRAINED),
    "all weights 0": (training(first="[nn.init.zeros_(p) for p in model.parameters()]"), ClassifierSymptom.ZERO_START),
    "few images": (training(first="x, y = x[::80], y[::80]", epochs=400), ClassifierSymptom.RASH),
    "too short": (training(epochs=1, opt="torch.optim.SGD(model.parameters(), lr=0.02)"), ClassifierSymptom.SHORT),
}  # fmt: skip


def shortcomings(verdict: ExerciseVerdict) -> dict[str, str]:
    return {each.title: each.message for each in verdict.checks if each.status is not Status.PASSED}


test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


@pytest.mark.proof("train_classifier")
@pytest.mark.parametrize("variant", UNSOUND)
def test_a_model_tells_how_it_was_trained(judge: Judge, rewrite: Rewrite, variant: str) -> None:
    source, symptom = UNSOUND[variant]
    verdict = judged(judge, rewrite, UNIT, "train_classifier", source)
    assert verdict.status is Status.FAILED
    failed = next(each for each in verdict.checks if each.status is Status.FAILED)
    assert failed.message.split("\n")[-1] == symptom.advice
