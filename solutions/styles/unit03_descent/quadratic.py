"""Right answers to quadratic, each written otherwise than the solution."""

# %% by index
def quadratic(t, params):
    return params[0] * t**2 + params[1] * t + params[2]

# %% other names, t times t
def quadratic(x, p):
    a, b, c = p
    return a*(x*x) + (b*x) + c

# %% Horner
def quadratic(t, params):
    a, b, c = params.unbind()
    return (a * t + b) * t + c

# %% a matrix product
def quadratic(t, params):
    return torch.stack([t.pow(2), t, torch.ones_like(t)], dim=1) @ params

# %% stacked in a loop
def quadratic(t, params):
    a, b, c = params
    return torch.stack([a * x**2 + b * x + c for x in t])
