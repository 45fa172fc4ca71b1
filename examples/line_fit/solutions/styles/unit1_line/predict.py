"""Right answers to predict, each written otherwise than the solution."""

# %% by index
def predict(distance, line):
    return line[0] * distance + line[1]

# %% other names, start first
def predict(x, p):
    m, b = p.unbind()
    return b + x * m

# %% a matrix product
def predict(distance, line):
    return torch.stack([distance, torch.ones_like(distance)], dim=1) @ line

# %% one by one
def predict(distance, line):
    out = []
    for d in distance:
        out.append(line[0] * d + line[1])
    return torch.stack(out)
