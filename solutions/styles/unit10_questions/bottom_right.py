"""Right answers to bottom_right, each written otherwise than the solution."""

# %% one after the other
def bottom_right(m):
    return m[-2:][:, -2:]

# %% from the lengths
def bottom_right(x):
    h, w = x.shape
    return x[h - 2:h, w - 2:w]

# %% narrow
def bottom_right(x):
    return x.narrow(0, len(x) - 2, 2).narrow(1, x.shape[1] - 2, 2)

# %% lists of indices
def bottom_right(x):
    return x[[-2, -1]][:, [-2, -1]]
