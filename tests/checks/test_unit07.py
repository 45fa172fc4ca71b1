"""Unit 7: what learners write for a network, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit07_network"
TRAIN = "def train_simple_net(train_dl, lr, epochs):\n    net = make_simple_net()\n    opt = BasicOptim(net.parameters(), lr)\n"
LOOP = "    for _ in range(epochs):\n        train_epoch_with(net, train_dl, opt)\n"
MAKE = "def make_simple_net():\n    return nn.Sequential("
NET = "from torch import tensor\ndef simple_net(xb, w1, b1, w2, b2):\n"

RIGHT = {
    "relu": {
        "maximum": "def relu(x):\n    return torch.maximum(x, torch.zeros_like(x))",
        "max with a tensor": "def relu(x):\n    return x.max(torch.tensor(0.))",
        "where": "def relu(t):\n    return torch.where(t > 0, t, 0.)",
        "times the sign": "def relu(x):\n    return x * (x > 0)",
        "half of the sum": "def relu(x):\n    return (x + x.abs()) / 2",
        "torch's own": "import torch.nn.functional as F\ndef relu(x):\n    return F.relu(x)",
        "nn.ReLU": "relu = nn.ReLU()",
        "a copy, in place": "def relu(x):\n    y = x.clone()\n    y[y < 0] = 0\n    return y",
        "clip": "def relu(x):\n    return torch.clip(x, min=0)",
    },
    "simple_net": {
        "max with a tensor": NET + "    res = xb@w1 + b1\n    res = res.max(tensor(0.0))\n    res = res@w2 + b2\n    return res",
        "F.relu": "import torch.nn.functional as F\n" + NET + "    return F.relu(xb.matmul(w1).add(b1)).matmul(w2) + b2",
        "relu_ on its own numbers": NET + "    h = xb @ w1 + b1\n    h.relu_()\n    return torch.addmm(b2, h, w2)",
        "F.linear": NET + "    h = nn.functional.linear(xb, w1.T, b1)\n    return nn.functional.linear(h.clamp(min=0), w2.T, b2)",
        "other names": "def simple_net(x, a, b, c, d):\n    layer1 = lambda t: t @ a + b\n    layer2 = lambda t: t @ c + d\n    return layer2(relu(layer1(x)))",
    },
    "make_simple_net": {
        "a module of their own": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.second = nn.Linear(30, 1)\n        self.first = nn.Linear(784, 30)\n    def forward(self, x):\n        return self.second(nn.functional.relu(self.first(x)))\nmake_simple_net = Net",
        "raw parameters": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.w2 = nn.Parameter(torch.randn(30, 1) * 0.1)\n        self.b2 = nn.Parameter(torch.zeros(1))\n        self.w1 = nn.Parameter(torch.randn(784, 30) * 0.05)\n        self.b1 = nn.Parameter(torch.zeros(1, 30))\n    def forward(self, xb):\n        return simple_net(xb, self.w1, self.b1, self.w2, self.b2)\ndef make_simple_net():\n    return Net()",
        "no module at all": "class Net:\n    def __init__(self):\n        self.ps = [torch.randn(s).mul(.05).requires_grad_() for s in ((784, 30), (30,), (30, 1), (1,))]\n    def parameters(self):\n        return self.ps\n    def __call__(self, xb):\n        return simple_net(xb, *self.ps)\ndef make_simple_net():\n    return Net()",
        "names, flattened first": "from collections import OrderedDict\ndef make_simple_net():\n    return nn.Sequential(OrderedDict(flat=nn.Flatten(), one=nn.Linear(28*28, 30), act=nn.ReLU(inplace=True), two=nn.Linear(30, 1)))",
        "layers unpacked": "def make_simple_net():\n    layers = [nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)]\n    for layer in (layers[0], layers[2]):\n        nn.init.xavier_normal_(layer.weight)\n    return nn.Sequential(*layers)",
    },
    "train_simple_net": {
        "torch's optimizer": "def train_simple_net(dl, rate, n):\n    model = make_simple_net()\n    sgd = torch.optim.SGD(model.parameters(), lr=rate)\n    for epoch in range(n):\n        train_epoch_with(model, dl, sgd)\n    return model",
        "all by hand": "from unit04_loss import mnist_loss\ndef train_simple_net(train_dl, lr, epochs):\n    net = make_simple_net()\n    net.train()\n    for epoch in range(epochs):\n        for xb, yb in train_dl:\n            net.zero_grad()\n            loss = mnist_loss(net(xb), yb)\n            loss.backward()\n            with torch.no_grad():\n                for p in net.parameters():\n                    p -= lr * p.grad\n    return net.eval()",
        "train_epoch of unit 5": "from unit05_training import train_epoch\ndef train_simple_net(train_dl, lr, epochs):\n    net = make_simple_net()\n    params = list(net.parameters())\n    for _ in range(epochs):\n        train_epoch(net, train_dl, lr, params)\n    return net",
        "a new optimizer every epoch": "def train_simple_net(train_dl, lr, epochs):\n    net = make_simple_net()\n    while epochs > 0:\n        train_epoch_with(net, train_dl, BasicOptim(net.parameters(), lr))\n        epochs -= 1\n    return net",
        "a module of its own": "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.out, self.hid = nn.Linear(30, 1), nn.Linear(784, 30)\n    def forward(self, x):\n        return self.out(relu(self.hid(x)))\n" + TRAIN.replace("make_simple_net", "Net") + LOOP + "    return net",
    },
}  # fmt: skip

# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "relu": {
        "in place": ("def relu(x):\n    x[x < 0] = 0\n    return x", "A method whose name ends in _ changes x itself: use the one without, or work on x.clone()."),
        "clamp_": ("def relu(x):\n    return x.clamp_(min=0)", "A method whose name ends in _ changes x itself: use the one without, or work on x.clone()."),
        "the wrong side": ("def relu(x):\n    return torch.where(x < 0, x, 0.)", "It looks as if the positive numbers are the ones that vanish: keep those, and replace the negative ones."),
        "ones": ("def relu(x):\n    return torch.where(x > 0, 1., 0.)", "That is 1, or True, for every positive number: keep the number itself, for example by x times that."),
        "truth": ("def relu(x):\n    return x > 0", "That is 1, or True, for every positive number: keep the number itself, for example by x times that."),
        "abs": ("def relu(x):\n    return torch.abs(x)", "It looks as if the signs are dropped, as abs() does: a negative number should become 0, whatever its size."),
        "max": ("def relu(x):\n    return max(x, torch.tensor(0.))", "if and Python's max compare two single numbers: for a whole tensor use x.clamp_min(0.0) or torch.where."),
        "if": ("def relu(x):\n    if x < 0:\n        return 0\n    return x", "if and Python's max compare two single numbers: for a whole tensor use x.clamp_min(0.0) or torch.where."),
        "the largest": ("def relu(x):\n    return x.max()", "The largest number of the tensor comes back: relu treats every number by itself, so keep the shape."),
        "left out": ("def relu(x):\n    return x[x > 0]", "There are fewer numbers than before: put a 0 in place of each negative one, so that the shape stays."),
        "from 0 to 1": ("def relu(x):\n    return x.clamp(0, 1)", "It looks as if large numbers are cut off at 1: there is a lower bound only, so write x.clamp_min(0.0)."),
        "leaky": ("def relu(x):\n    return nn.functional.leaky_relu(x)", "It looks as if a little of each negative number stays: that is a leaky ReLU, and here they become 0."),
        "a list": ("def relu(x):\n    return [[v.item() if v > 0 else 0. for v in row] for row in x]", "The numbers come back as a plain list: work on the tensor as a whole, so that it stays one."),
        "no gradient": ("def relu(x):\n    with torch.no_grad():\n        return x.clamp(min=0.)", "No gradient can pass: leave out .data, .detach(), torch.no_grad and torch.tensor."),
        "nothing": ("def relu(x):\n    x = x.clamp(min=0.)", "Your function computes the result but gives None back: the return is missing."),
        "a loop": ("def relu(x):\n    return torch.stack([torch.where(v > 0, v, 0.) for v in x.flatten()]).reshape(x.shape)", "Drop the loop and let broadcasting do the work."),
    },
    "simple_net": {
        "the images again": (NET + "    res = xb@w1 + b1\n    res = res.max(tensor(0.0))\n    res = xb@w2 + b2\n    return res", "It looks as if the second layer gets xb again: give it the hidden numbers, which relu has made."),
        "no relu": (NET + "    hidden = xb @ w1 + b1\n    relu(hidden)\n    return hidden @ w2 + b2", "It looks as if the ReLU is missing: without it, two linear layers are no better than one."),
        "relu last": (NET + "    return relu(xb @ w1 @ w2 + b1 @ w2 + b2)", "It looks as if the ReLU comes last: it belongs between the two layers, or scores below 0 are lost."),
        "relu twice": (NET + "    for w, b in ((w1, b1), (w2, b2)):\n        xb = relu(xb @ w + b)\n    return xb", "It looks as if there is a second ReLU at the end: it cuts off the scores below 0, so leave it out there."),
        "b1 too late": (NET + "    return (relu(xb @ w1) + b1) @ w2 + b2", "It looks as if b1 is added after the ReLU: it belongs to the first layer, so add it before."),
        "no b1": (NET + "    return relu(xb @ w1) @ w2 + b2", "It looks as if b1 is missing: the first layer is xb @ w1 + b1."),
        "no b2": (NET + "    return relu(xb @ w1 + b1) @ w2", "It looks as if b2 is missing: add it at the very end."),
        "no biases": (NET + "    return relu(xb @ w1) @ w2", "It looks as if both biases are missing: a linear layer adds one after its product."),
        "biases mixed up": (NET + "    return relu(xb @ w1 + b2) @ w2 + b1", "It looks as if the biases are mixed up: b1 belongs to the first layer, b2 to the second."),
        "half way": (NET + "    return relu(xb @ w1 + b1)", "Those are the hidden numbers: the second layer, @ w2 + b2, is missing."),
        "a sigmoid at the end": (NET + "    return torch.sigmoid(relu(xb @ w1 + b1) @ w2 + b2)", "It looks as if there is a sigmoid at the end: give the raw scores, the loss takes the sigmoid itself."),
        "a sigmoid between": (NET + "    return torch.sigmoid(xb @ w1 + b1) @ w2 + b2", "It looks as if there is a sigmoid between the layers: this network has a ReLU there."),
        "weights first": (NET + "    return w2 @ relu(w1 @ xb + b1) + b2", "In a matrix product the order counts: the images come first, xb @ w1."),
        "number by number": (NET + "    return relu(xb * w1 + b1) * w2 + b2", "* multiplies number by number: a linear layer needs the matrix product, @."),
        "a row": (NET + "    return (relu(xb @ w1 + b1) @ w2 + b2).flatten()", "The scores are right, but no column any more: keep the shape [n, 1], without squeeze or flatten."),
        "cut off": (NET + "    return relu(xb.data @ w1.data + b1.data) @ w2.data + b2.data", "No gradient reaches the parameters: leave out .data, .detach(), .item() and torch.no_grad."),
        "nothing": (NET + "    hidden = relu(xb @ w1 + b1)\n    out = hidden @ w2 + b2", "Your function computes the scores but gives None back: the return is missing."),
        "image by image": (NET + "    return torch.stack([relu(x @ w1 + b1) @ w2 + b2 for x in xb])", "Drop the loop and let broadcasting do the work."),
    },
    "make_simple_net": {
        "no relu": (MAKE + "nn.Linear(784, 30), nn.Identity(), nn.Linear(30, 1))", "It looks as if the ReLU is missing: put nn.ReLU() between the layers, or two are no better than one."),
        "the class": (MAKE + "nn.Linear(784, 30), nn.ReLU, nn.Linear(30, 1))", "nn.ReLU is a class: make a layer of it with parentheses, nn.ReLU()."),
        "their own relu": (MAKE + "nn.Linear(784, 30), relu, nn.Linear(30, 1))", "nn.Sequential wants layers, and relu is a function: use the layer nn.ReLU(), or write a module with a forward."),
        "a list": (MAKE + "[nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)])", "nn.Sequential takes the layers one by one: leave out the brackets of the list."),
        "the layers": ("def make_simple_net():\n    a, b, c = nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1)\n    return a, b, c", "The layers come back side by side: nn.Sequential(...) makes one network of them."),
        "a function": ("def make_simple_net():\n    a, b = nn.Linear(784, 30), nn.Linear(30, 1)\n    def net(x):\n        return b(relu(a(x)))\n    return net", "A function has no parameters to learn: give a module, such as nn.Sequential makes, that holds its own."),
        "sizes": (MAKE + "nn.Linear(784, 30), nn.ReLU(), nn.Linear(784, 1))", "The sizes do not fit one another: what the first layer gives, 30 numbers, is what the second one takes."),
        "outputs first": (MAKE + "nn.Linear(30, 784), nn.ReLU(), nn.Linear(1, 30))", "nn.Linear takes the number of inputs first: nn.Linear(784, 30), then nn.Linear(30, 1)."),
        "two scores": (MAKE + "nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 2))", "There is more than one score for an image: the last layer is nn.Linear(30, 1)."),
        "no biases": (MAKE + "nn.Linear(784, 30, False), nn.ReLU(), nn.Linear(30, 1, False))", "It looks as if the biases are missing: leave out bias=False."),
        "linear": (MAKE + "nn.Linear(784, 1), nn.ReLU())", "That is the linear model: a network has two layers, with nn.ReLU() between them."),
        "100 hidden": (MAKE + "nn.Linear(784, 100), nn.ReLU(), nn.Linear(100, 1))", "The layers should make 30 numbers of 784 pixels, and 1 score of the 30: nn.Linear(784, 30) and nn.Linear(30, 1)."),
        "relu last": (MAKE + "nn.Linear(784, 30), nn.Linear(30, 1), nn.ReLU())", "It looks as if the ReLU comes last: it belongs between the two layers, or scores below 0 are lost."),
        "relu twice": (MAKE + "nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1), nn.ReLU())", "It looks as if there is a second ReLU at the end: it cuts off the scores below 0, so leave it out there."),
        "sigmoid last": (MAKE + "nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1), nn.Sigmoid())", "It looks as if there is a sigmoid at the end: give the raw scores, the loss takes the sigmoid itself."),
        "sigmoid between": (MAKE + "nn.Linear(784, 30), nn.Sigmoid(), nn.Linear(30, 1))", "It looks as if there is a sigmoid between the layers: put nn.ReLU() there."),
        "tanh": (MAKE + "nn.Linear(784, 30), nn.Tanh(), nn.Linear(30, 1))", "Between the two layers there should be nn.ReLU(), and nothing after them."),
        "a row": (MAKE + "nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1), nn.Flatten(0, 1))", "The scores are no column: keep the shape [n, 1], without a layer that flattens them."),
        "one for all": ("NET = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))\ndef make_simple_net():\n    return NET", "Two calls give networks with the same numbers: make a new one in every call, and leave out torch.manual_seed."),
        "a seed": ("def make_simple_net():\n    torch.manual_seed(42)\n" + MAKE.partition("\n")[2] + "nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))", "Two calls give networks with the same numbers: make a new one in every call, and leave out torch.manual_seed."),
        "zeros": ("def make_simple_net():\n    net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))\n    nn.init.constant_(net[0].weight, 0.01)\n    return net", "All weights start alike, so the 30 hidden numbers would stay alike for ever: begin with random ones."),
        "nothing": ("def make_simple_net():\n    net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))", "Your function makes the network but gives None back: the return is missing."),
    },
    "train_simple_net": {
        "nothing": (TRAIN + LOOP, "Your function trains but gives None back: return the network."),
        "a method": (TRAIN.replace("parameters()", "parameters") + LOOP + "    return net", "parameters is a method: call it with its parentheses, net.parameters()."),
        "a new net every epoch": ("def train_simple_net(train_dl, lr, epochs):\n    for i in range(epochs):\n        net = make_simple_net()\n        train_epoch_with(net, train_dl, BasicOptim(net.parameters(), lr))\n    return net", "It looks as if every epoch begins with a new network: make it once, before the loop."),
        "two nets": (TRAIN.replace("net.p", "make_simple_net().p") + LOOP + "    return net", "It looks as if the optimizer looks after another network: make one net, and give its parameters to the optimizer."),
        "two nets, torch's optimizer": (TRAIN.replace("BasicOptim(net", "torch.optim.SGD(make_simple_net()") + LOOP + "    return net", "The network comes back as it began: train it in every epoch, with an optimizer that has its parameters."),
        "no training": (TRAIN + "    return net", "The network comes back as it began: train it in every epoch, with an optimizer that has its parameters."),
        "return in the loop": (TRAIN + LOOP + "        return net", "It looks as if one epoch is trained however many are asked for: loop over range(epochs), and return after the loop."),
        "from 1": (TRAIN + LOOP.replace("range(", "range(1, ") + "    return net", "One epoch is missing: range(1, epochs) has one number less than range(epochs)."),
        "forty": (TRAIN + LOOP.replace("(epochs)", "(40)") + "    return net", "It looks as if a fixed number of epochs is trained however many are asked for: use range(epochs)."),
        "0.1": (TRAIN.replace(", lr)", ", 0.1)").replace("lr, ep", "lr=0.1, ep") .replace("epochs):", "epochs=40):") + LOOP + "    return net", "It looks as if the learning rate is a number of your own: give the optimizer lr."),
        "never cleared": ("from unit04_loss import mnist_loss\n" + TRAIN + "    for _ in range(epochs):\n        for xb, yb in train_dl:\n            loss = mnist_loss(net(xb), yb)\n            loss.backward()\n            opt.step()\n    return net", "backward() adds to .grad: clear the gradients after each step, or let train_epoch_with do it all."),
        "linear": (TRAIN.replace("make_simple_net()", "nn.Linear(784, 1)") + LOOP + "    return net", "It looks as if a linear model is trained: make the network with make_simple_net()."),
        "Adam": (TRAIN.replace("BasicOptim", "torch.optim.Adam") + LOOP + "    return net", "It looks as if another optimizer takes the steps: plain gradient descent is asked for, so use BasicOptim."),
        "momentum": (TRAIN.replace("BasicOptim", "torch.optim.SGD").replace(", lr)", ", lr, momentum=0.9)") + LOOP + "    return net", "It looks as if the steps keep some speed: leave out the momentum, plain gradient descent is asked for."),
        "one net for all": ("net = make_simple_net()\ndef train_simple_net(train_dl, lr, epochs):\n    opt = BasicOptim(net.parameters(), lr)\n" + LOOP + "    return net", "Two calls begin with the same network: call make_simple_net() inside the function, and leave out torch.manual_seed."),
        "the notebook's loader": (TRAIN + LOOP.replace("train_dl", "dl") + "    return net", "Is it a variable of your notebook? Use the function's own arguments."),
    },
}  # fmt: skip

test_a_correct_variant_passes, test_a_wrong_variant_is_told_what_to_do = variants.tests(UNIT, RIGHT, WRONG)
