"""Right answers to image_to_tensor, each written otherwise than the solution."""

# %% tensor first
def image_to_tensor(path):
    return torch.tensor(np.array(Image.open(path))) / 255

# %% float
def image_to_tensor(p):
    im = Image.open(p)
    return torch.from_numpy(np.array(im)).float() / 255.0

# %% float32 in numpy
def image_to_tensor(path):
    return torch.tensor(np.array(Image.open(path)).astype(np.float32) / 255)

# %% with a grey conversion
def image_to_tensor(path):
    with Image.open(str(path)) as im:
        return torch.Tensor(np.array(im.convert('L'))).div(255)

# %% an open file
def image_to_tensor(path):
    with open(path, 'rb') as file:
        return torch.tensor(np.asarray(Image.open(file)), dtype=torch.float) / 255
