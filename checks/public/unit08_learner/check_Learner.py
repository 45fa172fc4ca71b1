"""Learner: one object that trains, measures and keeps a record.

Most mistakes build on the first, which trains and predicts as it should and records nothing.
"""

from types import SimpleNamespace

import torch

from checks.oracles.learner import TIMES, Task, expect_rows, expect_steps
from grader.checking.kit import expect, fail, mistake, needs, peek, read

X = torch.tensor([
    [0.0, 1.0, 0.5], [1.0, 0.0, 0.5], [0.5, 0.5, 1.0], [1.0, 1.0, 0.0],
    [0.2, 0.8, 0.4], [0.9, 0.1, 0.7], [0.3, 0.6, 0.1], [0.7, 0.2, 0.8],
])  # fmt: skip
Y = torch.tensor([[1.0], [0.0], [0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
WEIGHT, BIAS, LR = torch.tensor([[0.5, -1.0, 0.25]]), torch.tensor([0.1]), 0.7
TASK = Task((X[:6], Y[:6]), (1 - X[4:], Y[4:]), 2, WEIGHT, BIAS)  # three batches to train with, two to validate with
UNEVEN = Task((X[:7], Y[:7]), TASK.valid, 2, WEIGHT, BIAS)  # four batches to train with, the last of one image


@mistake("Nothing is recorded: in __init__ make self.recorder = SimpleNamespace(values=[]), and append a row to its values in every epoch.")
class records_nothing:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func, self.metrics = dls, model, opt_func, loss_func, metrics
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.make_optimizer(lr)
        for _ in range(epochs):
            self.model.train()
            self.note([self.learn(opt, xb, yb) for xb, yb in self.batches()])

    def make_optimizer(self, lr):
        return self.opt_func(self.model.parameters(), lr)

    def batches(self):
        return self.dls.train

    def learn(self, opt, xb, yb):
        loss = self.loss_func(self.model(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
        return loss.item()

    def note(self, losses):
        pass

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)


@mistake("There is no record: in __init__ make self.recorder = SimpleNamespace(values=[]).")
class has_no_recorder(records_nothing):
    def note(self, losses):
        self.recorder = []  # type: ignore[assignment]  # that is the mistake


@mistake("A method knows no such name of its own: keep it in __init__, as self.opt_func = opt_func, and use self.opt_func.")
class forgets_self(records_nothing):
    def make_optimizer(self, lr):
        return opt_func(self.model.parameters(), lr)  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)


@mistake("A method knows no such name of its own: keep it in __init__, as self.model = model, and use self.model.")
class forgets_self_of_the_model(records_nothing):
    def make_optimizer(self, lr):
        return self.opt_func(model.parameters(), lr)  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)


@mistake("The object was told what to work with, but did not keep it: in __init__ write self.opt_func = opt_func, and so on for all.")
class keeps_nothing(records_nothing):
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        type(self).__name__ = "Learner"  # so that Python's message is the learner's


@mistake("A method gets the object itself first: write def fit(self, epochs, lr).")
class leaves_out_self(records_nothing):
    def fit(epochs, lr):
        pass

    fit.__qualname__ = "Learner.fit"  # so that Python's message is the learner's


@mistake("opt_func wants the parameters and not the model: opt_func(self.model.parameters(), lr).")
class hands_over_the_model(records_nothing):
    def make_optimizer(self, lr):
        return self.opt_func(self.model, lr)


@mistake("opt_func is what makes an optimizer, and is none yet: in fit write opt = self.opt_func(self.model.parameters(), lr).")
class never_makes_the_optimizer(records_nothing):
    def make_optimizer(self, lr):
        return self.opt_func


@mistake("It looks as if opt_func is not used: whoever calls the Learner chooses the optimizer, so make it with self.opt_func.")
class ignores_opt_func(records_nothing):
    def make_optimizer(self, lr):
        return torch.optim.SGD(self.model.parameters(), lr)


@mistake("It looks as if the learning rate is not used: make the optimizer in fit, with the lr that fit is given.")
class ignores_lr(records_nothing):
    def make_optimizer(self, lr):
        return self.opt_func(self.model.parameters(), 0.1)


@mistake("It looks as if a step is made once an epoch: make one for every batch, inside the loop over self.dls.train.")
class steps_once_an_epoch(records_nothing):
    def batches(self):
        return self.dls.train[:1]


@mistake("It looks as if epochs is not used: walk through all the training batches once in every epoch.")
class trains_one_epoch(records_nothing):
    def fit(self, epochs, lr):
        super().fit(1, lr)


@mistake("It looks as if fit makes a single step: make one for every batch of every epoch. Is there a return inside a loop?")
class steps_once(steps_once_an_epoch):
    def fit(self, epochs, lr):
        super().fit(1, lr)


@mistake("The model did not move: make a step for every batch, opt.step(), with its parentheses.")
class never_steps(records_nothing):
    def learn(self, opt, xb, yb):
        opt.step


@mistake("It looks as if you train on the validation set too: there only measure, and make no step.")
class trains_on_both(records_nothing):
    def batches(self):
        return [*self.dls.train, *self.dls.valid]


@mistake("It looks as if you train on the validation set: take the batches of self.dls.train.")
class trains_on_the_validation_set(records_nothing):
    def batches(self):
        return self.dls.valid


@mistake("It looks as if you walk the images one by one: take whole batches, for xb, yb in self.dls.train.")
class walks_images(records_nothing):
    def batches(self):
        return [(x[None], y[None]) for xb, yb in self.dls.train for x, y in zip(xb, yb, strict=True)]


@mistake("metrics may be one function, a list of them, or None: callable(metrics) tells a function from a list.")
class unpacks_one_function(records_nothing):
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.metrics = list(metrics)


@mistake("metrics may be one function, a list of them, or None: callable(metrics) tells a function from a list.")
class walks_one_function(records_nothing):
    def note(self, losses):
        self.metrics = list(self.metrics)


@mistake("backward() adds to the old gradients: call opt.zero_grad(), with its parentheses, after each step.")
class never_clears(records_nothing):
    def learn(self, opt, xb, yb):
        self.loss_func(self.model(xb), yb).backward()
        opt.step()


@mistake("The parameters did not change: call loss.backward() before each step, and clear the gradients only after it.")
class has_no_gradients(records_nothing):
    def learn(self, opt, xb, yb):
        opt.zero_grad()
        opt.step()


@mistake("It looks as if the loss gets its arguments in the wrong order: predictions first, then targets.")
class swaps_arguments(records_nothing):
    def learn(self, opt, xb, yb):
        self.loss_func(yb, self.model(xb)).backward()
        opt.step()
        opt.zero_grad()


@mistake("It looks as if loss_func is not used, but always mnist_loss: whoever calls the Learner chooses the loss.")
class ignores_loss_func(records_nothing):
    def learn(self, opt, xb, yb):
        (yb - self.model(xb).sigmoid()).abs().mean().backward()
        opt.step()
        opt.zero_grad()


@mistake("It looks as if backward() is called on the validation set too, so that its gradients go into the next step: only measure there.")
class learns_from_the_validation_set(records_nothing):
    def note(self, losses):
        for xb, yb in self.dls.valid:
            self.loss_func(self.model(xb), yb).backward()


@mistake("It looks as if predict takes the sigmoid: give back the scores as the model gives them.")
class predicts_probabilities(records_nothing):
    def predict(self, xb):
        return super().predict(xb).sigmoid()


@mistake("predict gives None back: return what self.model(xb) gives.")
class predicts_nothing(records_nothing):
    def predict(self, xb):
        super().predict(xb)


@mistake("It looks as if the model still trains: call self.model.eval() before it predicts.")
class predicts_while_training(records_nothing):
    def predict(self, xb):
        with torch.no_grad():
            return self.model(xb)


@mistake("The predictions remember how they were made: call the model under with torch.no_grad().")
class predicts_with_a_graph(records_nothing):
    def predict(self, xb):
        return self.model.eval()(xb)


@mistake("It looks as if each epoch makes one long row out of all: append the row as a list, values.append([...]).")
class records_flat(records_nothing):
    def note(self, losses):
        self.recorder.values += self.row(losses)

    def row(self, losses):
        pairs = [(self.predict(xb), yb) for xb, yb in self.dls.valid]
        metrics = [self.metrics] if callable(self.metrics) else self.metrics
        measured = [sum(float(score(*pair)) for pair in pairs) / len(pairs) for score in (self.loss_func, *metrics)]
        return [sum(losses) / len(losses), *measured]


@mistake("It looks as if all Learners share one record: make self.recorder in __init__, not below the class line.")
class shares_the_record(records_flat):
    recorder = SimpleNamespace(values=[])

    def __init__(self, *given):
        super().__init__(*given)
        del self.recorder

    def note(self, losses):
        self.recorder.values.append(self.row(losses))


@mistake("It looks as if there is a row for every batch: append one when the epoch is over, with the means.")
class records_every_batch(records_flat):
    def note(self, losses):
        self.recorder.values += [self.row([loss]) for loss in losses]


@mistake("It looks as if fit makes a single row: append one in every epoch, inside the loop.")
class records_once(records_flat):
    def note(self, losses):
        self.recorder.values = [self.row(losses)]


@mistake("You measured data that the model trained on: take the batches of self.dls.valid for the validation loss and the metrics.")
class validates_on_the_training_set(records_flat):
    def note(self, losses):
        self.dls.valid = self.dls.train
        self.recorder.values.append(self.row(losses))


@mistake("It looks as if only the last batch counts for the training loss: keep the loss of every batch, then take the mean.")
class records_the_last_loss(records_flat):
    def note(self, losses):
        self.recorder.values.append(self.row(losses[-1:]))


@mistake("It looks as if the training loss is a sum: divide it by the number of batches.")
class records_sums(records_flat):
    def note(self, losses):
        self.recorder.values.append(self.row([sum(losses)]))


@mistake("It looks as if the training loss is measured after the epoch: keep the loss of each batch as it was just before the step.")
class measures_afterwards(records_flat):
    def note(self, losses):
        self.recorder.values.append(
            self.row([float(self.loss_func(self.predict(xb), yb)) for xb, yb in self.dls.train])
        )


@mistake("It looks as if only the last batch of the validation set counts: collect them all, then take the means.")
class measures_the_last_batch(records_flat):
    def note(self, losses):
        self.dls.valid = self.dls.valid[-1:]
        self.recorder.values.append(self.row(losses))


@mistake("The record holds tensors: loss.item() or float(...) makes a plain number, which remembers nothing.")
class records_tensors(records_flat):
    def note(self, losses):
        self.recorder.values.append([torch.tensor(each) for each in self.row(losses)])


@mistake("The metrics are missing in the record: a row is the training loss, the validation loss, then each of the metrics.")
class leaves_out_the_metrics(records_flat):
    def note(self, losses):
        self.recorder.values.append(self.row(losses)[:2])


@mistake("The validation loss is missing in the record: a row is the training loss, the validation loss, then each of the metrics.")
class leaves_out_the_validation_loss(records_flat):
    def note(self, losses):
        self.recorder.values.append(self.row(losses)[::2])


@mistake("It looks as if each row begins with the number of the epoch: leave it out, the losses come first.")
class counts_the_epochs(records_flat):
    def note(self, losses):
        self.recorder.values.append([len(self.recorder.values), *self.row(losses)])


@mistake("It looks as if the metric gets its arguments in the wrong order: predictions first, then targets.")
class swaps_the_metric(records_flat):
    def note(self, losses):
        metric = self.metrics
        self.metrics = lambda preds, yb: metric(yb, preds)
        self.recorder.values.append(self.row(losses))
        self.metrics = metric


@mistake("metrics may also be a list of functions, or None: make a list of it in __init__, whatever it comes as.")
class calls_the_list(records_flat):
    def note(self, losses):
        pairs = [(self.predict(xb), yb) for xb, yb in self.dls.valid]
        measured = [sum(float(score(*pair)) for pair in pairs) / len(pairs) for score in (self.loss_func, self.metrics)]
        self.recorder.values.append([sum(losses) / len(losses), *measured])


@mistake("metrics may also be None, when there is nothing to measure: make an empty list of it in __init__.")
class walks_none(records_flat):
    def note(self, losses):
        self.metrics = [self.metrics] if callable(self.metrics) else list(self.metrics)
        self.recorder.values.append(self.row(losses))


@mistake("metrics may also be None, when there is nothing to measure: make an empty list of it in __init__.")
class unpacks_none(walks_none):
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        super().__init__(dls, model, opt_func, loss_func, [metrics] if callable(metrics) else list(metrics))


@mistake("It looks as if fit begins a new record: make it in __init__ alone, so that a second fit adds its rows.")
class begins_a_new_record(walks_none):
    def fit(self, epochs, lr):
        self.recorder = SimpleNamespace(values=[])
        super().fit(epochs, lr)


@mistake("It looks as if the first optimizer is used for ever: make a new one in every fit, with the lr that this fit is given.")
class keeps_the_first_optimizer(walks_none):
    def make_optimizer(self, lr):
        self.opt = getattr(self, "opt", None) or super().make_optimizer(lr)
        return self.opt


@mistake("model.parameters() can be walked through only once: ask for it anew in every fit, or keep list(model.parameters()).")
class keeps_the_generator(walks_none):
    def make_optimizer(self, lr):
        self.params = getattr(self, "params", None) or self.model.parameters()
        return self.opt_func(self.params, lr)


@mistake("It looks as if every epoch has an optimizer of its own, which forgets what it gathered: make one before the loop over the epochs.")
class makes_one_an_epoch(walks_none):
    def fit(self, epochs, lr):
        for _ in range(epochs):
            super().fit(1, lr)


@mistake("The model should be read as learn.model: keep it under just this name, self.model = model.")
class hides_the_model(walks_none):
    def fit(self, epochs, lr):
        super().fit(epochs, lr)
        del self.model
        type(self).__name__ = "Learner"  # so that Python's message is the learner's


@mistake("Validation builds graphs, which cost time and memory: measure under with torch.no_grad().")
class validates_with_graphs(walks_none):
    def row(self, losses):
        predict, self.predict = self.predict, lambda xb: self.model.eval()(xb)  # type: ignore[method-assign]  # that is the mistake
        found = super().row(losses)
        self.predict = predict  # type: ignore[method-assign]  # that is the mistake
        return found


@mistake("The validation batches went through backward(): only measure there, under with torch.no_grad().")
class calls_backward_to_validate(walks_none):
    def fit(self, epochs, lr):
        super().fit(epochs, lr)
        for xb, yb in self.dls.valid:
            self.loss_func(self.model(xb), yb).backward()
        self.model.zero_grad()


@mistake("It looks as if the model stays in evaluation mode once it predicted: call self.model.train() at the start of every epoch.")
class never_back_to_training(walks_none):
    def fit(self, epochs, lr):
        opt = self.make_optimizer(lr)
        for _ in range(epochs):
            self.note([self.learn(opt, xb, yb) for xb, yb in self.batches()])


def check_steps(student):
    """makes one step for every training batch of every epoch, with the optimizer and the learning rate that it is given"""
    learn, params = UNEVEN.learner(student, student.helpers.clockwork(), student.helpers.hits())
    learn.fit(6, LR / 10)
    expect_steps(student.helpers.values(params), UNEVEN.parameters, LR / 10, batches=4, epochs=6)


@needs(check_steps)
def check_parameters(student):
    """trains the model as gradient descent does, on the training batches alone"""
    learn, params = UNEVEN.learner(student, student.helpers.sgd(), student.helpers.hits())
    learn.fit(2, LR)
    expect(student.helpers.values(params), "the parameters afterwards").equals(UNEVEN.fitted(2, LR)[0].parameters)


def check_predict(student):
    """predicts in evaluation mode, and without a graph"""
    model = student.helpers.two_modes(student.helpers.linear(WEIGHT, BIAS))
    learn, _ = TASK.learner(student, student.helpers.sgd(), student.helpers.hits(), model=model)
    answer = learn.predict(X)
    expect(answer, "the predictions").equals(X @ WEIGHT.T + BIAS)
    if read(answer).requires_grad:
        raise fail(answer, "Expected predictions without a record for gradients; these have one.", "graph")


@needs(check_parameters)
def check_own_record(student):
    """begins with an empty record of its own, whatever other Learners did"""
    TASK.learner(student, student.helpers.sgd(), student.helpers.hits())[0].fit(1, LR)
    learn, _ = TASK.learner(student, student.helpers.sgd(), student.helpers.hits())
    rows = student.helpers.record(learn)
    if peek(rows):
        raise fail(rows, "Expected no rows in the record of a new Learner; there are some.", "not empty")


# A row of fitted(…)[1]: training loss, validation loss, hits, lean.
@needs(check_own_record)
def check_record(student):
    """records the two mean losses and the mean of the metric in every epoch"""
    learn, _ = TASK.learner(student, student.helpers.sgd(), student.helpers.hits())
    learn.fit(2, LR)
    expect_rows(student.helpers.record(learn), [row[:3] for row in TASK.fitted(2, LR)[1]])


@needs(check_record)
def check_metrics(student):
    """takes a list of metrics, and none"""
    rows = TASK.fitted(1, LR)[1]
    learn, _ = TASK.learner(student, student.helpers.sgd(), [student.helpers.lean(), student.helpers.hits()])
    learn.fit(1, LR)
    expect_rows(student.helpers.record(learn), [[*row[:2], row[3], row[2]] for row in rows])
    empty: list[object] = []
    for none in ((), (None,), (empty,)):
        learn, _ = TASK.learner(student, student.helpers.sgd(), *none)
        learn.fit(1, LR)
        expect_rows(student.helpers.record(learn), [row[:2] for row in rows])


@needs(check_parameters)
def check_model(student):
    """shows the very model that it was given as learn.model"""
    learn, _ = TASK.learner(student, student.helpers.sgd(), student.helpers.hits())
    learn.fit(1, LR)
    model = student.helpers.attribute(learn, "model")
    params = student.helpers.values(student.helpers.parameters(model))
    expect(params, "the parameters of learn.model").equals(TASK.fitted(1, LR)[0].parameters)


@needs(check_parameters)
def check_one_optimizer(student):
    """uses one optimizer for all epochs of a fit"""
    learn, params = TASK.learner(student, student.helpers.sgd_with_momentum(0.5), student.helpers.hits())
    learn.fit(2, LR)
    expect(student.helpers.values(params), "the parameters afterwards").equals(TASK.fitted(2, LR, momentum=0.5)[0].parameters)


@needs(check_parameters, check_record)
def check_two_fits(student):
    """goes on with a new optimizer in a second fit, and adds its rows to the record"""
    learn, params = TASK.learner(student, student.helpers.sgd_with_momentum(0.5), student.helpers.hits())
    learn.fit(2, LR)
    learn.fit(1, LR / 4)
    first, rows = TASK.fitted(2, LR, momentum=0.5)
    second, more = first.fitted(1, LR / 4, momentum=0.5)
    expect(student.helpers.values(params), "the parameters after the second fit").equals(second.parameters)
    expect_rows(student.helpers.record(learn), [row[:3] for row in rows + more])


@needs(check_record)
def check_validation(student):
    """measures without a record for gradients, and never sends the validation set through backward()"""
    helpers = student.helpers
    images = helpers.leaves([TASK.valid[0]])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    dls = student.DataLoaders(helpers.batches(*TASK.train, 2), helpers.batches(helpers.item(images, 0), TASK.valid[1], 2))
    learn = student.Learner(dls, helpers.linear(WEIGHT, BIAS), helpers.sgd(), helpers.distance(TIMES), helpers.remembers())
    answer = learn.fit(1, LR)
    if read(helpers.gradient_shapes(images)) != [None]:
        raise fail(answer, "Expected no gradients from the validation set; backward() went through it.", "backward")
    if any(row[2] != 0 for row in read(helpers.record(learn))):  # row[2] is what remembers() gave
        raise fail(answer, "Expected the predictions that are measured to have no graph; yours have one.", "graph")


@needs(check_parameters, check_predict)
def check_modes(student):
    """trains in training mode, also after it predicted"""
    model = student.helpers.two_modes(student.helpers.linear(WEIGHT, BIAS))
    learn, params = TASK.learner(student, student.helpers.sgd(), student.helpers.hits(), model=model)
    learn.predict(X)
    learn.fit(2, LR / 10)
    expected = TASK.doubled().fitted(2, LR / 10)[0].parameters
    expect(student.helpers.values(params), "the parameters afterwards").equals(expected)
