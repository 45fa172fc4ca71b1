"""Right answers to OneCycleSGD, each written otherwise than the solution."""

# %% as in the text
class OneCycleSGD:
    def __init__(self, params, lr, steps):
        self.opt = torch.optim.SGD(params, lr=lr, momentum=0.9)
        self.lr, self.steps, self.n = lr, steps, 0

    def step(self):
        for g in self.opt.param_groups: g['lr'] = one_cycle(self.n, self.steps, self.lr)
        self.opt.step()
        self.n += 1

    def zero_grad(self):
        self.opt.zero_grad()

# %% a subclass
class OneCycleSGD(torch.optim.SGD):
    def __init__(self, params, lr, steps):
        super().__init__(params, lr=lr, momentum=0.9)
        self.lr, self.steps, self.n = lr, steps, 0

    def step(self):
        self.param_groups[0]['lr'] = one_cycle(self.n, self.steps, self.lr)
        super().step()
        self.n += 1

# %% the rate of the next step is set after each
class OneCycleSGD:
    def __init__(self, params, lr, steps):
        self.opt = torch.optim.SGD(params, lr=one_cycle(0, steps, lr), momentum=0.9)
        self.lr, self.steps, self.n = lr, steps, 0

    def step(self):
        self.opt.step()
        self.n += 1
        for g in self.opt.param_groups: g['lr'] = one_cycle(self.n, self.steps, self.lr)

    def zero_grad(self):
        self.opt.zero_grad()

# %% by hand
class OneCycleSGD:
    def __init__(self, params, lr, steps):
        self.params, self.lr, self.steps, self.n = list(params), lr, steps, 0
        self.speed = [torch.zeros_like(p) for p in self.params]

    def step(self):
        rate = one_cycle(self.n, self.steps, self.lr)
        for p, v in zip(self.params, self.speed):
            v.mul_(0.9).add_(p.grad)
            p.data -= rate * v
        self.n += 1

    def zero_grad(self):
        for p in self.params:
            p.grad = None

# %% torch's own scheduler
class OneCycleSGD:
    def __init__(self, params, lr, steps):
        self.opt = torch.optim.SGD(params, lr=lr, momentum=0.9)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(self.opt, lambda n: one_cycle(n, steps, 1.0))

    def step(self):
        self.opt.step()
        self.scheduler.step()

    def zero_grad(self):
        self.opt.zero_grad(set_to_none=False)
