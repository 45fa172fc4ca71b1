"""Right answers to relu, each written otherwise than the solution."""

# %% maximum
def relu(x):
    return torch.maximum(x, torch.zeros_like(x))

# %% max with a tensor
def relu(x):
    return x.max(torch.tensor(0.))

# %% where
def relu(t):
    return torch.where(t > 0, t, 0.)

# %% times the sign
def relu(x):
    return x * (x > 0)

# %% half of the sum
def relu(x):
    return (x + x.abs()) / 2

# %% torch's own
import torch.nn.functional as F
def relu(x):
    return F.relu(x)

# %% nn.ReLU
relu = nn.ReLU()

# %% a copy, in place
def relu(x):
    y = x.clone()
    y[y < 0] = 0
    return y

# %% clip
def relu(x):
    return torch.clip(x, min=0)

# %% a loop over the numbers
def relu(x):
    return torch.stack([torch.where(v > 0, v, 0.) for v in x.flatten()]).reshape(x.shape)
