"""Unit 5: what learners write for batches, gradients and epochs, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit05_training"
EPOCH = "def train_epoch(model, dl, lr, params):\n    for xb, yb in dl:\n        calc_grad(xb, yb, model)\n"

RIGHT = {
    "make_batches": {
        "a DataLoader over pairs": "def make_batches(x, y, batch_size, shuffle=False):\n    return DataLoader(list(zip(x, y)), batch_size=batch_size, shuffle=shuffle)",
        "a class of their own": "class B:\n    def __init__(self, x, y, n, s):\n        self.x, self.y, self.n, self.s = x, y, n, s\n    def __iter__(self):\n        o = torch.randperm(len(self.x)) if self.s else torch.arange(len(self.x))\n        for r in o.split(self.n):\n            yield self.x[r], self.y[r]\ndef make_batches(x, y, batch_size, shuffle=False):\n    return B(x, y, batch_size, shuffle)",
        "workers that cannot start": "def make_batches(x, y, batch_size, shuffle=False):\n    return DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle, num_workers=2)",
    },
    "calc_grad": {
        "gives nothing": "def calc_grad(xb, yb, model):\n    preds = model(xb)\n    loss = mnist_loss(preds, yb)\n    loss.backward()",
        "gives the loss": "def calc_grad(xb, yb, model):\n    loss = mnist_loss(model(xb), yb)\n    loss.backward()\n    return loss.item()",
        "a loss of their own": "def calc_grad(xb, yb, model):\n    (model(xb).sigmoid() - yb).abs().mean().backward()",
        "torch.autograd": "def calc_grad(xb, yb, model):\n    torch.autograd.backward(mnist_loss(model(xb), yb))",
    },
    "train_epoch": {
        "data and zero_": EPOCH + "        for p in params:\n            p.data -= p.grad * lr\n            p.grad.zero_()",
        "no_grad": EPOCH + "        with torch.no_grad():\n            for p in params:\n                p -= lr * p.grad\n                p.grad = None",
        "zeroing before and after": "def train_epoch(model, dl, lr, params):\n    for xb, yb in dl:\n        for p in params:\n            p.grad = None\n        calc_grad(xb, yb, model)\n        for p in params:\n            p.data.sub_(lr * p.grad)\n            p.grad.zero_()",
        "torch's optimizer": "def train_epoch(model, dl, lr, params):\n    opt = torch.optim.SGD(params, lr=lr)\n    losses = []\n    for xb, yb in dl:\n        losses.append(calc_grad(xb, yb, model))\n        opt.step()\n        opt.zero_grad()\n    return sum(losses) / len(losses)",
        "without calc_grad": "def train_epoch(model, dl, lr, params):\n    for xb, yb in dl:\n        loss = mnist_loss(model(xb), yb)\n        loss.backward()\n        for p in params:\n            p.data = p.data - p.grad * lr\n            p.grad.data.zero_()",
    },
    "batch_accuracy": {
        "at least": "def batch_accuracy(preds, yb):\n    return ((preds.sigmoid() >= 0.5) == yb).float().mean()",
        "logits": "def batch_accuracy(preds, yb):\n    return ((preds > 0.0) == yb).float().mean()",
        "a float": "def batch_accuracy(preds, yb):\n    correct = (torch.sigmoid(preds) > 0.5).int() == yb.int()\n    return correct.sum().item() / len(yb)",
        "rounded probabilities": "def batch_accuracy(preds, yb):\n    return (preds.sigmoid().round() == yb).float().mean()",
    },
    "validate_epoch": {
        "unrounded": "def validate_epoch(model, dl):\n    accs = [batch_accuracy(model(xb), yb) for xb, yb in dl]\n    return torch.stack(accs).mean()",
        "over the images": "def validate_epoch(model, dl):\n    right = total = 0\n    for xb, yb in dl:\n        right += ((model(xb).sigmoid() > 0.5) == yb).sum().item()\n        total += len(yb)\n    return right / total",
        "eval and train": "def validate_epoch(model, dl):\n    if hasattr(model, 'eval'): model.eval()\n    accs = [float(batch_accuracy(model(xb), yb)) for xb, yb in dl]\n    if hasattr(model, 'train'): model.train()\n    return round(sum(accs) / len(accs), 4)",
    },
}  # fmt: skip

# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "make_batches": {
        "a generator": ("def make_batches(x, y, batch_size, shuffle=False):\n    for i in range(0, len(x), batch_size):\n        yield x[i:i+batch_size], y[i:i+batch_size]", "The batches can be walked through only once: give a DataLoader or a list, not a generator or an iterator."),
        "no shuffle": ("def make_batches(x, y, batch_size, shuffle=False):\n    return [(x[i:i+batch_size], y[i:i+batch_size]) for i in range(0, len(x), batch_size)]", "It looks as if shuffle is not used: with shuffle=True every walk has a new order."),
    },
    "calc_grad": {
        "no parentheses": ("def calc_grad(xb, yb, model):\n    loss = mnist_loss(model(xb), yb)\n    loss.backward\n    return loss", "The loss is computed, but backward() never ran: write loss.backward(), with its parentheses."),
        "clears inside": ("def calc_grad(xb, yb, model):\n    for p in model.parameters():\n        p.grad = None\n    mnist_loss(model(xb), yb).backward()", "It looks as if the gradients are cleared here: calc_grad only adds to them, clearing is the training loop's work."),
    },
    "train_epoch": {
        "erases the weights": (EPOCH + "        for p in params:\n            p.data -= p.grad * lr\n            p.data.zero_()", "You erased the weights: after the step clear the gradient, p.grad.zero_(), not the parameter itself."),
        "the dataset": ("def train_epoch(model, dl, lr, params):\n    for x, y in dl.dataset:\n        calc_grad(x[None], y[None], model)", "Walk the batches themselves, for xb, yb in dl: its dataset would give the images one by one."),
        "a loader that is no argument": ("def train_epoch(model, lr, params):\n    for xb, yb in dl:\n        calc_grad(xb, yb, model)", "Compare the call with the def line, argument by argument: keep all that the stub gives."),
        "a notebook's loader": ("def train_epoch(model, dl, lr, params):\n    for xb, yb in train_dl:\n        calc_grad(xb, yb, model)", "Is it a variable of your notebook? Use the function's own arguments."),
        "never zeroed": (EPOCH + "        for p in params:\n            p.data.add_(-lr * p.grad)", "backward() adds to .grad: clear it after each step, or the old gradients are used again."),
        "a new tensor": (EPOCH + "        for p in params:\n            p = p - lr * p.grad\n        for p in params:\n            p.grad = None", "The parameters did not change. p = p - lr * p.grad only makes a new tensor: write p.data -= lr * p.grad."),
        "uphill": (EPOCH + "        for p in params:\n            p.data += lr * p.grad\n            p.grad = None", "It looks as if the step goes uphill: the loss falls against the gradient, so subtract."),
    },
    "batch_accuracy": {
        "broadcast": ("def batch_accuracy(preds, yb):\n    return ((preds.sigmoid() > 0.5) == yb.squeeze()).float().mean()", "Predictions [n, 1] and labels [n] broadcast to [n, n]: give both the same shape before you compare them."),
        "raw scores": ("def batch_accuracy(preds, yb):\n    return ((preds > 0.5).float() == yb).float().mean()", "Predictions are raw scores: 0.3 is a probability of 0.57. Take the sigmoid first, or compare the scores with 0."),
        "two sigmoids": ("def batch_accuracy(preds, yb):\n    return ((preds.sigmoid().sigmoid() > 0.5) == yb).float().mean()", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once."),
        "a softmax": ("def batch_accuracy(preds, yb):\n    return (torch.softmax(preds, 1).round() == yb).float().mean()", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once."),
        "all are threes": ("def batch_accuracy(preds, yb):\n    return (yb == 1).float().mean()", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once."),
        "probabilities": ("def batch_accuracy(preds, yb):\n    return (torch.sigmoid(preds) == yb).float().mean()", "Probabilities are hardly ever exactly 0 or 1: first ask which are above 0.5, then compare with the labels."),
    },
    "validate_epoch": {
        "the last batch": ("def validate_epoch(model, dl):\n    for xb, yb in dl:\n        acc = batch_accuracy(model(xb), yb)\n    return acc", "It looks as if only the last batch counts: collect the accuracy of every batch, then take the mean."),
        "the training data": ("def validate_epoch(model, dl):\n    return sum(batch_accuracy(model(xb), yb) for xb, yb in train_dl)", "Is it a variable of your notebook? Use the function's own arguments."),
        "a list": ("def validate_epoch(model, dl):\n    return [batch_accuracy(model(xb), yb).item() for xb, yb in dl]", "The accuracies are still a list, one a batch: give back their mean."),
    },
}  # fmt: skip


test_a_correct_variant_passes, test_a_wrong_variant_is_told_what_to_do = variants.tests(UNIT, RIGHT, WRONG)
