"""Right answers to Learner, each written otherwise than the solution."""

# %% in pieces, rounded, printing
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

# %% NumPy's means
import numpy as np

class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.item())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]])
            self.recorder.values.append([np.mean(losses), *np.mean(rows, axis=0)])

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)

# %% tensors, then floats
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.detach())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]])
            self.recorder.values.append([torch.stack(losses).mean().item(), *torch.tensor(rows).mean(0).tolist()])

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)

# %% rows that are tuples
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.item())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]])
            self.recorder.values.append(tuple([sum(losses) / len(losses), *[sum(each) / len(each) for each in zip(*rows)]]))

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)

# %% no modes in validation
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.item())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([m(self.model(xb).detach(), yb).item() if m is self.loss_func else float(m(self.model(xb).detach(), yb)) for m in [self.loss_func] + self.metrics])
            self.recorder.values.append([sum(losses) / len(losses), *[sum(each) / len(each) for each in zip(*rows)]])

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)

# %% zeroing first
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                opt.zero_grad()
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                losses.append(loss.item())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]])
            self.recorder.values.append([sum(losses) / len(losses), *[sum(each) / len(each) for each in zip(*rows)]])

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)

# %% a fresh list of parameters
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(list(self.model.parameters()), lr=lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.item())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]])
            self.recorder.values.append([sum(losses) / len(losses), *[sum(each) / len(each) for each in zip(*rows)]])

    def predict(self, xb):
        self.model.eval()
        with torch.no_grad():
            return self.model(xb)

# %% set_grad_enabled
class Learner:
    def __init__(self, dls, model, opt_func, loss_func, metrics=None):
        self.dls, self.model, self.opt_func, self.loss_func = dls, model, opt_func, loss_func
        self.metrics = [] if metrics is None else [metrics] if callable(metrics) else list(metrics)
        self.recorder = SimpleNamespace(values=[])

    def fit(self, epochs, lr):
        opt = self.opt_func(self.model.parameters(), lr)
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for xb, yb in self.dls.train:
                loss = self.loss_func(self.model(xb), yb)
                loss.backward()
                opt.step()
                opt.zero_grad()
                losses.append(loss.item())
            rows = []
            for xb, yb in self.dls.valid:
                rows.append([float(m(self.predict(xb), yb)) for m in [self.loss_func, *self.metrics]])
            self.recorder.values.append([sum(losses) / len(losses), *[sum(each) / len(each) for each in zip(*rows)]])

    @torch.no_grad()
    def predict(self, xb):
        return self.model.eval()(xb)
