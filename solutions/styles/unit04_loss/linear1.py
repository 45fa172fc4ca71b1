"""Right answers to linear1, each written otherwise than the solution."""

# %% matmul
def linear1(xb, weights, bias):
    return torch.matmul(xb, weights) + bias

# %% addmm
def linear1(x, w, b):
    return torch.addmm(b, x, w)

# %% the library
def linear1(x, w, b):
    return torch.nn.functional.linear(x, w.t(), b)

# %% einsum
def linear1(xb, weights, bias):
    return torch.einsum("ni,io->no", xb, weights) + bias

# %% F.linear
import torch.nn.functional as F
def linear1(xb, weights, bias):
    return F.linear(xb, weights.T, bias)

# %% a product and a sum
def linear1(x, w, b):
    return (x * w.squeeze(1)).sum(1, keepdim=True) + b

# %% a loop over the images
def linear1(xb, weights, bias):
    out = []
    for x in xb:
        out.append((x * weights.view(-1)).sum() + bias)
    return torch.stack(out)
