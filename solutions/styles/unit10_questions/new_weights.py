"""Right answers to new_weights, each written otherwise than the solution."""

# %% sub
import torch
def new_weights(w, g, lr):
    return torch.sub(w, g, alpha=lr)

# %% a clone
def new_weights(weights, gradient, lr):
    w = weights.clone()
    w -= lr * gradient
    return w

# %% sgd
import torch
def new_weights(weights, gradient, lr):
    p = weights.clone().requires_grad_()
    p.grad = gradient
    torch.optim.SGD([p], lr).step()
    return p

# %% the negative step added
import torch
def new_weights(weights, gradient, lr):
    return torch.add(weights, gradient, alpha=-lr)
