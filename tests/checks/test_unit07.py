"""Unit 7: what learners write for a network, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit07_network"

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
}  # fmt: skip

test_a_correct_variant_passes, test_a_wrong_variant_is_told_what_to_do = variants.tests(UNIT, RIGHT, WRONG)
