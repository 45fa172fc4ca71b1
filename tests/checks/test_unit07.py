"""Unit 7: what learners write for a network, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit07_network"
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
}  # fmt: skip

test_a_correct_variant_passes, test_a_wrong_variant_is_told_what_to_do = variants.tests(UNIT, RIGHT, WRONG)
