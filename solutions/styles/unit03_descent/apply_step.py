"""Right answers to apply_step, each written otherwise than the solution."""

# %% arguments of mse swapped
def apply_step(t, speed, params, lr):
    loss = mse(speed, quadratic(t, params))
    loss.backward()
    value = float(loss)
    sgd_step([params], lr)
    return value

# %% by hand
def apply_step(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    params.data -= lr * params.grad.data
    params.grad = None
    return loss.item()

# %% no_grad and zeroes
def apply_step(t, speed, params, lr):
    loss = ((quadratic(t, params) - speed) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return loss.item()

# %% clears before as well
def apply_step(t, speed, params, lr):
    params.grad = None
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    sgd_step((params,), lr)
    return loss.detach().item()

# %% autograd.grad
def apply_step(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    (grad,) = torch.autograd.grad(loss, params)
    params.data -= lr * grad
    return loss.item()

# %% the library
def apply_step(t, speed, params, lr):
    opt = torch.optim.SGD([params], lr)
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    opt.step()
    opt.zero_grad()
    return loss.tolist()
