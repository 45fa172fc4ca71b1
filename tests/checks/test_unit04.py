"""Unit 4: what learners write for the data, the model and the loss, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit04_loss"

RIGHT = {
    "pr_eight": {
        "torch.sum": "def pr_eight(x, w):\n    return torch.sum(torch.mul(x, w))",
        "a dot product": "def pr_eight(x, w):\n    return x.flatten() @ w.flatten()",
        "a plain float": "def pr_eight(x, w):\n    return (w * x).sum().item()",
    },
    "make_dataset": {
        "view and lists": "def make_dataset(threes, sevens):\n    x = torch.cat([threes, sevens]).view(-1, 784)\n    y = torch.tensor([1]*len(threes) + [0]*len(sevens)).unsqueeze(1)\n    return x, y",
        "whole-number labels in a list": "def make_dataset(a, b):\n    x = torch.cat((a, b)).flatten(1)\n    return [x, torch.cat((torch.ones(len(a)), torch.zeros(len(b)))).long()[:, None]]",
        "vstack": "def make_dataset(a, b):\n    return torch.vstack([a.reshape(len(a), -1), b.reshape(len(b), -1)]), torch.vstack([torch.ones(len(a), 1), torch.zeros(len(b), 1)])",
    },
    "init_params": {
        "torch.normal": "def init_params(size, std=1.0):\n    size = (size,) if isinstance(size, int) else size\n    return torch.normal(0.0, std, size, requires_grad=True)",
        "a parameter": "def init_params(size, std=1.0):\n    return torch.nn.Parameter(torch.randn(size) * std)",
        "the attribute": "def init_params(size, std=1.0):\n    p = std * torch.randn(size)\n    p.requires_grad = True\n    return p",
    },
    "linear1": {
        "matmul": "def linear1(xb, weights, bias):\n    return torch.matmul(xb, weights) + bias",
        "addmm": "def linear1(x, w, b):\n    return torch.addmm(b, x, w)",
        "the library": "def linear1(x, w, b):\n    return torch.nn.functional.linear(x, w.t(), b)",
    },
    "sigmoid": {
        "the library": "def sigmoid(x):\n    return torch.sigmoid(x)",
        "the method": "def sigmoid(x):\n    return x.sigmoid()",
        "tanh": "def sigmoid(x):\n    return (torch.tanh(x / 2) + 1) / 2",
    },
    "mnist_loss": {
        "method": "def mnist_loss(predictions, targets):\n    predictions = predictions.sigmoid()\n    return torch.where(targets == 1, 1 - predictions, predictions).mean()",
        "hand-written sigmoid": "def mnist_loss(p, t):\n    p = 1 / (1 + torch.exp(-p))\n    return (t - p).abs().mean()",
        "flattened": "def mnist_loss(p, t):\n    p, t = p.sigmoid().flatten(), t.flatten()\n    return torch.where(t == 1, 1 - p, p).mean()",
        "their own sigmoid": "def mnist_loss(p, t):\n    return torch.where(t.bool(), 1 - sigmoid(p), sigmoid(p)).mean()",
        "a guard": "def mnist_loss(p, t):\n    if p.shape != t.shape:\n        raise ValueError('shapes')\n    return (p.sigmoid() - t).abs().mean()",
        "the library": "def mnist_loss(p, t):\n    return torch.nn.functional.l1_loss(torch.sigmoid(p), t.float())",
        "in place on the predictions": "def mnist_loss(p, t):\n    p = p.sigmoid_()\n    return torch.where(t == 1, 1 - p, p).mean()",
        "one formula": "def mnist_loss(p, t):\n    p = torch.sigmoid(p)\n    return (t * (1 - p) + (1 - t) * p).mean()",
    },
}  # fmt: skip

# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "pr_eight": {
        "the mean": ("def pr_eight(x, w):\n    return torch.mean(x * w)", "It looks as if you took the mean: the score is the sum of the products."),
        "no sum": ("def pr_eight(x, w):\n    return w * x", "There is still one number for each pixel: add them up with .sum()."),
    },
    "make_dataset": {
        "flat labels": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([1]*len(a) + [0]*len(b))", "It looks as if the labels are [n], one axis too few: they are a column, [n, 1], as the predictions will be."),
        "swapped": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([0]*len(a) + [1]*len(b)).float()[:, None]", "It looks as if the labels are swapped: a three is 1 and a seven is 0."),
        "not flattened": ("def make_dataset(a, b):\n    return torch.cat([a, b]), torch.tensor([1.]*len(a) + [0.]*len(b))[:, None]", "The images still have rows and columns: make one row of 784 numbers of each, with reshape or flatten(1)."),
    },
    "init_params": {
        "no gradient": ("def init_params(size, std=1.0):\n    return std * torch.randn(size)", "The parameters do not ask for gradients: add .requires_grad_() at the end."),
        "too early": ("def init_params(size, std=1.0):\n    return torch.randn(size, requires_grad=True) * std", "It looks as if requires_grad_() comes before the multiplication: then the result is computed and is no parameter."),
        "uniform": ("def init_params(size, std=1.0):\n    return (std * torch.rand(size)).requires_grad_()", "It looks as if the numbers come from torch.rand, which gives only 0 to 1: use torch.randn."),
    },
    "linear1": {
        "no bias": ("def linear1(xb, weights, bias):\n    return torch.mm(xb, weights)", "The bias is missing: add it to every score."),
        "element by element": ("def linear1(xb, weights, bias):\n    return xb * weights.T + bias", "It looks as if images and weights are multiplied number by number: @ is the matrix product."),
    },
    "sigmoid": {
        "no minus": ("def sigmoid(x):\n    return 1 / (1 + x.exp())", "It looks as if the minus sign is missing: 1 / (1 + e^-x), with -x."),
        "overflow": ("def sigmoid(x):\n    return x.exp() / (x.exp() + 1)", "For large numbers this is nan, infinity divided by infinity: write 1 / (1 + e^-x)."),
    },
    "mnist_loss": {
        "broadcast": ("def mnist_loss(p, t):\n    p = p.sigmoid()\n    return torch.where(t.squeeze() == 1, 1 - p, p).mean()", "Predictions [n, 1] and targets [n] broadcast to [n, n]: give both the same shape before you compare them."),
        "no mean": ("def mnist_loss(p, t):\n    p = torch.sigmoid(p)\n    return torch.where(t == 1, 1 - p, p)", "There is one number for each image: backward() needs a single one, so take the .mean()."),
        "no sigmoid": ("def mnist_loss(p, t):\n    return torch.where(t == 1, 1 - p, p).mean()", "The predictions are raw scores: put them through the sigmoid first, so that they lie between 0 and 1."),
        "sigmoid twice": ("def mnist_loss(p, t):\n    p = sigmoid(sigmoid(p))\n    return torch.where(t == 1, 1 - p, p).mean()", "It looks as if the sigmoid is taken twice: once is enough."),
        "a hard threshold": ("def mnist_loss(p, t):\n    return ((p > 0).float() - t).abs().mean()", "A hard threshold has no gradient, so nothing could be learned: use the probabilities as they are."),
        "swapped arguments": ("def mnist_loss(targets, predictions):\n    predictions = predictions.float().sigmoid()\n    return torch.where(targets == 1, 1 - predictions, predictions).mean()", "It looks as if predictions and targets are mixed up: the sigmoid belongs to the predictions."),
        "an item": ("def mnist_loss(p, t):\n    p = p.sigmoid()\n    return torch.where(t == 1, 1 - p, p).mean().item()", "The result is a plain number, and backward() needs the tensor: leave .item() away."),
        "no return": ("def mnist_loss(p, t):\n    loss = (p.sigmoid() - t).abs().mean()", "Your function computes the loss but gives None back: the return is missing."),
    },
}  # fmt: skip


test_a_correct_variant_passes, test_a_wrong_variant_is_told_what_to_do = variants.tests(UNIT, RIGHT, WRONG)
