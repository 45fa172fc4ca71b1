"""Right answers to l1_distance, each written otherwise than the solution."""

# %% other names
def l1_distance(x, y):
    return torch.mean(torch.abs(x - y))

# %% over the last two axes
def l1_distance(a, b):
    return (a - b).abs().mean((-1, -2))

# %% the library
def l1_distance(a, b):
    return torch.nn.functional.l1_loss(a, b)

# %% sum by count
def l1_distance(a, b):
    return abs(a - b).sum() / a.numel()

# %% where
def l1_distance(a, b):
    return torch.where(a > b, a - b, b - a).mean()

# %% a plain float
def l1_distance(a, b):
    return (a - b).abs().mean().item()

# %% by hand
def l1_distance(a, b):
    d = [abs(x - y) for p, q in zip(a, b) for x, y in zip(p, q)]
    return sum(d) / len(d)

# %% numpy
import numpy as np
def l1_distance(a, b):
    return torch.tensor(np.abs(a.numpy() - b.numpy()).mean())
