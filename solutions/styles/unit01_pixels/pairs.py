"""Right answers to pairs, each written otherwise than the solution."""

# %% comprehension
def pairs(xs, ys):
    return [(x, y) for x, y in zip(xs, ys)]

# %% by index
def pairs(a, b):
    return [(a[i], b[i]) for i in range(len(a))]

# %% a loop
def pairs(xs, ys):
    out = []
    for pair in zip(xs, ys, strict=True):
        out.append(pair)
    return out

# %% map
def pairs(xs, ys):
    return list(map(lambda x, y: (x, y), xs, ys))
