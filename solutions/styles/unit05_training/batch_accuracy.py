"""Right answers to batch_accuracy, each written otherwise than the solution."""

# %% at least
def batch_accuracy(preds, yb):
    return ((preds.sigmoid() >= 0.5) == yb).float().mean()

# %% logits
def batch_accuracy(preds, yb):
    return ((preds > 0.0) == yb).float().mean()

# %% a float
def batch_accuracy(preds, yb):
    correct = (torch.sigmoid(preds) > 0.5).int() == yb.int()
    return correct.sum().item() / len(yb)

# %% rounded probabilities
def batch_accuracy(preds, yb):
    return (preds.sigmoid().round() == yb).float().mean()
