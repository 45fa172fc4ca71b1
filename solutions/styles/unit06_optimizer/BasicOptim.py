"""Right answers to BasicOptim, each written otherwise than the solution."""

# %% any arguments
class BasicOptim:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
    def step(self, *args, **kwargs):
        for p in self.params: p.data -= p.grad.data * self.lr
    def zero_grad(self, *args, **kwargs):
        for p in self.params: p.grad = None

# %% other names
class BasicOptim:
    def __init__(self, ps, learning_rate):
        self._ps = [*ps]
        self.alpha = learning_rate
    def step(self):
        for w in self._ps:
            w.data = w.data - self.alpha * w.grad
    def zero_grad(self):
        for w in self._ps:
            w.grad.zero_()

# %% a dataclass
from dataclasses import dataclass
@dataclass
class BasicOptim:
    params: object
    lr: float
    def __post_init__(self):
        self.params = tuple(self.params)
    def step(self):
        for p in self.params:
            p.data -= self.lr * p.grad
    def zero_grad(self):
        for p in self.params:
            p.grad = None

# %% no_grad
class BasicOptim:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
    @torch.no_grad()
    def step(self):
        for p in self.params:
            p -= self.lr * p.grad
    def zero_grad(self):
        for p in self.params:
            p.grad = None

# %% a guard, detached
class BasicOptim:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr
    def step(self):
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    p.sub_(p.grad, alpha=self.lr)
    def zero_grad(self):
        for p in self.params:
            if p.grad is not None:
                p.grad.detach_()
                p.grad.zero_()

# %% torch's own
class BasicOptim(torch.optim.SGD):
    def __init__(self, params, lr):
        super().__init__(params, lr=lr)

# %% torch's own, kept inside
class BasicOptim:
    def __init__(self, params, lr):
        self.opt = torch.optim.SGD(params, lr)
    def step(self):
        self.opt.step()
    def zero_grad(self):
        self.opt.zero_grad(set_to_none=False)
