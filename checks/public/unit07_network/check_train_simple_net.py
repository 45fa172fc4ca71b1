"""train_simple_net: a new network, trained with an optimizer for some epochs."""

import torch
from torch import nn
from unit05_training import calc_grad  # for the written-out mistakes alone
from unit06_optimizer import BasicOptim, train_epoch_with  # for the written-out mistakes alone
from unit07_network import make_simple_net  # for the written-out mistakes alone

from checks.oracles.loss import mixed_batch
from checks.oracles.network import ordered, scored, trained
from grader.checking.kit import expect, fail, gives, mistake, needs

LR, BATCH = 0.1, 256
ANEW = (
    "Two calls begin with the same network: call make_simple_net() inside the function, and leave out torch.manual_seed."
)


@mistake("Your function trains but gives None back: return the network.")
def returns_nothing(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)


@mistake("parameters is a method: call it with its parentheses, net.parameters().")
def parameters_without_parentheses(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters, lr)  # type: ignore[arg-type]  # that is the mistake
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("The optimizer wants the parameters: give it net.parameters(), and not the network itself.")
def net_for_parameters(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net, lr)  # type: ignore[arg-type]  # that is the mistake
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("It looks as if every epoch begins with a new network: make it once, before the loop.")
def new_net_every_epoch(train_dl, lr, epochs):
    for _ in range(epochs):
        net = make_simple_net()
        opt = BasicOptim(net.parameters(), lr)
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("It looks as if the optimizer looks after another network: make one net, and give its parameters to the optimizer.")
def two_nets(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(make_simple_net().parameters(), lr)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


mistake("never_trains", "The network comes back as it began: train it in every epoch, with an optimizer that has its parameters.",
        gives("make_simple_net()"))


@mistake("It looks as if one epoch is trained however many are asked for: loop over range(epochs), and return after the loop.")
def one_epoch(train_dl, lr, epochs):
    net = make_simple_net()
    train_epoch_with(net, train_dl, BasicOptim(net.parameters(), lr))
    return net


@mistake("One epoch is missing: range(1, epochs) has one number less than range(epochs).")
def one_epoch_less(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(1, epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("It looks as if a fixed number of epochs is trained however many are asked for: use range(epochs).")
def forty_always(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(40):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("It looks as if the learning rate is a number of your own: give the optimizer lr.")
def fixed_lr(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), 0.1)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("backward() adds to .grad: clear the gradients after each step, or let train_epoch_with do it all.")
def never_clears(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(epochs):
        for xb, yb in train_dl:
            calc_grad(xb, yb, net)
            opt.step()
    return net


@mistake("It looks as if another loss is taken: mnist_loss is asked for, which train_epoch_with takes.")
def takes_cross_entropy(train_dl, lr, epochs):
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(epochs):
        for xb, yb in train_dl:
            nn.functional.binary_cross_entropy_with_logits(net(xb), yb).backward()
            opt.step()
            opt.zero_grad()
    return net


@mistake("It looks as if a linear model is trained: make the network with make_simple_net().")
def trains_a_linear_model(train_dl, lr, epochs):
    net = nn.Linear(784, 1)
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("It looks as if another optimizer takes the steps: plain gradient descent is asked for, so use BasicOptim.")
def takes_adam(train_dl, lr, epochs):
    net = make_simple_net()
    opt = torch.optim.Adam(net.parameters(), lr)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake("It looks as if the steps keep some speed: leave out the momentum, plain gradient descent is asked for.")
def takes_momentum(train_dl, lr, epochs):
    net = make_simple_net()
    opt = torch.optim.SGD(net.parameters(), lr, momentum=0.9)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


@mistake(ANEW)
def starts_the_same(train_dl, lr, epochs):
    torch.manual_seed(0)
    net = make_simple_net()
    opt = BasicOptim(net.parameters(), lr)
    for _ in range(epochs):
        train_epoch_with(net, train_dl, opt)
    return net


def check_network(student, rng):
    """gives a network 784-30-1"""
    dl = student.helpers.batches(*mixed_batch(rng, 20, 784), 5)
    ordered(student, student.train_simple_net(dl, LR, 2), rng)


@needs(check_network)
def check_every_step(student, rng):
    """takes a step of gradient descent for every batch of every epoch, and leaves the batches as they are"""
    x, y = mixed_batch(rng, 12, 784)
    found, expected = trained(student, rng, x, y, 0.4, 6, 2)
    expect(found, "the parameters after four steps").equals(expected)
    dl = student.helpers.batches(x, y, 6)
    student.train_simple_net(dl, 0.4, 1)
    expect(student.helpers.collect(dl), "the images and labels afterwards").equals([(x[:6], y[:6]), (x[6:], y[6:])])


@needs(check_network)
def check_accuracy(student, digits, thresholds):
    """trains it to tell threes from sevens"""
    before = None
    # Each task: images and labels to train with, then those to validate with.
    for (x, y), (images, labels) in digits.tasks_3_7:
        # 160 steps on the embedded digits, 490 on all of MNIST: a busy machine has to keep up
        epochs = 40 if len(x) < 4000 else 10
        net = student.train_simple_net(student.helpers.batches(x, y, BATCH), LR, epochs)
        scores = scored(student, net, images)
        if before is not None and torch.equal(scores, scored(student, before, images)):
            sentence = "Expected a new network from the second training; it is the one of the first."
            raise fail(net, sentence, "start", advice=ANEW, evidence="the same")
        before = net
        right = ((scores > 0) == (labels == 1)).float().mean().item()
        if right < thresholds["accuracy"]:
            wanted = f"at least {thresholds['accuracy']:.0%} is expected"
            raise fail(net, f"After {epochs} epochs {right:.1%} of the validation images are right; {wanted}.")
