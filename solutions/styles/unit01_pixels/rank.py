"""Right answers to rank, each written otherwise than the solution."""

# %% counted
def rank(shape):
    n = 0
    for _ in shape:
        n += 1
    return n

# %% of a tensor
def rank(shape):
    return torch.zeros(tuple(shape)).ndim

# %% as a tuple
def rank(s):
    return len(tuple(s))

# %% of an empty tensor
def rank(shape):
    return torch.empty(*shape, device="meta").dim() if len(shape) else 0
