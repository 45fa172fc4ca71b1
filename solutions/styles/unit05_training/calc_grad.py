"""Right answers to calc_grad, each written otherwise than the solution."""

# %% gives nothing
def calc_grad(xb, yb, model):
    preds = model(xb)
    loss = mnist_loss(preds, yb)
    loss.backward()

# %% gives the loss
def calc_grad(xb, yb, model):
    loss = mnist_loss(model(xb), yb)
    loss.backward()
    return loss.item()

# %% a loss of their own
def calc_grad(xb, yb, model):
    (model(xb).sigmoid() - yb).abs().mean().backward()

# %% torch.autograd
def calc_grad(xb, yb, model):
    torch.autograd.backward(mnist_loss(model(xb), yb))
