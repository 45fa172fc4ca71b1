"""Right answers to column, each written otherwise than the solution."""

# %% dots
def column(image, j):
    return image[..., j]

# %% turned
def column(image, j):
    return image.T[j]

# %% select
def column(pic, k):
    return pic.select(1, k)

# %% stacked
def column(image, j):
    return torch.stack([row[j] for row in image])
