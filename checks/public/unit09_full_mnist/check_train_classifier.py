"""train_classifier: from random parameters to a model of ten digits. The images come in the order of their digits.

The digits are renamed, so that only training here can tell which label is which."""

import torch
from torch import nn
from unit09_full_mnist import cross_entropy  # for the written-out mistakes alone

from checks.oracles.symptoms import ClassifierSymptom
from checks.oracles.ten import SMALL, are_probabilities, badly_trained, scores, seen, seldom_right, trained
from grader.checking.compare import alike
from grader.checking.kit import expect, mistake, needs, read

# The mistakes train on some 4,000 images, however many there are: a symptom shows soon.


@mistake(ClassifierSymptom.IN_ORDER.advice)
def never_shuffles(train_x, train_y, device):
    model = nn.Linear(784, 10)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(3):
        for rows in torch.arange(0, len(train_x), -(-len(train_x) // 4000)).split(256):
            cross_entropy(model(train_x[rows]), train_y[rows]).backward()
            opt.step()
            opt.zero_grad()
    return model


@mistake(ClassifierSymptom.LARGE_START.advice)
def starts_from_randn(train_x, train_y, device):
    model = nn.Linear(784, 10)
    nn.init.normal_(model.weight)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(4):
        for rows in torch.randperm(len(train_x))[:4000].split(64):
            cross_entropy(model(train_x[rows]), train_y[rows]).backward()
            opt.step()
            opt.zero_grad()
    return model


@mistake(ClassifierSymptom.ONE_SCORE.advice)
def regresses_the_digit(train_x, train_y, device):
    model = nn.Linear(784, 1)
    opt = torch.optim.SGD(model.parameters(), lr=0.01)
    for rows in torch.randperm(len(train_x))[:4000].split(64):
        nn.functional.mse_loss(model(train_x[rows]).squeeze(1), train_y[rows].float()).backward()
        opt.step()
        opt.zero_grad()
    return model


@mistake(ClassifierSymptom.PROBABILITIES.advice)
def ends_in_softmax(train_x, train_y, device):
    model = nn.Sequential(nn.Linear(784, 10), nn.Softmax(1))
    opt = torch.optim.SGD(model.parameters(), lr=1)
    for _ in range(4):
        for rows in torch.randperm(len(train_x))[:4000].split(64):
            cross_entropy(model(train_x[rows]), train_y[rows]).backward()
            opt.step()
            opt.zero_grad()
    return model


@mistake(ClassifierSymptom.SATURATED.advice)
def softmax_before_the_loss(train_x, train_y, device):
    model = nn.Linear(784, 10)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(4):
        for rows in torch.randperm(len(train_x))[:4000].split(64):
            cross_entropy(model(train_x[rows]).softmax(1), train_y[rows]).backward()
            opt.step()
            opt.zero_grad()
    return model


@mistake(ClassifierSymptom.ALIKE.advice)
def compares_targets_with_1(train_x, train_y, device):
    model = nn.Linear(784, 10)
    opt = torch.optim.SGD(model.parameters(), lr=1)
    for _ in range(2):
        for rows in torch.randperm(len(train_x))[:4000].split(64):
            p = model(train_x[rows]).sigmoid()
            torch.where(train_y[rows, None] == 1, 1 - p, p).mean().backward()
            opt.step()
            opt.zero_grad()
    return model


@mistake(ClassifierSymptom.ALONE.advice)
def judges_each_score_alone(train_x, train_y, device):
    model = nn.Linear(784, 10)
    opt = torch.optim.SGD(model.parameters(), lr=1)
    for _ in range(2):
        for rows in torch.randperm(len(train_x))[:4000].split(64):
            wanted = nn.functional.one_hot(train_y[rows], 10)
            (model(train_x[rows]).sigmoid() - wanted).abs().mean().backward()
            opt.step()
            opt.zero_grad()
    return model


@mistake(ClassifierSymptom.UPHILL.advice)
def goes_uphill(train_x, train_y, device):
    model = nn.Linear(784, 10)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for rows in torch.randperm(len(train_x))[:4000].split(64):
        (-cross_entropy(model(train_x[rows]), train_y[rows])).backward()
        opt.step()
        opt.zero_grad()
    return model


@mistake(ClassifierSymptom.NOT_FINITE.advice)
def steps_to_infinity(train_x, train_y, device):
    model = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
    opt = torch.optim.SGD(model.parameters(), lr=1)
    for rows in torch.randperm(len(train_x))[:4000].split(64):
        (-64 * cross_entropy(model(train_x[rows]), train_y[rows])).backward()
        opt.step()
        opt.zero_grad()
    return model


@mistake(ClassifierSymptom.ONE_ANSWER.advice)
def sums_the_loss(train_x, train_y, device):
    model = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for rows in torch.randperm(len(train_x))[:4000].split(64):
        (64 * cross_entropy(model(train_x[rows]), train_y[rows])).backward()
        opt.step()
        opt.zero_grad()
    return model


@mistake(ClassifierSymptom.UNTRAINED.advice)
def never_steps(train_x, train_y, device):
    model = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
    for rows in torch.randperm(len(train_x))[:4000].split(256):
        cross_entropy(model(train_x[rows]), train_y[rows]).backward()
    return model


@mistake(ClassifierSymptom.ZERO_START.advice)
def starts_from_zero(train_x, train_y, device):
    model = nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
    for p in model.parameters():
        nn.init.zeros_(p)
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for rows in torch.randperm(len(train_x))[:4000].split(64):
        cross_entropy(model(train_x[rows]), train_y[rows]).backward()
        opt.step()
        opt.zero_grad()
    return model


@mistake("Your function trains but gives None back: return the model.")
def returns_nothing(train_x, train_y, device):
    nn.Linear(784, 10)


def check_ten_scores(student, digits, device):
    """trains a model that gives ten scores for every image"""
    model = trained(student, digits, device, SMALL)
    expect(model).leaves_inputs_alone()
    scores(student, model, digits.renamed.valid_ten[0][:33])


@needs(check_ten_scores)
def check_works(student, digits, device, thresholds):
    """is right about most images that it has not seen"""
    images, labels = digits.renamed.valid_ten
    model = trained(student, digits, device)
    answer = scores(student, model, images)
    right = (read(answer).argmax(1) == labels).float().mean().item()
    if right < thresholds["works"]:
        sentence = f"{right:.1%} of the images that it has not seen are right; at least {thresholds['works']:.0%} are expected."
        raise badly_trained(student, digits, model, answer, sentence)


@needs(check_works)
def check_single_image(student, digits, device):
    """gives an image the same scores alone and among others"""
    images = digits.renamed.valid_ten[0][:5]
    model = trained(student, digits, device, SMALL)
    if not alike(read(scores(student, model, images[:1])), read(scores(student, model, images))[:1], 1e-3):
        sentence = "Expected the same scores for an image alone and among others; they differ."
        raise seen(model, ClassifierSymptom.NONE, sentence, "alone")


@needs(check_works)
def check_every_digit(student, digits, device):
    """knows every one of the ten digits"""
    images, labels = digits.renamed.valid_ten
    model = trained(student, digits, device)
    answer = scores(student, model, images)
    if sentence := seldom_right(read(answer), labels):
        raise badly_trained(student, digits, model, answer, sentence)


@needs(check_works)
def check_no_softmax(student, digits, device):
    """gives scores, and leaves the softmax to the loss"""
    answer = scores(student, trained(student, digits, device), digits.renamed.valid_ten[0][:33])
    if are_probabilities(read(answer)):
        sentence = "Expected ten scores of any size; got ten probabilities that sum to 1."
        raise seen(answer, ClassifierSymptom.PROBABILITIES, sentence, "values")
