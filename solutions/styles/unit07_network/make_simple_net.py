"""Right answers to make_simple_net, each written otherwise than the solution."""

# %% a module of their own
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.second = nn.Linear(30, 1)
        self.first = nn.Linear(784, 30)
    def forward(self, x):
        return self.second(nn.functional.relu(self.first(x)))
make_simple_net = Net

# %% raw parameters
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w2 = nn.Parameter(torch.randn(30, 1) * 0.1)
        self.b2 = nn.Parameter(torch.zeros(1))
        self.w1 = nn.Parameter(torch.randn(784, 30) * 0.05)
        self.b1 = nn.Parameter(torch.zeros(1, 30))
    def forward(self, xb):
        return simple_net(xb, self.w1, self.b1, self.w2, self.b2)
def make_simple_net():
    return Net()

# %% names, flattened first
from collections import OrderedDict
def make_simple_net():
    return nn.Sequential(OrderedDict(flat=nn.Flatten(), one=nn.Linear(28*28, 30), act=nn.ReLU(inplace=True), two=nn.Linear(30, 1)))

# %% layers unpacked
def make_simple_net():
    layers = [nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)]
    for layer in (layers[0], layers[2]):
        nn.init.xavier_normal_(layer.weight)
    return nn.Sequential(*layers)

# %% a subclass of Sequential
class SimpleNet(nn.Sequential):
    def __init__(self, hidden=30):
        super().__init__(nn.Linear(28 * 28, hidden), nn.ReLU(), nn.Linear(hidden, 1))
def make_simple_net():
    return SimpleNet()
