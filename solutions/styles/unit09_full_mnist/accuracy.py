"""Right answers to accuracy, each written otherwise than the solution."""

# %% a float
def accuracy(logits, targets):
    return (logits.argmax(dim=1) == targets).float().mean().item()

# %% max
def accuracy(out, yb):
    _, preds = torch.max(out, 1)
    return (preds == yb).sum() / len(yb)

# %% after a softmax
def accuracy(out, yb):
    return torch.eq(out.softmax(1).argmax(-1), yb).double().mean()

# %% counted
def accuracy(out, yb):
    return sum(int(o.argmax()) == int(y) for o, y in zip(out, yb)) / len(yb)

# %% sklearn's shape
def accuracy(out, yb):
    return 1 - (out.argmax(1) - yb).ne(0).float().mean()
