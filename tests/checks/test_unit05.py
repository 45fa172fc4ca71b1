"""Unit 5: what learners write for batches, gradients and epochs, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit05_training"
EPOCH = "def train_epoch(model, dl, lr, params):\n    for xb, yb in dl:\n        calc_grad(xb, yb, model)\n"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "make_batches": {
        "a generator": ("def make_batches(x, y, batch_size, shuffle=False):\n    for i in range(0, len(x), batch_size):\n        yield x[i:i+batch_size], y[i:i+batch_size]", "The batches can be walked through only once: give a DataLoader or a list, not a generator or an iterator."),
        "a zip": ("def make_batches(x, y, batch_size, shuffle=False):\n    return zip(x.split(batch_size), y.split(batch_size))", "The batches can be walked through only once: give a DataLoader or a list, not a generator or an iterator."),
        "rows by chance": ("class B:\n    def __init__(self, *a):\n        self.a = a\n    def __iter__(self):\n        x, y, n, s = self.a\n        rows = torch.randint(0, len(x), (len(x),)) if s else torch.arange(len(x))\n        return ((x[r], y[r]) for r in rows.split(n))\ndef make_batches(x, y, batch_size, shuffle=False):\n    return B(x, y, batch_size, shuffle)", "Take each row once, in the order of torch.randperm: torch.randint draws some twice and others never."),
        "swapped": ("def make_batches(x, y, batch_size, shuffle=False):\n    return DataLoader(list(zip(y, x)), batch_size=batch_size, shuffle=shuffle)", "It looks as if x and y are swapped: the images come first."),
        "lists of pairs": ("def make_batches(x, y, batch_size, shuffle=False):\n    ds = [(a, b) for a, b in zip(x, y)]\n    return [ds[i:i+batch_size] for i in range(0, len(ds), batch_size)]", "Each batch is a list of single pairs: a batch is one pair (xb, yb), with all its images in xb and their labels in yb."),
        "a last row is lost": ("def make_batches(x, y, batch_size, shuffle=False):\n    return [(x[i:i+batch_size], y[i:i+batch_size]) for i in range(0, len(x) - 1, batch_size)]", "A last batch of a single row is lost: let the range end at len(x), not at len(x) - 1."),
        "whole batches only": ("def make_batches(x, y, batch_size, shuffle=False):\n    return [(x[i*batch_size:(i+1)*batch_size], y[i*batch_size:(i+1)*batch_size]) for i in range(len(x) // batch_size)]", "It looks as if the last, smaller batch is dropped: no row may be left out."),
        "Python's random": ("import random\nclass Batches:\n    def __init__(self, *a):\n        self.a = a\n    def __iter__(self):\n        x, y, n, s = self.a\n        rows = list(range(len(x)))\n        if s:\n            random.shuffle(rows)\n        for i in range(0, len(rows), n):\n            yield x[rows[i:i+n]], y[rows[i:i+n]]\ndef make_batches(x, y, batch_size, shuffle=False):\n    return Batches(x, y, batch_size, shuffle)", "torch.manual_seed cannot repeat this order: shuffle by torch.randperm alone, not by Python's random, NumPy or a generator of your own."),
        "NumPy's random": ("import numpy as np\nclass Batches:\n    def __init__(self, *a):\n        self.a = a\n    def __iter__(self):\n        x, y, n, s = self.a\n        rows = np.random.permutation(len(x)) if s else np.arange(len(x))\n        for i in range(0, len(rows), n):\n            yield x[rows[i:i+n]], y[rows[i:i+n]]\ndef make_batches(x, y, batch_size, shuffle=False):\n    return Batches(x, y, batch_size, shuffle)", "torch.manual_seed cannot repeat this order: shuffle by torch.randperm alone, not by Python's random, NumPy or a generator of your own."),
        "shuffled once": ("def make_batches(x, y, batch_size, shuffle=False):\n    if shuffle:\n        rows = torch.randperm(x.shape[0])\n        x, y = x[rows], y[rows]\n    return list(zip(x.split(batch_size), y.split(batch_size)))", "It looks as if the order is drawn once: with shuffle=True every walk needs a new one."),
        "always shuffled": ("def make_batches(x, y, batch_size, shuffle=False):\n    rows = torch.randperm(len(x))\n    return [(x[r], y[r]) for r in rows.split(batch_size)]", "It looks as if the rows are always shuffled: with shuffle=False they stay in order."),
        "no shuffle": ("def make_batches(x, y, batch_size, shuffle=False):\n    return [(x[i:i+batch_size], y[i:i+batch_size]) for i in range(0, len(x), batch_size)]", "It looks as if shuffle is not used: with shuffle=True every walk has a new order."),
    },
    "calc_grad": {
        "no parentheses": ("def calc_grad(xb, yb, model):\n    loss = mnist_loss(model(xb), yb)\n    loss.backward\n    return loss", "No gradient arrived: write loss.backward(), with its parentheses, on the very loss that mnist_loss gives, and on no number made anew."),
        "no grad": ("def calc_grad(xb, yb, model):\n    with torch.no_grad():\n        loss = mnist_loss(model(xb), yb)\n    loss.backward()", "The loss is cut off from the parameters: give it the predictions first and then the targets, and leave out .detach() and no_grad."),
        "detached": ("def calc_grad(xb, yb, model):\n    mnist_loss(model(xb).detach(), yb).backward()", "The loss is cut off from the parameters: give it the predictions first and then the targets, and leave out .detach() and no_grad."),
        "the loss made anew": ("def calc_grad(xb, yb, model):\n    torch.tensor(mnist_loss(model(xb), yb).item(), requires_grad=True).backward()", "No gradient arrived: write loss.backward(), with its parentheses, on the very loss that mnist_loss gives, and on no number made anew."),
        "swapped": ("def calc_grad(xb, yb, model):\n    loss = mnist_loss(yb, model(xb))\n    loss.backward()", "The loss is cut off from the parameters: give it the predictions first and then the targets, and leave out .detach() and no_grad."),
        "the model": ("def calc_grad(xb, yb, model):\n    loss = mnist_loss(model, yb)\n    loss.backward()", "It looks as if the loss gets the model itself: call the model with the batch, model(xb)."),
        "a step too": ("def calc_grad(xb, yb, model):\n    mnist_loss(model(xb), yb).backward()\n    with torch.no_grad():\n        for p in model.parameters():\n            p -= p.grad", "It looks as if calc_grad takes a step too: it should leave the parameters as they are."),
        "clears inside": ("def calc_grad(xb, yb, model):\n    for p in model.parameters():\n        p.grad = None\n    mnist_loss(model(xb), yb).backward()", "It looks as if the gradients are cleared here: calc_grad only adds to them, clearing is the training loop's work."),
    },
    "train_epoch": {
        "erases the weights": (EPOCH + "        for p in params:\n            p.data -= p.grad * lr\n            p.data.zero_()", "You erased the weights: after the step clear the gradient, p.grad.zero_(), not the parameter itself."),
        "cleared before the step": (EPOCH + "        for p in params:\n            p.grad.zero_()\n            p.data -= lr * p.grad", "The parameters did not change: write p.data -= lr * p.grad, for p = p - ... only makes a new tensor, and clear .grad after the step."),
        "the dataset": ("def train_epoch(model, dl, lr, params):\n    for x, y in dl.dataset:\n        calc_grad(x[None], y[None], model)", "Walk the batches themselves, for xb, yb in dl: its dataset would give the images one by one."),
        "a loader that is no argument": ("def train_epoch(model, lr, params):\n    for xb, yb in dl:\n        calc_grad(xb, yb, model)", "Compare the call with the def line, argument by argument: keep all that the stub gives."),
        "a notebook's loader": ("def train_epoch(model, dl, lr, params):\n    for xb, yb in train_dl:\n        calc_grad(xb, yb, model)", "Is it a variable of your notebook? Use the function's own arguments."),
        "never zeroed": (EPOCH + "        for p in params:\n            p.data.add_(-lr * p.grad)", "backward() adds to .grad: clear it after each step, or the old gradients are used again."),
        "a new tensor": (EPOCH + "        for p in params:\n            p = p - lr * p.grad\n        for p in params:\n            p.grad = None", "The parameters did not change: write p.data -= lr * p.grad, for p = p - ... only makes a new tensor, and clear .grad after the step."),
        "uphill": (EPOCH + "        for p in params:\n            p.data += lr * p.grad\n            p.grad = None", "It looks as if the step goes uphill: the loss falls against the gradient, so subtract."),
    },
    "batch_accuracy": {
        "broadcast": ("def batch_accuracy(preds, yb):\n    return ((preds.sigmoid() > 0.5) == yb.squeeze()).float().mean()", "Predictions [n, 1] and labels [n] broadcast to [n, n]: give both the same shape before you compare them."),
        "raw scores": ("def batch_accuracy(preds, yb):\n    return ((preds > 0.5).float() == yb).float().mean()", "Predictions are raw scores: 0.3 is a probability of 0.57. Take the sigmoid first, or compare the scores with 0."),
        "two sigmoids": ("def batch_accuracy(preds, yb):\n    return ((preds.sigmoid().sigmoid() > 0.5) == yb).float().mean()", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once."),
        "a softmax": ("def batch_accuracy(preds, yb):\n    return (torch.softmax(preds, 1).round() == yb).float().mean()", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once."),
        "all are threes": ("def batch_accuracy(preds, yb):\n    return (yb == 1).float().mean()", "It looks as if every score counts as a three: a second sigmoid does that, or a softmax. Take the sigmoid once."),
        "in place": ("def batch_accuracy(preds, yb):\n    return ((preds.sigmoid_() > 0.5) == yb).float().mean()", "The scores themselves were changed, by sigmoid_() or another method that ends in _: take the one without."),
        "argmax": ("def batch_accuracy(preds, yb):\n    return (torch.argmax(preds, dim=1)[:, None] == yb).float().mean()", "There is a single score for each image, so argmax says 0 every time: ask whether the score is above 0."),
        "threes alone": ("def batch_accuracy(preds, yb):\n    n = 0\n    for p, y in zip(preds.sigmoid(), yb):\n        if p > 0.5 and y == 1:\n            n += 1\n    return n / len(yb)", "It looks as if only the threes that were found count: a seven that was taken for a seven is a right answer too."),
        "percent": ("def batch_accuracy(preds, yb):\n    return ((preds > 0) == yb).float().mean() * 100", "It looks as if the result is a percentage: give a number from 0 to 1."),
        "probabilities": ("def batch_accuracy(preds, yb):\n    return (torch.sigmoid(preds) == yb).float().mean()", "Probabilities are hardly ever exactly 0 or 1: first ask which are above 0.5, then compare with the labels."),
    },
    "validate_epoch": {
        "the last batch": ("def validate_epoch(model, dl):\n    for xb, yb in dl:\n        acc = batch_accuracy(model(xb), yb)\n    return acc", "It looks as if only the last batch counts: collect the accuracy of every batch, then take the mean."),
        "the training data": ("def validate_epoch(model, dl):\n    return sum(batch_accuracy(model(xb), yb) for xb, yb in train_dl)", "Is it a variable of your notebook? Use the function's own arguments."),
        "gradients too": ("def validate_epoch(model, dl):\n    accs = []\n    for xb, yb in dl:\n        preds = model(xb)\n        loss = mnist_loss(preds, yb)\n        if loss.requires_grad: loss.backward()\n        accs.append(batch_accuracy(preds, yb))\n    return torch.stack(accs).mean().item()", "It looks as if gradients are computed here too: nothing is learned from the validation set, so leave calc_grad and backward() out."),
        "no model": ("def validate_epoch(model, dl):\n    accs = [batch_accuracy(xb, yb) for xb, yb in dl]\n    return round(torch.stack(accs).mean().item(), 4)", "It looks as if the model is not asked: give batch_accuracy what model(xb) says, not xb itself."),
        "a rounded tensor": ("def validate_epoch(model, dl):\n    accs = [batch_accuracy(model(xb), yb) for xb, yb in dl]\n    return round(sum(accs) / len(accs), 4)", "round() takes plain numbers: make one of the tensor first, by .item() or float()."),
        "a list": ("def validate_epoch(model, dl):\n    return [batch_accuracy(model(xb), yb).item() for xb, yb in dl]", "The accuracies are still a list, one a batch: give back their mean."),
    },
}  # fmt: skip


test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)
