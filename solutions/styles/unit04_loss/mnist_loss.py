"""Right answers to mnist_loss, each written otherwise than the solution."""

# %% method
def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

# %% hand-written sigmoid
def mnist_loss(p, t):
    p = 1 / (1 + torch.exp(-p))
    return (t - p).abs().mean()

# %% flattened
def mnist_loss(p, t):
    p, t = p.sigmoid().flatten(), t.flatten()
    return torch.where(t == 1, 1 - p, p).mean()

# %% their own sigmoid
def mnist_loss(p, t):
    return torch.where(t.bool(), 1 - sigmoid(p), sigmoid(p)).mean()

# %% a guard
def mnist_loss(p, t):
    if p.shape != t.shape:
        raise ValueError('shapes')
    return (p.sigmoid() - t).abs().mean()

# %% the library
def mnist_loss(p, t):
    return torch.nn.functional.l1_loss(torch.sigmoid(p), t.float())

# %% one formula
def mnist_loss(p, t):
    p = torch.sigmoid(p)
    return (t * (1 - p) + (1 - t) * p).mean()
