"""Right answers to fit_quadratic, each written otherwise than the solution."""

# %% append
def fit_quadratic(t, speed, params, lr, steps=10):
    losses = []
    for i in range(steps):
        loss = apply_step(t, speed, params, lr)
        print(loss)
        losses.append(loss)
    return losses

# %% while
def fit_quadratic(t, speed, params, lr, steps=10):
    losses = []
    while len(losses) < steps:
        losses += [apply_step(t, speed, params, lr)]
    return losses

# %% by hand
def fit_quadratic(t, speed, params, lr, steps=10):
    out = []
    for _ in range(steps):
        loss = mse(quadratic(t, params), speed)
        loss.backward()
        sgd_step([params], lr)
        out.append(float(loss))
    return out

# %% a tuple
def fit_quadratic(t, speed, params, lr, steps=10):
    return tuple(apply_step(t, speed, params, lr) for _ in range(steps))

# %% the library
def fit_quadratic(t, speed, params, lr, steps=10):
    opt, out = torch.optim.SGD([params], lr=lr), []
    for _ in range(steps):
        loss = mse(quadratic(t, params), speed)
        loss.backward()
        opt.step()
        opt.zero_grad()
        out.append(loss.item())
    return out
