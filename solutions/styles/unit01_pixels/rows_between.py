"""Right answers to rows_between, each written otherwise than the solution."""

# %% with a colon
def rows_between(image, start, stop):
    return image[start:stop, :]

# %% chosen by their numbers
def rows_between(image, start, stop):
    return image[list(range(start, stop))]

# %% narrow
def rows_between(image, a, b):
    return image.narrow(0, a, b - a)

# %% stacked
def rows_between(image, start, stop):
    return torch.stack([image[i] for i in range(start, stop)])
