"""Right answers to softmax, each written otherwise than the solution."""

# %% the library
def softmax(x):
    return torch.softmax(x, dim=-1)

# %% through the logarithm
def softmax(x):
    return (x - x.logsumexp(1, keepdim=True)).exp()

# %% max and values
def softmax(x):
    e = torch.exp(x - x.max(dim=1, keepdim=True)[0])
    return e / e.sum(dim=1, keepdim=True)

# %% row by row
def softmax(x):
    rows = [(r - r.max()).exp() for r in x]
    return torch.stack([r / r.sum() for r in rows])

# %% None for keepdim
def softmax(x):
    e = (x - x.amax(1)[:, None]).exp()
    return e / e.sum(1)[:, None]
