"""Right answers to sigmoid, each written otherwise than the solution."""

# %% the library
def sigmoid(x):
    return torch.sigmoid(x)

# %% the method
def sigmoid(x):
    return x.sigmoid()

# %% tanh
def sigmoid(x):
    return (torch.tanh(x / 2) + 1) / 2

# %% two branches
def sigmoid(x):
    e = torch.exp(-x.abs())
    return torch.where(x >= 0, 1 / (1 + e), e / (1 + e))

# %% tanh, again
def sigmoid(t):
    return (torch.tanh(t / 2) + 1) / 2

# %% the method, again
def sigmoid(x):
    return x.sigmoid()
