"""Right answers to pr_eight, each written otherwise than the solution."""

# %% torch.sum
def pr_eight(x, w):
    return torch.sum(torch.mul(x, w))

# %% a dot product
def pr_eight(x, w):
    return x.flatten() @ w.flatten()

# %% a plain float
def pr_eight(x, w):
    return (w * x).sum().item()

# %% einsum
def pr_eight(x, w):
    return torch.einsum("ij,ij->", x, w)

# %% a dot product, again
def pr_eight(image, weights):
    return image.flatten() @ weights.flatten()

# %% row by row
def pr_eight(x, w):
    total = torch.tensor(0.)
    for a, b in zip(x, w):
        total = total + (a * b).sum()
    return total
