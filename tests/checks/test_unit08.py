"""Unit 8: what learners write for loaders, a Learner and the names in torch, right and wrong, and the sentence each gets to read."""

import pytest

from checks.oracles.library import WHERE
from grader.checking.verdict import Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite

UNIT = "unit08_learner"
INIT = """
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])
"""
PREDICT = """
    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)
"""
MAKE = "opt = self.opt_func(self.model.parameters(), lr)"
STEP = "loss = self.loss_func(self.model(xb), yb)\n                loss.backward()\n                opt.step()\n                opt.zero_grad()"
MEASURE = "[float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]]"
ROW = "[sum(losses) / len(losses), *[sum(each) / len(each) for each in zip(*rows)]]"


def fit(make: str = MAKE, step: str = STEP, train: str = "self.dls.train", measure: str = MEASURE, valid: str = "self.dls.valid",
        keep: str = "losses.append(loss.item())", append: str = f"self.recorder.values.append({ROW})", mode: str = "self.model.train()") -> str:  # fmt: skip
    """The method fit of a learner who chose these parts."""
    return f"""
    def fit(self, epochs, lr):
        {make}
        for epoch in range(epochs):
            {mode}
            losses = []
            for xb, yb in {train}:
                {step}
                {keep}
            rows = []
            for xb, yb in {valid}:
                rows.append({measure})
            {append}
"""


TABLE = {
    "l1_distance": "torch.nn.functional.l1_loss",
    "mse": "torch.nn.functional.mse_loss",
    "sigmoid": "torch.sigmoid",
    "relu": "torch.relu",
    "linear1": "torch.nn.functional.linear",
    "make_batches": "torch.utils.data.DataLoader",
    "BasicOptim": "torch.optim.SGD",
}


def table(**names: object) -> str:
    """A table with these names changed."""
    return f"def library_names():\n    return {TABLE | names!r}"


IN_PIECES = """
class Learner:
    def __init__(self, data, net, opt, loss, metrics=()):
        self.data, self.net, self.opt_fn, self.crit = data, net, opt, loss
        if metrics is None: metrics = []
        self.metrics = metrics if isinstance(metrics, (list, tuple)) else [metrics]
        self.recorder = Recorder()
    @property
    def model(self):
        return self.net
    def fit(self, n_epochs, learning_rate=0.1):
        self.opt = self.opt_fn(self.net.parameters(), lr=learning_rate)
        for i in range(n_epochs):
            train_loss = self.one_epoch()
            row = [train_loss] + self.validate()
            self.recorder.values.append(row)
            print(i, row)
        return self.recorder.values
    def one_epoch(self):
        self.net.train()
        total = 0.
        for batch in self.data.train:
            total += self.one_batch(*batch) / len(self.data.train)
        return total
    def one_batch(self, xb, yb):
        self.opt.zero_grad()
        loss = self.crit(self.net(xb), yb)
        loss.backward()
        self.opt.step()
        return loss.detach().item()
    @torch.no_grad()
    def validate(self):
        self.net.eval()
        outs = [(self.net(x), y) for x, y in self.data.valid]
        return [round(float(torch.stack([torch.as_tensor(f(*o)).float() for o in outs]).mean()), 4) for f in [self.crit, *self.metrics]]
    def predict(self, xb):
        was = self.net.training
        self.net.eval()
        with torch.inference_mode():
            out = self.net(xb)
        self.net.train(was)
        return out
class Recorder:
    def __init__(self):
        self.values = []
"""


LIST_OR_ONE = "metrics may be one function, a list of them, or None: callable(metrics) tells a function from a list."
ALSO_NONE = "metrics may also be None, when there is nothing to measure: make an empty list of it in __init__."
ALSO_A_LIST = "metrics may also be a list of functions, or None: make a list of it in __init__, whatever it comes as."
KEPT = "        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)\n"
RECORDER = "        self.recorder = SimpleNamespace(values=[])\n"
WITHOUT_SELF = "A method knows no such name of its own: keep it in __init__, as self.{0} = {0}, and use self.{0}."

# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "DataLoaders": {
        "exchanged": ("class DataLoaders:\n    def __init__(self, valid, train):\n        self.train = train\n        self.valid = valid", "It looks as if the two are exchanged: self.train = train, and self.valid = valid."),
        "twice": ("class DataLoaders:\n    def __init__(self, train, valid):\n        self.train = train\n        self.valid = train", "Both names give the training batches: write self.valid = valid, or what you measure will look too good."),
        "without self": ("class DataLoaders:\n    def __init__(self, train, valid):\n        train = train\n        valid = valid", "The object does not know `train`: keep both loaders under just these names, self.train = train and self.valid = valid."),
        "other names": ("class DataLoaders:\n    def __init__(self, train, valid):\n        self.train_dl, self.valid_dl = train, valid", "The object does not know `train`: keep both loaders under just these names, self.train = train and self.valid = valid."),
        "another second name": ("class DataLoaders:\n    def __init__(self, train, valid):\n        self.train = train\n        self.val = valid", "Only the training batches are kept: write self.valid = valid too."),
        "no self": ("class DataLoaders:\n    def __init__(train, valid):\n        train.train = valid", "A method gets the object itself first: write def __init__(self, train, valid)."),
        "returns": ("class DataLoaders:\n    def __init__(self, train, valid):\n        self.train, self.valid = train, valid\n        return (self.train, self.valid)", "__init__ only stores both loaders, and returns nothing."),
        "a walk": ("class DataLoaders:\n    def __init__(self, train, valid):\n        self.train = (each for each in train)\n        self.valid = (each for each in valid)", "It looks as if a walk is kept, which ends after one time through: keep the loader itself, without iter(...)."),
        "copies": ("class DataLoaders:\n    def __init__(self, train, valid):\n        self.train = [b for b in train]\n        self.valid = [b for b in valid]", "It looks as if the batches are copied: then shuffling no longer gives every epoch a new order. Keep the loaders themselves."),
        "in the class": ("class DataLoaders:\n    def __init__(self, train, valid):\n        DataLoaders.train = train\n        DataLoaders.valid = valid", "It looks as if the last object's loaders count for all: keep them in self, not in the class or a global."),
    },
    "Learner": {
        "no self for opt_func": (INIT + fit(make="opt = opt_func(model.parameters(), lr)") + PREDICT, WITHOUT_SELF.format("opt_func")),
        "no self for the model": (INIT + fit(make="opt = self.opt_func(model.parameters(), lr)") + PREDICT, WITHOUT_SELF.format("model")),
        "keeps nothing": ("class Learner:\n    def __init__(self, dls, model, opt_func, loss_func, metrics=None):\n        dls, model = dls, model\n" + fit() + PREDICT, "The object was told what to work with, but did not keep it: in __init__ write self.opt_func = opt_func, and so on for all."),
        "no self in fit": (INIT + "    def fit(epochs, lr):\n        pass\n" + PREDICT, "A method gets the object itself first: write def fit(self, epochs, lr)."),
        "the model for its parameters": (INIT + fit(make="opt = self.opt_func(self.model, lr)") + PREDICT, "opt_func wants the parameters and not the model: opt_func(self.model.parameters(), lr)."),
        "no optimizer made": (INIT + fit(make="opt = self.opt_func") + PREDICT, "opt_func is what makes an optimizer, and is none yet: in fit write opt = self.opt_func(self.model.parameters(), lr)."),
        "SGD always": (INIT + fit(make="opt = torch.optim.SGD(self.model.parameters(), lr=lr)") + PREDICT, "It looks as if opt_func is not used: whoever calls the Learner chooses the optimizer, so make it with self.opt_func."),
        "Adam always": (INIT + fit(make="opt = torch.optim.Adam(self.model.parameters(), lr=lr)") + PREDICT, "It looks as if opt_func is not used: whoever calls the Learner chooses the optimizer, so make it with self.opt_func."),
        "a learning rate of its own": (INIT + fit(make="opt = self.opt_func(self.model.parameters(), 1e-3)") + PREDICT, "It looks as if the learning rate is not used: make the optimizer in fit, with the lr that fit is given."),
        "lr 1": (INIT + fit(make="opt = self.opt_func(self.model.parameters(), lr=1.)") + PREDICT, "It looks as if the learning rate is not used: make the optimizer in fit, with the lr that fit is given."),
        "a step an epoch": (INIT + fit(step="loss = self.loss_func(self.model(xb), yb)\n                loss.backward()", append=f"opt.step()\n            opt.zero_grad()\n            self.recorder.values.append({ROW})") + PREDICT, "It looks as if a step is made once an epoch: make one for every batch, inside the loop over self.dls.train."),
        "one epoch": (INIT + fit().replace("range(epochs)", "range(1)") + PREDICT, "It looks as if epochs is not used: walk through all the training batches once in every epoch."),
        "a return inside the loop": (INIT + fit(keep="return loss.item()") + PREDICT, "It looks as if fit makes a single step: make one for every batch of every epoch. Is there a return inside a loop?"),
        "step without parentheses": (INIT + fit(step=STEP.replace("step()", "step")) + PREDICT, "The model did not move: make a step for every batch, opt.step(), with its parentheses."),
        "trains on both": (INIT + fit(train="[*self.dls.train, *self.dls.valid]") + PREDICT, "It looks as if you train on the validation set too: there only measure, and make no step."),
        "trains on the validation set": (INIT + fit(train="self.dls.valid") + PREDICT, "It looks as if you train on the validation set: take the batches of self.dls.train."),
        "image by image": (INIT + fit(train="[(x[None], y[None]) for b in self.dls.train for x, y in zip(*b)]") + PREDICT, "It looks as if you walk the images one by one: take whole batches, for xb, yb in self.dls.train."),
        "a list only": (INIT.replace(KEPT, "        self.metrics = list(metrics)\n") + fit() + PREDICT, LIST_OR_ONE),
        "a list only, found out later": (INIT.replace(KEPT, "        self.metrics = metrics\n") + fit(measure="[float(self.loss_func(self.predict(xb), yb))] + [float(m(self.predict(xb), yb)) for m in self.metrics]") + PREDICT, LIST_OR_ONE),
        "never cleared": (INIT + fit(step=STEP.replace("opt.zero_grad()", "opt.zero_grad")) + PREDICT, "backward() adds to the old gradients: call opt.zero_grad(), with its parentheses, after each step."),
        "backward not called": (INIT + fit(step=STEP.replace("backward()", "backward")) + PREDICT, "The parameters did not change: call loss.backward() before each step, and clear the gradients only after it."),
        "cleared too soon": (INIT + fit(step="loss = self.loss_func(self.model(xb), yb)\n                loss.backward()\n                opt.zero_grad()\n                opt.step()") + PREDICT, "The parameters did not change: call loss.backward() before each step, and clear the gradients only after it."),
        "arguments exchanged": (INIT + fit(step=STEP.replace("self.model(xb), yb", "yb, self.model(xb)")) + PREDICT, "It looks as if the loss gets its arguments in the wrong order: predictions first, then targets."),
        "a loss of its own": ("from unit04_loss import mnist_loss\n" + INIT + fit(step=STEP.replace("self.loss_func", "mnist_loss")) + PREDICT, "It looks as if loss_func is not used, but always mnist_loss: whoever calls the Learner chooses the loss."),
        "backward in validation": (INIT + fit(measure="(self.loss_func(self.model(xb), yb).backward(), [0.0])[1]") + PREDICT, "It looks as if backward() is called on the validation set too, so that its gradients go into the next step: only measure there."),
        "probabilities": (INIT + fit() + PREDICT.replace("self.model(xb)", "self.model(xb).sigmoid()"), "It looks as if predict takes the sigmoid: give back the scores as the model gives them."),
        "predicts None": (INIT + fit(measure="[0.0]") + PREDICT.replace("return ", ""), "predict gives None back: return what self.model(xb) gives."),
        "predicts while training": (INIT + fit() + PREDICT.replace("self.model.eval()", "pass"), "It looks as if the model still trains: call self.model.eval() before it predicts."),
        "predicts with a graph": (INIT + fit() + PREDICT.replace("with torch.no_grad()", "if True"), "The predictions remember how they were made: call the model under with torch.no_grad()."),
        "a shared record": (INIT.replace(RECORDER, "").replace("class Learner:\n", "class Learner:\n    recorder = SimpleNamespace(values=[])\n") + fit() + PREDICT, "It looks as if all Learners share one record: make self.recorder in __init__, not below the class line."),
        "a record in a default": (INIT.replace("metrics=None", "metrics=None, values=[]").replace("values=[])\n", "values=values)\n").replace("values=values):", "values=[]):") + fit() + PREDICT, "It looks as if all Learners share one record: make self.recorder in __init__, not below the class line."),
        "nothing recorded": (INIT + fit(append="print(losses, rows)") + PREDICT, "Nothing is recorded: in __init__ make self.recorder = SimpleNamespace(values=[]), and append a row to its values in every epoch."),
        "a list for a recorder": (INIT.replace("SimpleNamespace(values=[])", "[]") + fit(append=f"self.recorder.append({ROW})") + PREDICT, "There is no record: in __init__ make self.recorder = SimpleNamespace(values=[])."),
        "flat": (INIT + fit(append=f"self.recorder.values += {ROW}") + PREDICT, "It looks as if each epoch makes one long row out of all: append the row as a list, values.append([...])."),
        "a row for every batch": (INIT + fit(append="self.recorder.values += [[each, *map(lambda c: sum(c) / len(c), zip(*rows))] for each in losses]") + PREDICT, "It looks as if there is a row for every batch: append one when the epoch is over, with the means."),
        "a row for every fit": (INIT + fit(append=f"self.recorder.values[:] = [{ROW}]") + PREDICT, "It looks as if fit makes a single row: append one in every epoch, inside the loop."),
        "the training data measured": (INIT + fit(valid="self.dls.train") + PREDICT, "You measured data that the model trained on: take the batches of self.dls.valid for the validation loss and the metrics."),
        "the last loss": (INIT + fit(keep="losses = [loss.item()]") + PREDICT, "It looks as if only the last batch counts for the training loss: keep the loss of every batch, then take the mean."),
        "a sum": (INIT + fit(append=f"self.recorder.values.append({ROW.replace('sum(losses) / len(losses)', 'sum(losses)')})") + PREDICT, "It looks as if the training loss is a sum: divide it by the number of batches."),
        "measured afterwards": (INIT + fit(append=f"losses = [float(self.loss_func(self.predict(x), y)) for x, y in self.dls.train]\n            self.recorder.values.append({ROW})") + PREDICT, "It looks as if the training loss is measured after the epoch: keep the loss of each batch as it was just before the step."),
        "the last validation batch": (INIT + fit(append=f"rows = rows[-1:]\n            self.recorder.values.append({ROW})") + PREDICT, "It looks as if only the last batch of the validation set counts: collect them all, then take the means."),
        "tensors": (INIT + fit(keep="losses.append(loss.detach())", measure=MEASURE.replace("float(", "(")) + PREDICT, "The record holds tensors: loss.item() or float(...) makes a plain number, which remembers nothing."),
        "no metrics": (INIT + fit(append=f"self.recorder.values.append({ROW}[:2])") + PREDICT, "The metrics are missing in the record: a row is the training loss, the validation loss, then each of the metrics."),
        "no validation loss": (INIT + fit(measure=MEASURE.replace("self.loss_func, ", "")) + PREDICT, "The validation loss is missing in the record: a row is the training loss, the validation loss, then each of the metrics."),
        "the epoch's number": (INIT + fit(append=f"self.recorder.values.append([epoch, *{ROW}])") + PREDICT, "It looks as if each row begins with the number of the epoch: leave it out, the losses come first."),
        "a metric's arguments": (INIT + fit(measure="[float(self.loss_func(self.predict(xb), yb)), *[float(m(yb, self.predict(xb))) for m in self.metrics]]") + PREDICT, "It looks as if the metric gets its arguments in the wrong order: predictions first, then targets."),
        "one metric only": (INIT.replace(KEPT, "        self.metrics = metrics\n") + fit(measure="[float(self.loss_func(self.predict(xb), yb)), float(self.metrics(self.predict(xb), yb))]") + PREDICT, ALSO_A_LIST),
        "not None": (INIT.replace(KEPT, "        self.metrics = [metrics] if callable(metrics) else list(metrics)\n") + fit() + PREDICT, ALSO_NONE),
        "not None, found out later": (INIT.replace(KEPT, "        self.metrics = [metrics] if callable(metrics) else metrics\n") + fit(measure="[float(self.loss_func(self.predict(xb), yb))] + [float(m(self.predict(xb), yb)) for m in self.metrics]") + PREDICT, ALSO_NONE),
        "another name for the model": ((INIT + fit() + PREDICT).replace("self.model", "self.net"), "The model should be read as learn.model: keep it under just this name, self.model = model."),
        "the first optimizer": (INIT + fit(make="if not hasattr(self, 'opt'):\n            self.opt = self.opt_func(self.model.parameters(), lr)\n        opt = self.opt") + PREDICT, "It looks as if the first optimizer is used for ever: make a new one in every fit, with the lr that this fit is given."),
        "parameters walked once": (INIT + "        self.params = model.parameters()\n" + fit(make="opt = self.opt_func(self.params, lr)") + PREDICT, "model.parameters() can be walked through only once: ask for it anew in every fit, or keep list(model.parameters())."),
        "an optimizer an epoch": (INIT + fit(make="pass", mode=f"self.model.train()\n            {MAKE}") + PREDICT, "It looks as if every epoch has an optimizer of its own, which forgets what it gathered: make one before the loop over the epochs."),
        "a new record": (INIT + fit(make=f"self.recorder.values = []\n        {MAKE}") + PREDICT, "It looks as if fit begins a new record: make it in __init__ alone, so that a second fit adds its rows."),
        "graphs in validation": (INIT + fit(measure=MEASURE.replace("self.predict", "self.model")) + PREDICT, "Validation builds graphs, which cost time and memory: measure under with torch.no_grad()."),
        "backward and zero_grad in validation": (INIT + fit(measure=f"(self.loss_func(self.model(xb), yb).backward(), opt.zero_grad(), {MEASURE})[2]") + PREDICT, "The validation batches went through backward(): only measure there, under with torch.no_grad()."),
        "never back to training": (INIT + fit(mode="pass") + PREDICT, "It looks as if the model stays in evaluation mode once it predicted: call self.model.train() at the start of every epoch."),
    },
    "library_names": {
        "short": (table(relu="F.relu"), "Write each name in full, as after `import torch`: torch.nn.functional and not F, torch.nn and not nn."),
        "parentheses": (table(mse="torch.nn.MSELoss()"), "Leave out the parentheses: the name alone says which function it is."),
        "a function itself": (table().replace("'torch.relu'", "torch.relu"), "The table holds names and not the functions themselves: put each in quotation marks."),
        "a class itself": (table().replace("'torch.optim.SGD'", "torch.optim.SGD"), "The table holds names and not the functions themselves: put each in quotation marks."),
        "another place": (table(BasicOptim="torch.SGD"), "Look up where it lives: losses in torch.nn.functional, optimizers in torch.optim, loaders in torch.utils.data."),
        "made up at run time": ("torch.l1 = lambda a, b: (a - b).abs().mean()\n" + table(l1_distance="torch.l1"), "Look up where it lives: losses in torch.nn.functional, optimizers in torch.optim, loaders in torch.utils.data."),
        "a module": (table(l1_distance="torch.nn.functional"), "Look up where it lives: losses in torch.nn.functional, optimizers in torch.optim, loaders in torch.utils.data."),
        "exchanged": (f"def library_names():\n    return {({v: k for k, v in TABLE.items()})!r}", "It looks as if keys and values are exchanged: the key is your own part, the value its partner in torch."),
        "pairs": (f"def library_names():\n    return {list(TABLE.items())!r}", 'Give back a dict: {"l1_distance": "torch. ...", ...}, with a key and a value for each row of the table.'),
        "None": ("def library_names():\n    table = {}", "Your function makes the table but gives None back: the return is missing."),
        "losses exchanged": (table(l1_distance="torch.nn.MSELoss", mse="torch.nn.L1Loss"), "It looks as if l1_distance and mse are exchanged: L1 is about absolute differences, MSE about squared ones."),
        "a missing row": (f"def library_names():\n    return {({k: v for k, v in TABLE.items() if k != 'relu'})!r}", "All seven names of the table are keys, spelled just as they are there."),
        "an empty table": ("def library_names():\n    return {}", "All seven names of the table are keys, spelled just as they are there."),
        "a smooth distance": (table(l1_distance="torch.nn.SmoothL1Loss"), WHERE["l1_distance"]),
        "a distance without a mean": (table(l1_distance="torch.dist"), WHERE["l1_distance"]),
        "a root": (table(mse="torch.linalg.vector_norm"), WHERE["mse"]),
        "logsigmoid": (table(sigmoid="torch.nn.functional.logsigmoid"), WHERE["sigmoid"]),
        "softmax": (table(sigmoid="torch.softmax"), WHERE["sigmoid"]),
        "a leaky one": (table(relu="torch.nn.functional.leaky_relu"), WHERE["relu"]),
        "relu6": (table(relu="torch.nn.ReLU6"), WHERE["relu"]),
        "a product": (table(linear1="torch.matmul"), WHERE["linear1"]),
        "a data set": (table(make_batches="torch.utils.data.TensorDataset"), WHERE["make_batches"]),
        "Adam": (table(BasicOptim="torch.optim.Adam"), WHERE["BasicOptim"]),
        "ASGD": (table(BasicOptim="torch.optim.ASGD"), WHERE["BasicOptim"]),
        "the optimizers' base": (table(BasicOptim="torch.optim.Optimizer"), WHERE["BasicOptim"]),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def test_a_name_that_torch_lacks_costs_only_its_own_part(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "library_names", table(relu="torch.rely"))
    passed = [each.title for each in verdict.checks if each.status is Status.PASSED]
    assert len(passed) == len(verdict.checks) - 3


def test_one_wrong_name_costs_only_its_own_part(judge: Judge, rewrite: Rewrite) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "library_names", table(relu="torch.nn.ReLU6"))
    failed = [each.title for each in verdict.checks if each.status is Status.FAILED]
    assert failed == ["names for relu what does the same", "names for relu what does the same with other inputs"]


@pytest.mark.parametrize("name", ["torch.os._exit", "torch.hub.load", "torch.load", "torch.sys.exit"])
def test_a_name_that_is_called_does_no_harm(judge: Judge, rewrite: Rewrite, name: str) -> None:
    verdict = variants.judged(judge, rewrite, UNIT, "library_names", table(sigmoid=name))
    assert verdict.status is Status.FAILED
    assert not judge.faults
