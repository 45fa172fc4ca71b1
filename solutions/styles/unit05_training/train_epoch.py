"""Right answers to train_epoch, each written otherwise than the solution."""

# %% data and zero_
def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
            p.grad.zero_()

# %% no_grad
def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        with torch.no_grad():
            for p in params:
                p -= lr * p.grad
                p.grad = None

# %% zeroing before and after
def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        for p in params:
            p.grad = None
        calc_grad(xb, yb, model)
        for p in params:
            p.data.sub_(lr * p.grad)
            p.grad.zero_()

# %% torch's optimizer
def train_epoch(model, dl, lr, params):
    opt = torch.optim.SGD(params, lr=lr)
    losses = []
    for xb, yb in dl:
        losses.append(calc_grad(xb, yb, model))
        opt.step()
        opt.zero_grad()
    return sum(losses) / len(losses)

# %% without calc_grad
def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        loss = mnist_loss(model(xb), yb)
        loss.backward()
        for p in params:
            p.data = p.data - p.grad * lr
            p.grad.data.zero_()
