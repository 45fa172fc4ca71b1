"""Right answers to one_cycle, each written otherwise than the solution."""

# %% two returns
def one_cycle(step, steps, lr_max):
    t = step / steps
    if t <= 0.25:
        return lr_max / 25 + 24 / 25 * lr_max * (1 - math.cos(4 * math.pi * t)) / 2
    return lr_max * (1 + math.cos(math.pi * (t - 0.25) / 0.75)) / 2

# %% a helper
def wave(a, b, p):
    return a + (b - a) * (1 - math.cos(math.pi * p)) / 2

def one_cycle(step, steps, lr_max):
    top = steps / 4
    return wave(lr_max / 25, lr_max, step / top) if step < top else wave(lr_max, 0, (step - top) / (steps - top))

# %% torch's cosine
def one_cycle(step, steps, lr_max):
    t = torch.tensor(step / steps, dtype=torch.float64)
    up = lr_max * (0.04 + 0.96 * (1 - torch.cos(torch.pi * t * 4)) / 2)
    down = lr_max * (1 + torch.cos(torch.pi * (t - 0.25) / 0.75)) / 2
    return torch.where(t < 0.25, up, down).item()

# %% the square of a sine
def one_cycle(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + lr_max * 0.96 * math.sin(math.pi / 2 * step / top) ** 2
    return lr_max * math.cos(math.pi / 2 * (step - top) / (steps - top)) ** 2

# %% to nearly 0, as torch's own
def one_cycle(step, steps, lr_max):
    top, end = 0.25 * steps, 1e-6 * lr_max
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return end + (lr_max - end) * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2
