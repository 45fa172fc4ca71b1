"""Right answers to Momentum, each written otherwise than the solution."""

# %% other names, a plain 0
class Momentum:
    def __init__(self, f, w, lr, momentum=0.9):
        self.f, self.w, self.lr, self.m = f, w.clone(), lr, momentum
        self.v = 0
    def step(self):
        g = self.f(self.w)
        self.v = self.m * self.v + g
        self.w = self.w - self.lr * self.v
        return self.w

# %% in place, on copies
class Momentum:
    def __init__(self, gradient, line, lr, momentum=0.9):
        self.gradient = gradient
        self.line = line.detach().clone()
        self.lr = lr
        self.momentum = momentum
        self.push = torch.zeros_like(self.line)
    def step(self):
        self.push *= self.momentum
        self.push += self.gradient(self.line)
        self.line -= self.lr * self.push
        return self.line.clone()

# %% a dataclass
from dataclasses import dataclass
@dataclass
class Momentum:
    gradient: object
    line: object
    lr: float
    momentum: float = 0.9
    push: object = None
    def step(self):
        slope = self.gradient(self.line)
        self.push = slope if self.push is None else self.momentum * self.push + slope
        self.line = self.line - self.lr * self.push
        return self.line

# %% the library
class Momentum:
    def __init__(self, gradient, line, lr, momentum=0.9):
        self.gradient = gradient
        self.param = torch.nn.Parameter(line.clone())
        self.opt = torch.optim.SGD([self.param], lr=lr, momentum=momentum)
    def step(self):
        self.param.grad = self.gradient(self.param.detach())
        self.opt.step()
        return self.param.detach().clone()

# %% a generator
class Momentum:
    def __init__(self, gradient, line, lr, momentum=0.9):
        def walk():
            here, push = line, 0.0
            while True:
                push = momentum * push + gradient(here)
                here = here - lr * push
                yield here
        self.walk = walk()
    def step(self):
        return next(self.walk)
