"""Right answers to gradient_at, each written otherwise than the solution."""

# %% copied, then detached
def gradient_at(f, x):
    xt = x.clone().detach().requires_grad_(True)
    y = f(xt)
    y.backward()
    return xt.grad

# %% detached only
def gradient_at(func, point):
    p = point.detach().requires_grad_()
    func(p).backward()
    return p.grad.clone()

# %% a new tensor
def gradient_at(f, x):
    x = torch.tensor(x.tolist(), requires_grad=True)
    f(x).backward()
    return x.grad

# %% autograd.grad
def gradient_at(f, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x), x)[0]

# %% func.grad
def gradient_at(f, x):
    return torch.func.grad(f)(x)

# %% jacobian
def gradient_at(f, x):
    return torch.autograd.functional.jacobian(f, x)
