"""Right answers to validate_epoch, each written otherwise than the solution."""

# %% unrounded
def validate_epoch(model, dl):
    accs = [batch_accuracy(model(xb), yb) for xb, yb in dl]
    return torch.stack(accs).mean()

# %% over the images
def validate_epoch(model, dl):
    right = total = 0
    for xb, yb in dl:
        right += ((model(xb).sigmoid() > 0.5) == yb).sum().item()
        total += len(yb)
    return right / total

# %% eval and train
def validate_epoch(model, dl):
    if hasattr(model, 'eval'): model.eval()
    accs = [float(batch_accuracy(model(xb), yb)) for xb, yb in dl]
    if hasattr(model, 'train'): model.train()
    return round(sum(accs) / len(accs), 4)

# %% all scores at once
def validate_epoch(model, valid_dl):
    with torch.no_grad():
        accs = [batch_accuracy(model(xb), yb) for xb, yb in valid_dl]
    return round(float(sum(accs) / len(accs)), 4)

# %% a running sum
def validate_epoch(model, dl):
    total, n = 0.0, 0
    for xb, yb in dl:
        total += float(batch_accuracy(model(xb), yb))
        n += 1
    return round(total / n, 4)

# %% NumPy's mean
import numpy as np
def validate_epoch(model, valid_dl):
    return np.round(np.mean([float(batch_accuracy(model(xb), yb)) for xb, yb in valid_dl]), 4)
