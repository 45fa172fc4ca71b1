"""Unit 4: what learners write for the data, the model and the loss, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit04_loss"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "pr_eight": {
        "the mean": ("def pr_eight(x, w):\n    return torch.mean(x * w)", "It looks as if you took the mean: the score is the sum of the products."),
        "in place": ("def pr_eight(x, w):\n    return x.mul_(w).sum()", "The pixels themselves were multiplied in place, by *= or mul_(): make a new tensor, x * w."),
        "no sum": ("def pr_eight(x, w):\n    return w * x", "There is still one number for each pixel: add them up with .sum()."),
    },
    "make_dataset": {
        "flat labels": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([1]*len(a) + [0]*len(b))", "It looks as if the labels are [n], one axis too few: they are a column, [n, 1], as the predictions will be."),
        "swapped": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([0]*len(a) + [1]*len(b)).float()[:, None]", "It looks as if the labels are swapped: a three is 1 and a seven is 0."),
        "swapped, whole numbers": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([0]*len(a) + [1]*len(b))[:, None]", "It looks as if the labels are swapped: a three is 1 and a seven is 0."),
        "squeezed": ("def make_dataset(a, b):\n    a, b = a.squeeze(), b.squeeze()\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([1.]*len(a) + [0.]*len(b))[:, None]", "The single three or seven lost an axis on the way: squeeze() takes away every axis of length 1, so leave it out."),
        "lengths mixed up": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([1]*len(b) + [0]*len(a))[:, None]", "It looks as if the lengths are mixed up: as many ones as there are threes, and as many zeros as sevens."),
        "a row of labels": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), torch.tensor([[1]*len(a) + [0]*len(b)])", "The labels lie in a row: make a column of them, [n, 1], by unsqueeze(1) or [:, None]."),
        "pairs": ("def make_dataset(a, b):\n    y = torch.tensor([1]*len(a) + [0]*len(b))[:, None]\n    return list(zip(torch.cat([a, b]).view(-1, 784), y))", "Give both back, in one line: return x, y."),
        "a list of labels": ("def make_dataset(a, b):\n    return torch.cat([a, b]).view(-1, 784), [1]*len(a) + [0]*len(b)", "Make a tensor of each: torch.tensor takes a list of numbers."),
        "not flattened": ("def make_dataset(a, b):\n    return torch.cat([a, b]), torch.tensor([1.]*len(a) + [0.]*len(b))[:, None]", "The images still have rows and columns: make one row of 784 numbers of each, with reshape or flatten(1)."),
    },
    "init_params": {
        "no gradient": ("def init_params(size, std=1.0):\n    return std * torch.randn(size)", "The parameters do not ask for gradients: add .requires_grad_() at the end."),
        "too early": ("def init_params(size, std=1.0):\n    return torch.randn(size, requires_grad=True) * std", "It looks as if requires_grad_() comes before the multiplication: then the result is computed and is no parameter."),
        "uniform, with the name": ("def init_params(size, std=1.0):\n    p = torch.rand(size).mul(std)\n    return p.requires_grad_(True)", "It looks as if the numbers come from torch.rand, which gives only 0 to 1: use torch.randn."),
        "std unused, torch.normal": ("def init_params(size, std=1.0):\n    size = (size,) if isinstance(size, int) else size\n    return torch.normal(0., 1., size).requires_grad_()", "It looks as if std is not used: multiply by it."),
        "a seed": ("def init_params(size, std=1.0):\n    torch.manual_seed(42)\n    return (torch.randn(size) * std).requires_grad_()", "The numbers are the same each time: leave out torch.manual_seed, so that every call draws its own."),
        "ones": ("def init_params(size, std=1.0):\n    return (torch.ones(size) * std).requires_grad_()", "All parameters are alike: use random numbers, torch.randn(size)."),
        "unpacked": ("def init_params(size, std=1.0):\n    return (torch.randn(*size) * std).requires_grad_()", "The size may be a single number too, which * cannot unpack: hand it over as it is."),
        "uniform around 0": ("def init_params(size, std=1.0):\n    return torch.empty(size).uniform_(-std, std).requires_grad_()", "It looks as if the numbers come from torch.rand: use torch.randn, whose numbers are normal and need no shift."),
        "a flag": ("def init_params(size, std=1.0):\n    return (torch.randn(size) * std).requires_grad", "requires_grad is a flag, True or False: requires_grad_(), with underscore and parentheses, sets it and gives the tensor."),
        "uniform": ("def init_params(size, std=1.0):\n    return (std * torch.rand(size)).requires_grad_()", "It looks as if the numbers come from torch.rand, which gives only 0 to 1: use torch.randn."),
    },
    "linear1": {
        "no bias": ("def linear1(xb, weights, bias):\n    return torch.mm(xb, weights)", "The bias is missing: add it to every score."),
        "weights first": ("def linear1(xb, weights, bias):\n    return weights @ xb + bias", "In a matrix product the order counts: the images come first, xb @ weights."),
        "matmul, weights first": ("def linear1(xb, weights, bias):\n    return torch.matmul(weights, xb) + bias", "In a matrix product the order counts: the images come first, xb @ weights."),
        "mm, weights first": ("def linear1(xb, weights, bias):\n    return torch.mm(weights, xb) + bias", "In a matrix product the order counts: the images come first, xb @ weights."),
        "weights turned": ("def linear1(xb, weights, bias):\n    return weights.T @ xb + bias", "In a matrix product the order counts: the images come first, and nothing is transposed, xb @ weights."),
        "turned images": ("def linear1(xb, weights, bias):\n    return xb.T @ weights + bias", "In a matrix product the order counts: the images come first, and nothing is transposed, xb @ weights."),
        "cut off": ("def linear1(xb, weights, bias):\n    return xb @ weights.data + bias.data", "No gradient reaches weights and bias: leave out .data, .detach(), .item() and torch.no_grad."),
        "element by element": ("def linear1(xb, weights, bias):\n    return xb * weights.T + bias", "It looks as if images and weights are multiplied number by number: @ is the matrix product."),
    },
    "sigmoid": {
        "in place": ("def sigmoid(x):\n    return x.sigmoid_()", "The numbers themselves were changed, by sigmoid_() or another method that ends in _: take the one without."),
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
        "in place": ("def mnist_loss(p, t):\n    p = p.sigmoid_()\n    return torch.where(t == 1, 1 - p, p).mean()", "The predictions themselves were changed, by sigmoid_() or another method that ends in _: take the one without."),
        "overflow": ("def mnist_loss(p, t):\n    p = torch.exp(p) / (torch.exp(p) + 1)\n    return (p - t).abs().mean()", "For large scores this is nan, infinity divided by infinity: take predictions.sigmoid()."),
        "no abs": ("def mnist_loss(p, t):\n    p = torch.sigmoid(p)\n    return (t - p).mean()", "It looks as if distances above and below 0 cancel out: take .abs() of each difference, or torch.where."),
        "a softmax": ("def mnist_loss(p, t):\n    p = torch.softmax(p, 0)\n    return (t - p).abs().mean()", "It looks as if the softmax is taken, or the tanh: the probabilities come from the sigmoid."),
        "no return": ("def mnist_loss(p, t):\n    loss = (p.sigmoid() - t).abs().mean()", "Your function computes the loss but gives None back: the return is missing."),
    },
}  # fmt: skip


test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)
