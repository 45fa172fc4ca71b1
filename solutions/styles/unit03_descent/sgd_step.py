"""Right answers to sgd_step, each written otherwise than the solution."""

# %% zeroes
def sgd_step(params, lr):
    for p in params:
        p.data -= p.grad * lr
        p.grad.zero_()

# %% no_grad
def sgd_step(params, lr):
    with torch.no_grad():
        for p in params:
            p -= lr * p.grad
            p.grad = None

# %% two loops
def sgd_step(params, lr):
    params = list(params)
    for p in params:
        p.data -= lr * p.grad
    for p in params:
        p.grad = None

# %% data set anew
def sgd_step(params, lr):
    for p in params:
        p.data = p.data - lr * p.grad.data
        p.grad.data.zero_()

# %% add_
@torch.no_grad()
def sgd_step(params, lr):
    for w in params:
        w.add_(w.grad, alpha=-lr)
        w.grad = torch.zeros_like(w)

# %% the library
def sgd_step(params, lr):
    opt = torch.optim.SGD(params, lr=lr)
    opt.step()
    opt.zero_grad()

# %% parameters come back
def sgd_step(params, lr):
    params = list(params)
    for p in params:
        p.data.sub_(lr * p.grad)
        p.grad = None
    return params
