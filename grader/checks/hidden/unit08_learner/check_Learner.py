"""Learner, on tasks that the learner has not seen: several fits, several Learners, and what validation must not do."""

import torch

from grader.checks.kit import expect, fail, needs
from grader.checks.oracles_learner import TIMES, expect_rows, expect_steps, task


def check_loader_of_torch(student, rng):
    """learns from torch's own loaders too"""
    given = task(rng, train=11, valid=7, size=4)
    props = student.props
    model = props.linear(given.weight, given.bias)
    dls = student.DataLoaders(props.loader(*given.train, 4), props.loader(*given.valid, 4))
    learn = student.Learner(dls, model, props.sgd(), props.distance(TIMES), props.hits())
    learn.fit(3, 0.2)
    expect(props.values(props.parameters(model)), "the parameters afterwards").equals(
        given.fitted(3, 0.2)[0].parameters
    )


@needs(check_loader_of_torch)
def check_model(student, rng):
    """trains the very model that it was given, and shows it as learn.model"""
    given = task(rng, train=6, valid=4, size=2)
    learn, _ = given.learner(student, student.props.sgd(), student.props.hits())
    learn.fit(1, 0.3)
    model = student.props.attribute(learn, "model")
    expected = given.fitted(1, 0.3)[0].parameters
    expect(student.props.values(student.props.parameters(model)), "the parameters of learn.model").equals(expected)


@needs(check_loader_of_torch)
def check_steps(student, rng):
    """makes one step for every training batch of every epoch"""
    given = task(rng, train=20, valid=5, size=3)
    learn, params = given.learner(student, student.props.clockwork(), student.props.hits())
    learn.fit(7, 0.03)
    expect_steps(student.props.values(params), given.parameters, 0.03, batches=7, epochs=7)


@needs(check_loader_of_torch)
def check_one_optimizer(student, rng):
    """uses one optimizer for all epochs of a fit"""
    given = task(rng, train=8, valid=4, size=4)
    learn, params = given.learner(student, student.props.sgd_with_momentum(0.9), student.props.hits())
    learn.fit(3, 0.1)
    expect(student.props.values(params), "the parameters afterwards").equals(given.fitted(3, 0.1, 0.9)[0].parameters)


@needs(check_loader_of_torch)
def check_two_fits(student, rng):
    """goes on with the same parameters, but a new optimizer, in a second fit"""
    given = task(rng, train=9, valid=6, size=3)
    learn, params = given.learner(student, student.props.sgd(), student.props.hits())
    learn.fit(2, 0.4)
    learn.fit(1, 0.05)
    expected = given.fitted(2, 0.4)[0].fitted(1, 0.05)[0]
    expect(student.props.values(params), "the parameters after the second fit").equals(expected.parameters)


def check_record(student, rng):
    """records the means of other batches and of three metrics"""
    given = task(rng, train=14, valid=14, size=2)
    props = student.props
    learn, _ = given.learner(student, props.sgd(), [props.hits(), props.lean(), props.hits()])
    learn.fit(3, 0.5)
    expect_rows(props.record(learn), [[*row, row[2]] for row in given.fitted(3, 0.5)[1]])


@needs(check_record)
def check_record_goes_on(student, rng):
    """adds the rows of a second fit to those of the first"""
    given = task(rng, train=6, valid=6, size=3)
    learn, _ = given.learner(student, student.props.sgd(), student.props.lean())
    learn.fit(2, 0.4)
    learn.fit(1, 0.4)
    expect_rows(student.props.record(learn), [[*row[:2], row[3]] for row in given.fitted(3, 0.4)[1]])


@needs(check_record)
def check_two_by_turns(student, rng):
    """keeps the records and the parameters of two Learners apart, when they train by turns"""
    props = student.props
    tasks = [task(rng, train=4, valid=4, size=2) for _ in range(2)]
    made = [given.learner(student, props.sgd(), props.hits()) for given in tasks]
    for epochs in (1, 2):
        for learn, _ in made:
            learn.fit(epochs, 0.3)
    for given, (learn, params) in zip(tasks, made, strict=True):
        learned, rows = given.fitted(3, 0.3)
        expect(props.values(params), "the parameters afterwards").equals(learned.parameters)
        expect_rows(props.record(learn), [row[:3] for row in rows])


@needs(check_record)
def check_validation_without_graphs(student, rng):
    """keeps no record for gradients of what it measures"""
    given = task(rng, train=4, valid=4, size=2)
    learn, _ = given.learner(student, student.props.sgd(), student.props.remembers())
    fitted = learn.fit(2, 0.2)
    rows = student.props.record(learn)
    if any(row[2] != 0 for row in rows.value):
        raise fail(fitted, "Expected the predictions that are measured to have no graph; yours have one.", "graph")


@needs(check_loader_of_torch)
def check_validation_without_backward(student, rng):
    """never sends the validation set through backward()"""
    given = task(rng, train=4, valid=4, size=2)
    props = student.props
    images = props.leaves([given.valid[0]])
    dls = student.DataLoaders(props.batches(*given.train, 2), props.batches(props.item(images, 0), given.valid[1], 2))
    model = props.linear(given.weight, given.bias)
    fitted = student.Learner(dls, model, props.sgd(), props.distance(TIMES), props.hits()).fit(2, 0.2)
    if props.gradient_shapes(images).value != [None]:
        raise fail(fitted, "Expected no gradients from the validation set; backward() went through it.", "backward")


@needs(check_loader_of_torch)
def check_predict(student, rng):
    """predicts with the parameters that it learned, for a batch of any size"""
    given = task(rng, train=6, valid=4, size=2)
    learn, _ = given.learner(student, student.props.sgd(), student.props.hits())
    learn.fit(2, 0.3)
    images, learned = torch.rand(5, 4, generator=rng), given.fitted(2, 0.3)[0]
    for x in (images, images[:1]):
        expect(learn.predict(x), "the predictions").equals(x @ learned.weight.T + learned.bias)


@needs(check_predict)
def check_modes(student, rng):
    """trains in training mode, also after it predicted"""
    given = task(rng, train=6, valid=4, size=2)
    props = student.props
    model = props.two_modes(props.linear(given.weight, given.bias))
    learn, params = given.learner(student, props.sgd(), props.hits(), model=model)
    learn.fit(1, 0.1)
    learn.predict(given.valid[0])
    learn.fit(1, 0.1)
    expected = given.doubled().fitted(2, 0.1)[0].parameters
    expect(props.values(params), "the parameters afterwards").equals(expected)
