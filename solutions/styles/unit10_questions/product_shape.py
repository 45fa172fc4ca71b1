"""Right answers to product_shape, each written otherwise than the solution."""

# %% an if
def product_shape(a, b):
    if a[1] != b[0]:
        return None
    return a[0], b[1]

# %% no else
def product_shape(left, right):
    (m, n), (k, p) = left, right
    if n == k:
        return [m, p]

# %% a torch.Size
import torch
def product_shape(left, right):
    try:
        return (torch.zeros(left) @ torch.zeros(right)).shape
    except RuntimeError:
        return None

# %% unpacked
def product_shape(a, b):
    (n, inner), (other, m) = a, b
    return (n, m) if inner == other else None
