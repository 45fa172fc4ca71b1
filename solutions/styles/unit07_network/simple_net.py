"""Right answers to simple_net, each written otherwise than the solution."""

# %% max with a tensor
from torch import tensor
def simple_net(xb, w1, b1, w2, b2):
    res = xb@w1 + b1
    res = res.max(tensor(0.0))
    res = res@w2 + b2
    return res

# %% F.relu
import torch.nn.functional as F
from torch import tensor
def simple_net(xb, w1, b1, w2, b2):
    return F.relu(xb.matmul(w1).add(b1)).matmul(w2) + b2

# %% relu_ on its own numbers
from torch import tensor
def simple_net(xb, w1, b1, w2, b2):
    h = xb @ w1 + b1
    h.relu_()
    return torch.addmm(b2, h, w2)

# %% F.linear
from torch import tensor
def simple_net(xb, w1, b1, w2, b2):
    h = nn.functional.linear(xb, w1.T, b1)
    return nn.functional.linear(h.clamp(min=0), w2.T, b2)

# %% other names
def simple_net(x, a, b, c, d):
    layer1 = lambda t: t @ a + b
    layer2 = lambda t: t @ c + d
    return layer2(relu(layer1(x)))

# %% image by image
def simple_net(xb, w1, b1, w2, b2):
    return torch.stack([relu(x @ w1 + b1) @ w2 + b2 for x in xb])
