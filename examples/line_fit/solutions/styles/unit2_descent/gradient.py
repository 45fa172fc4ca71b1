"""Right answers to gradient, each written otherwise than the solution."""

# %% two variables
def gradient(distance, velocity, line):
    left = residuals(distance, velocity, line)
    for_slope = (-2 * left * distance).mean()
    for_start = (-2 * left).mean()
    return torch.stack([for_slope, for_start])

# %% autograd
def gradient(distance, velocity, line):
    line = line.detach().clone().requires_grad_()
    mse(distance, velocity, line).backward()
    return line.grad

# %% plain numbers
def gradient(distance, velocity, line):
    slope, start = line
    wrong = slope * distance + start - velocity
    n = len(distance)
    return torch.tensor([2 / n * (wrong * distance).sum().item(), 2 / n * wrong.sum().item()])

# %% a matrix
def gradient(x, y, line):
    a = torch.stack([x, torch.ones_like(x)])
    return -2 * a @ residuals(x, y, line) / len(x)
