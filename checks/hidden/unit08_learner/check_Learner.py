"""Learner, on tasks that the learner has not seen: several fits, several Learners, and what validation must not do."""

import torch

from checks.oracles.learner import TIMES, expect_rows, expect_steps, task
from grader.checking.kit import expect, fail, needs, read


def check_loader_of_torch(student, rng):
    """learns from torch's own loaders too"""
    given = task(rng, train=11, valid=7, size=4)
    helpers = student.helpers
    model = helpers.linear(given.weight, given.bias)
    dls = student.DataLoaders(helpers.loader(*given.train, 4), helpers.loader(*given.valid, 4))
    learn = student.Learner(dls, model, helpers.sgd(), helpers.distance(TIMES), helpers.hits())
    learn.fit(3, 0.2)
    expected = given.fitted(3, 0.2)[0].parameters
    expect(helpers.values(helpers.parameters(model)), "the parameters afterwards").equals(expected)


@needs(check_loader_of_torch)
def check_model(student, rng):
    """trains the very model that it was given, and shows it as learn.model"""
    given = task(rng, train=6, valid=4, size=2)
    learn, _ = given.learner(student, student.helpers.sgd(), student.helpers.hits())
    learn.fit(1, 0.3)
    model = student.helpers.attribute(learn, "model")
    expected = given.fitted(1, 0.3)[0].parameters
    expect(student.helpers.values(student.helpers.parameters(model)), "the parameters of learn.model").equals(expected)


@needs(check_loader_of_torch)
def check_steps(student, rng):
    """makes one step for every training batch of every epoch"""
    given = task(rng, train=20, valid=5, size=3)
    learn, params = given.learner(student, student.helpers.clockwork(), student.helpers.hits())
    learn.fit(7, 0.03)
    # 20 images in batches of 3 are 7 batches; the 7 epochs are another 7.
    expect_steps(student.helpers.values(params), given.parameters, 0.03, batches=7, epochs=7)


@needs(check_loader_of_torch)
def check_one_optimizer(student, rng):
    """uses one optimizer for all epochs of a fit"""
    given = task(rng, train=8, valid=4, size=4)
    learn, params = given.learner(student, student.helpers.sgd_with_momentum(0.9), student.helpers.hits())
    learn.fit(3, 0.1)
    expect(student.helpers.values(params), "the parameters afterwards").equals(given.fitted(3, 0.1, momentum=0.9)[0].parameters)


@needs(check_loader_of_torch)
def check_two_fits(student, rng):
    """goes on with the same parameters, but a new optimizer, in a second fit"""
    given = task(rng, train=9, valid=6, size=3)
    learn, params = given.learner(student, student.helpers.sgd(), student.helpers.hits())
    learn.fit(2, 0.4)
    learn.fit(1, 0.05)
    expected = given.fitted(2, 0.4)[0].fitted(1, 0.05)[0]
    expect(student.helpers.values(params), "the parameters after the second fit").equals(expected.parameters)


# A row of fitted(…)[1]: training loss, validation loss, hits, lean.
def check_record(student, rng):
    """records the means of other batches and of three metrics"""
    given = task(rng, train=14, valid=14, size=2)
    helpers = student.helpers
    learn, _ = given.learner(student, helpers.sgd(), [helpers.hits(), helpers.lean(), helpers.hits()])
    learn.fit(3, 0.5)
    expect_rows(helpers.record(learn), [[*row, row[2]] for row in given.fitted(3, 0.5)[1]])


@needs(check_record)
def check_record_goes_on(student, rng):
    """adds the rows of a second fit to those of the first"""
    given = task(rng, train=6, valid=6, size=3)
    learn, _ = given.learner(student, student.helpers.sgd(), student.helpers.lean())
    learn.fit(2, 0.4)
    learn.fit(1, 0.4)
    expect_rows(student.helpers.record(learn), [[*row[:2], row[3]] for row in given.fitted(3, 0.4)[1]])


@needs(check_record)
def check_two_by_turns(student, rng):
    """keeps the records and the parameters of two Learners apart, when they train by turns"""
    helpers = student.helpers
    tasks = [task(rng, train=4, valid=4, size=2) for _ in range(2)]
    made = [given.learner(student, helpers.sgd(), helpers.hits()) for given in tasks]
    for epochs in (1, 2):
        for learn, _ in made:
            learn.fit(epochs, 0.3)
    for given, (learn, params) in zip(tasks, made, strict=True):
        learned, rows = given.fitted(3, 0.3)
        expect(helpers.values(params), "the parameters afterwards").equals(learned.parameters)
        expect_rows(helpers.record(learn), [row[:3] for row in rows])


@needs(check_record)
def check_validation_without_graphs(student, rng):
    """keeps no record for gradients of what it measures"""
    given = task(rng, train=4, valid=4, size=2)
    learn, _ = given.learner(student, student.helpers.sgd(), student.helpers.remembers())
    answer = learn.fit(2, 0.2)
    rows = student.helpers.record(learn)
    if any(row[2] != 0 for row in read(rows)):  # row[2] is what remembers() gave
        raise fail(answer, "Expected the predictions that are measured to have no graph; yours have one.", "graph")


@needs(check_loader_of_torch)
def check_validation_without_backward(student, rng):
    """never sends the validation set through backward()"""
    given = task(rng, train=4, valid=4, size=2)
    helpers = student.helpers
    images = helpers.leaves([given.valid[0]])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    dls = student.DataLoaders(helpers.batches(*given.train, 2), helpers.batches(helpers.item(images, 0), given.valid[1], 2))
    model = helpers.linear(given.weight, given.bias)
    answer = student.Learner(dls, model, helpers.sgd(), helpers.distance(TIMES), helpers.hits()).fit(2, 0.2)
    if read(helpers.gradient_shapes(images)) != [None]:
        raise fail(answer, "Expected no gradients from the validation set; backward() went through it.", "backward")


@needs(check_loader_of_torch)
def check_predict(student, rng):
    """predicts with the parameters that it learned, for a batch of any size"""
    given = task(rng, train=6, valid=4, size=2)
    learn, _ = given.learner(student, student.helpers.sgd(), student.helpers.hits())
    learn.fit(2, 0.3)
    images, learned = torch.rand(5, 4, generator=rng), given.fitted(2, 0.3)[0]
    for x in (images, images[:1]):
        expect(learn.predict(x), "the predictions").equals(x @ learned.weight.T + learned.bias)


@needs(check_predict)
def check_modes(student, rng):
    """trains in training mode, also after it predicted"""
    given = task(rng, train=6, valid=4, size=2)
    helpers = student.helpers
    model = helpers.two_modes(helpers.linear(given.weight, given.bias))
    learn, params = given.learner(student, helpers.sgd(), helpers.hits(), model=model)
    learn.fit(1, 0.1)
    learn.predict(given.valid[0])
    learn.fit(1, 0.1)
    expected = given.doubled().fitted(2, 0.1)[0].parameters
    expect(helpers.values(params), "the parameters afterwards").equals(expected)
