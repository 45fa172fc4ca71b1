"""Right answers to rmse_distance, each written otherwise than the solution."""

# %% power of a half
def rmse_distance(a, b):
    return (a - b).pow(2).mean() ** 0.5

# %% the library
def rmse_distance(a, b):
    return torch.nn.functional.mse_loss(a, b).sqrt()

# %% torch.sqrt
def rmse_distance(a, b):
    return torch.sqrt(torch.mean(torch.square(a - b)))

# %% over the last two axes
def rmse_distance(a, b):
    return ((a - b) ** 2).mean(dim=(-1, -2)).sqrt()

# %% math
import math
def rmse_distance(a, b):
    return math.sqrt(((a - b) ** 2).mean())

# %% a norm
def rmse_distance(a, b):
    return (a - b).norm() / a.numel() ** 0.5
