"""Right answers to double_3x3, each written otherwise than the solution."""

# %% by hand
def double_3x3():
    return torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) * 2

# %% floats
def double_3x3():
    return 2.0 * torch.arange(1., 10.).view(3, 3)

# %% added
def double_3x3():
    t = torch.tensor(range(1, 10)).reshape(3, -1)
    return t + t

# %% in steps of two
def double_3x3():
    return torch.arange(2, 19, 2).reshape(3, 3)
