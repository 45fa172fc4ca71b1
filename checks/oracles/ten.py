"""Ten classes: independent oracles, and what a trained model's scores tell about the way it was trained.

A training draws its random numbers in an order of its own, so no known mistake answers exactly as a learner's code does. What can
be compared is the symptom: it is the evidence in place of the numbers, and a mistake with the same symptom is named.
"""



from typing import Any

import torch
from torch import Tensor

from checks.digits import Digits
from checks.oracles.symptoms import ClassifierSymptom
from grader import protocol
from grader.checking.answer import Answer
from grader.checking.kit import CheckFailed, derived, fail, kind, read
from grader.checking.student import Student

SMALL = 500  # images, about: enough to look at shapes, trained in a fraction of the time
ALL = slice(None)
SELDOM = 0.25  # of the images of a digit; guessing is right about 0.1, sound training about more than 0.7
LATE = 7  # of ten digits in order, those from here on are trained last


def nearest(images: Tensor, ideals: Tensor) -> Tensor:
    """The ideal [k, h, w] with the smallest sum of absolute differences, for each image [n, h, w]: int64 [n]. Image by image."""
    return torch.stack([(image.double() - ideals.double()).abs().flatten(1).sum(1).min(0).indices for image in images])


def ideals(digits: Digits) -> Tensor:
    """The ten ideal digits [10, 28, 28]: the mean training image of each."""
    x, y = digits.train_ten
    return torch.stack([x[y == digit].mean(0) for digit in range(10)]).reshape(10, 28, 28)


def probabilities(logits: Tensor) -> Tensor:
    """The softmax of each row, in double precision, as 1 / (sum over j of e^(s_j - s_i)): no maximum has to be subtracted."""
    s = logits.double()
    return 1 / (s[:, None, :] - s[:, :, None]).exp().sum(2)


def surprise(logits: Tensor, targets: Tensor) -> Tensor:
    """The cross-entropy, in double precision, image by image, from the differences to the right score."""
    rows = [row.double() - row[target].double() for row, target in zip(logits, targets, strict=True)]
    return torch.stack([torch.logsumexp(row, 0) for row in rows]).mean()


def fraction_right(logits: Tensor, targets: Tensor) -> float:
    """The fraction of rows in which no score is above that of the target."""
    rows = zip(logits.tolist(), targets.tolist(), strict=True)
    return sum(bool(row[target] == max(row)) for row, target in rows) / len(targets)


def in_order(digits: Digits, count: int | None = None) -> tuple[Tensor, Tensor]:
    """Training images [n, 784] and labels int64 [n] as they are given to the learner: renamed, zeros first and nines last; or about
    `count` of them, all digits alike.
    """
    x, y = digits.renamed.train_ten
    places = _places(digits.train_ten[1], count)
    return x[places], y[places]


def _places(labels: Tensor, count: int | None) -> Tensor:
    order = labels.argsort(stable=True)
    return order if count is None else order[:: max(1, len(order) // count)]


def trained(student: Student, digits: Digits, device: str, count: int | None = None) -> Answer:
    """The model that the learner trained on images in the order of their digits; trained once for all checks of a submission."""
    number = len(_places(digits.train_ten[1], count))
    name = f"train_classifier on {number} images"
    model = student.helpers.recall(name)
    if read(model) is None:
        x, y = in_order(digits, count)
        model = student.train_classifier(x, y, device)
        if not isinstance(read(model), protocol.Handle):
            raise fail(model, f"Expected the trained model; got {kind(read(model))}.", "type")
        student.helpers.remember(name, model)
    return student.resume(model, f"train_classifier(train_x [{number}, 784], train_y [{number}], device {device!r})")


def scores(student: Student, model: Answer, images: Tensor) -> Answer:
    """What the model makes of images [m, 784], as an answer of the training; CheckFailed unless it is finite and [m, 10]."""
    answer = derived(model, value=read(student.helpers.predictions(model, images)))
    got = read(answer)
    if not isinstance(got, torch.Tensor) or tuple(got.shape) != (len(images), 10):
        single = isinstance(got, torch.Tensor) and tuple(got.shape) in ((len(images), 1), (len(images),))
        sentence = f"Expected the model to give shape [{len(images)}, 10] for {len(images)} images; got {kind(got)}."
        raise seen(answer, ClassifierSymptom.ONE_SCORE if single else ClassifierSymptom.NONE, sentence, "shape")
    if not got.is_floating_point() or not torch.isfinite(got).all():
        sentence = "Expected finite scores from the model; got nan or infinity among them."
        raise seen(answer, ClassifierSymptom.NOT_FINITE, sentence, "values")
    return answer


def seen(answer: Answer, symptom: ClassifierSymptom, sentence: str, aspect: str = "behaviour") -> CheckFailed:
    """The failure to raise for a trained model: its symptom is the evidence."""
    return fail(answer, sentence, aspect, advice=symptom.advice, cause=symptom, evidence=symptom)


def seldom_right(logits: Tensor, labels: Tensor) -> str:
    """Of which class too few images come out right, as a sentence; "" where enough do of every one."""
    shares = {each: (logits[labels == each].argmax(1) == each).float().mean().item() for each in sorted(set(labels.tolist()))}
    which = min(shares, key=lambda each: shares[each])
    if shares[which] >= SELDOM:
        return ""
    return f"Of the images of a {which} that it has not seen, {shares[which]:.0%} are right; at least {SELDOM:.0%} are expected."


def are_probabilities(logits: Tensor) -> bool:
    """Whether every row [10] could be the result of a softmax: nothing below 0, and a sum of 1."""
    return bool((logits >= 0).all() and (logits.sum(1) - 1).abs().max() < 1e-3)


def badly_trained(
    student: Student, digits: Digits, model: Answer, answer: Answer, sentence: str, rows: slice = ALL
) -> CheckFailed:
    """The failure to raise for a model whose scores for these validation images are right too seldom; it knows the symptom."""
    weights = read(student.helpers.first_weights(model))
    never_lit = digits.renamed.train_ten[0].amax(0) == 0
    start = (
        weights[:, never_lit] if isinstance(weights, torch.Tensor) and weights.shape[1:] == never_lit.shape else None
    )
    by_digit = read(answer)[:, digits.renaming]  # a symptom is known by the digits that came last, whatever they are called
    return seen(answer, symptom_of(by_digit, digits.valid_ten[1][rows], start), sentence)


def symptom_of(logits: Tensor, labels: Tensor, start: Tensor | None) -> ClassifierSymptom:
    """What the scores [m, 10] of a model that is right too seldom tell about its training on images in the order of their digits.

    `start` holds the weights of pixels that are black in every training image, where they are known: no gradient ever reaches them,
    so they are what they were at the start (nn.Linear: 0.02 wide). All limits were found by training some forty variants, right and
    wrong, with five seeds each; they stand halfway between what belongs together and what does not. The sigmoids of an image's
    scores sum to 0.5 or more after cross-entropy, to about 1 where each class is judged by itself, and to 0.1 after the absolute
    differences of one-hot targets.
    """
    s = logits.double()
    right = (s.argmax(1) == labels).double().mean().item()
    sure = s.softmax(1).amax(1).mean().item()
    loss = torch.nn.functional.cross_entropy(s, labels).item()
    answers = s.argmax(1).bincount(minlength=10) / len(s)
    rising = torch.corrcoef(torch.stack([s.mean(0), torch.arange(10.0).double()]))[0, 1].item()
    width = 0.02 if start is None or start.numel() < 2 else start.double().std().item()
    tests: list[tuple[ClassifierSymptom, Any]] = [
        (ClassifierSymptom.PROBABILITIES, are_probabilities(s)),
        (ClassifierSymptom.UPHILL, right < 0.15 and loss > 5),
        (ClassifierSymptom.ALIKE, s.std(1).mean() < 0.2 * s.mean(1).std() and answers.max() < 0.8),
        (ClassifierSymptom.ALONE, s.sigmoid().sum(1).mean() < 0.45),
        (ClassifierSymptom.UNTRAINED, right < 0.25 and 2.1 < loss < 2.5 and 0.02 < s.std(0).mean() < 0.3),
        (ClassifierSymptom.IN_ORDER, answers[LATE:].sum() > 0.4 and rising > 0.6 and sure > right - 0.1),
        (ClassifierSymptom.LARGE_START, width > 0.2),
        (ClassifierSymptom.ZERO_START, width < 1e-6 and answers.max() > 0.8),
        (ClassifierSymptom.ONE_ANSWER, answers.max() > 0.8),
        (ClassifierSymptom.SATURATED, right > 0.3 and right - 0.12 < sure < right + 0.2 and answers.min() < 0.03),
        (ClassifierSymptom.RASH, sure > right + 0.05),
    ]
    return next((symptom for symptom, found in tests if found), ClassifierSymptom.SHORT)
