"""Right answers to train_deeper, each written otherwise than the solution."""

# %% the length of the loader
def train_deeper(x, y, vx, vy, device, width=64, epochs=1):
    x, y = x.to(device), y.to(device)
    train_dl = make_batches(x, y, 32, shuffle=True)
    steps = len(train_dl) * epochs
    dls = DataLoaders(train_dl, make_batches(vx.to(device), vy.to(device), 32))
    learn = Learner(dls, make_resnet18(width).to(device), partial(OneCycleSGD, steps=steps), cross_entropy, accuracy)
    learn.fit(epochs, 0.1)
    return learn

# %% a lambda
def train_deeper(x, y, vx, vy, device, width=64, epochs=1):
    x, y = x.to(device), y.to(device)
    train_dl = make_batches(x, y, 32, shuffle=True)
    steps = len(train_dl) * epochs
    dls = DataLoaders(train_dl, make_batches(vx.to(device), vy.to(device), 32))
    learn = Learner(dls, make_resnet18(width).to(device), lambda params, lr: OneCycleSGD(params, lr, steps), cross_entropy, accuracy)
    learn.fit(epochs, 0.1)
    return learn

# %% torch's loader and loss
def train_deeper(x, y, vx, vy, device, width=64, epochs=1):
    x, y = x.to(device), y.to(device)
    train_dl = torch.utils.data.DataLoader(list(zip(x, y)), batch_size=32, shuffle=True)
    steps = len(train_dl) * epochs
    dls = DataLoaders(train_dl, make_batches(vx.to(device), vy.to(device), 32))
    learn = Learner(dls, make_resnet18(width).to(device), partial(OneCycleSGD, steps=steps), nn.functional.cross_entropy, accuracy)
    learn.fit(epochs, 0.1)
    return learn

# %% a list of metrics
def train_deeper(x, y, vx, vy, device, width=64, epochs=1):
    x, y = x.to(device), y.to(device)
    train_dl = make_batches(x, y, 32, shuffle=True)
    steps = len(train_dl) * epochs
    dls = DataLoaders(train_dl, make_batches(vx.to(device), vy.to(device), 32))
    learn = Learner(dls, make_resnet18(width).to(device), partial(OneCycleSGD, steps=steps), cross_entropy, [accuracy])
    learn.fit(epochs, 0.1)
    return learn

# %% other batches to validate with
def train_deeper(x, y, vx, vy, device, width=64, epochs=1):
    x, y = x.to(device), y.to(device)
    train_dl = make_batches(x, y, 32, shuffle=True)
    steps = len(train_dl) * epochs
    dls = DataLoaders(train_dl, make_batches(vx.to(device), vy.to(device), 64))
    learn = Learner(dls, make_resnet18(width).to(device), partial(OneCycleSGD, steps=steps), cross_entropy, accuracy)
    learn.fit(epochs, 0.1)
    return learn
