"""Right answers to row, each written otherwise than the solution."""

# %% with a colon
def row(image, i):
    return image[i, :]

# %% select
def row(im, k):
    return im.select(0, k)

# %% dots
def row(image, i):
    return image[i, ...]

# %% indexed by a tensor
def row(image, i):
    return image[torch.tensor(i)]

# %% a NumPy array inside
def row(image, i):
    return torch.from_numpy(image.numpy()[i])
