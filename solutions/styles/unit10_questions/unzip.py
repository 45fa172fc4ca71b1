"""Right answers to unzip, each written otherwise than the solution."""

# %% loop
def unzip(pairs):
    xs, ys = [], []
    for x, y in pairs:
        xs.append(x)
        ys.append(y)
    return xs, ys

# %% indices
def unzip(pairs):
    return [[p[0] for p in pairs], [p[1] for p in pairs]]

# %% zip with care
def unzip(pairs):
    return tuple(map(list, zip(*pairs))) if pairs else ([], [])

# %% a loop
def unzip(pairs):
    first, second = [], []
    for pair in pairs:
        first.append(pair[0])
        second.append(pair[1])
    return first, second
