"""Right answers to is_3, each written otherwise than the solution."""

# %% other names
def is_3(img, ideal3, ideal7):
    return mnist_distance(img, ideal3) < mnist_distance(img, ideal7)

# %% the other way round
def is_3(x, mean3, mean7):
    return mnist_distance(x, mean7) > mnist_distance(x, mean3)

# %% less than zero
def is_3(x, mean3, mean7):
    return mnist_distance(x, mean3) - mnist_distance(x, mean7) < 0

# %% torch.lt
def is_3(x, mean3, mean7):
    return torch.lt(mnist_distance(x, mean3), mnist_distance(x, mean7))

# %% without mnist_distance
def is_3(x, mean3, mean7):
    return (x - mean3).abs().sum((-1, -2)) < (x - mean7).abs().sum((-1, -2))

# %% where
def is_3(x, mean3, mean7):
    d3, d7 = mnist_distance(x, mean3), mnist_distance(x, mean7)
    return torch.where(d3 < d7, True, False)
