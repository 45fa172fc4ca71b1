"""Right answers to relu_points, each written otherwise than the solution."""

# %% conditional
def relu_points(xs):
    return [(x, x if x > 0 else 0.0) for x in xs]

# %% zip
def relu_points(xs):
    return list(zip(xs, [max(0, x) for x in xs]))

# %% torch
import torch
def relu_points(xs):
    return [(x, torch.tensor(float(x)).relu().item()) for x in xs]

# %% numpy
import numpy as np
def relu_points(xs):
    return [(x, np.maximum(0, x)) for x in xs]

# %% single numbers of torch
import torch
def relu_points(xs):
    return [(x, torch.relu(torch.tensor(x))) for x in xs]

# %% a product
def relu_points(xs):
    return [(x, x * (x > 0)) for x in xs]
