"""Right answers to mse, each written otherwise than the solution."""

# %% the library
def mse(preds, targets):
    return torch.nn.functional.mse_loss(preds, targets)

# %% a module
def mse(p, t):
    return torch.nn.MSELoss()(p, t)

# %% the other way round
def mse(preds, targets):
    return (targets - preds).pow(2).mean()

# %% sum by count
def mse(preds, targets):
    return ((preds - targets) ** 2).sum() / len(preds)

# %% square
def mse(preds, targets):
    return torch.mean(torch.square(preds - targets))

# %% multiplied
def mse(preds, targets):
    d = preds - targets
    return (d * d).mean()
