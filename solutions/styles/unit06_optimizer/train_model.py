"""Right answers to train_model, each written otherwise than the solution."""

# %% a comprehension
def train_model(model, train_dl, valid_dl, opt, epochs):
    def epoch():
        train_epoch_with(model, train_dl, opt)
        return validate_epoch(model, valid_dl)
    return [epoch() for _ in range(epochs)]

# %% printing too, a tuple of tensors
def train_model(m, tdl, vdl, o, n):
    accs = ()
    for i in range(n):
        train_epoch_with(m, tdl, o)
        acc = torch.tensor(validate_epoch(m, vdl))
        accs += (acc,)
        print(i, acc, end=' ')
    return accs

# %% all by hand
from unit05_training import batch_accuracy
def train_model(model, train_dl, valid_dl, opt, epochs):
    accs = []
    for epoch in range(epochs):
        for xb, yb in train_dl:
            calc_grad(xb, yb, model)
            opt.step()
            opt.zero_grad()
        right = [((model(xb) > 0) == yb).float() for xb, yb in valid_dl]
        accs.append(torch.cat(right).mean().item())
    return accs

# %% a comprehension, again
def train_model(model, train_dl, valid_dl, opt, epochs):
    def once():
        train_epoch_with(model, train_dl, opt)
        return validate_epoch(model, valid_dl)
    return [once() for _ in range(epochs)]

# %% printing
def train_model(model, train_dl, valid_dl, opt, epochs):
    accs = []
    for e in range(epochs):
        train_epoch_with(model, train_dl, opt)
        acc = validate_epoch(model, valid_dl)
        print(e, acc, end=" ")
        accs += [acc]
    return accs

# %% an array that is filled
import numpy as np
def train_model(model, train_dl, valid_dl, opt, epochs):
    curve = np.zeros(epochs)
    for i in range(epochs):
        train_epoch_with(model, train_dl, opt)
        curve[i] = validate_epoch(model, valid_dl)
    return list(curve)
