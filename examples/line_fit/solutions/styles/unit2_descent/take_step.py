"""Right answers to take_step, each written otherwise than the solution."""

# %% two lines
def take_step(distance, velocity, line, lr):
    g = gradient(distance, velocity, line)
    return line - g * lr

# %% a copy, changed in place
def take_step(distance, velocity, line, lr):
    new = line.clone()
    new -= lr * gradient(distance, velocity, line)
    return new

# %% number by number
def take_step(distance, velocity, line, lr):
    slope, start = line
    a, b = gradient(distance, velocity, line)
    return torch.stack([slope - lr * a, start - lr * b])

# %% torch.add
def take_step(x, y, line, rate):
    return torch.add(line, gradient(x, y, line), alpha=-rate)
