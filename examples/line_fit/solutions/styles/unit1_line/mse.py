"""Right answers to mse, each written otherwise than the solution."""

# %% the library
def mse(distance, velocity, line):
    return torch.nn.functional.mse_loss(predict(distance, line), velocity)

# %% sum by count
def mse(distance, velocity, line):
    r = residuals(distance, velocity, line)
    return (r * r).sum() / len(r)

# %% square
def mse(distance, velocity, line):
    return torch.mean(torch.square(residuals(distance, velocity, line)))

# %% a scalar product
def mse(x, y, line):
    r = residuals(x, y, line)
    return r @ r / r.numel()
