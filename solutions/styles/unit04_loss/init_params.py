"""Right answers to init_params, each written otherwise than the solution."""

# %% torch.normal
def init_params(size, std=1.0):
    size = (size,) if isinstance(size, int) else size
    return torch.normal(0.0, std, size, requires_grad=True)

# %% a parameter
def init_params(size, std=1.0):
    return torch.nn.Parameter(torch.randn(size) * std)

# %% the attribute
def init_params(size, std=1.0):
    p = std * torch.randn(size)
    p.requires_grad = True
    return p

# %% normal_ in place
def init_params(size, std=1.0):
    return torch.empty(size).normal_(0, std).requires_grad_()

# %% a Parameter
def init_params(size, std=1.0):
    return torch.nn.Parameter(torch.randn(size) * std)

# %% torch.normal, again
def init_params(size, std=1.0):
    size = (size,) if isinstance(size, int) else tuple(size)
    w = torch.normal(mean=0.0, std=std, size=size)
    w.requires_grad = True
    return w
