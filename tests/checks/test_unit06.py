"""Unit 6: what learners write for an optimizer and the loops around it, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit06_optimizer"
INIT = "class BasicOptim:\n    def __init__(self, params, lr):\n        self.params, self.lr = list(params), lr\n"
STEP = "    def step(self):\n        for p in self.params:\n            p.data -= self.lr * p.grad\n"
EPOCH = "def train_epoch_with(model, dl, opt):\n    for xb, yb in dl:\n        calc_grad(xb, yb, model)\n"
TRAIN = "def train_model(model, train_dl, valid_dl, opt, epochs):\n    accs = []\n    for _ in range(epochs):\n"
ZERO = "    def zero_grad(self):\n        for p in self.params:\n            p.grad = None\n"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "BasicOptim": {
        "the generator": (INIT.replace("list(params)", "params") + STEP + ZERO, "The parameters can be walked through only once, as model.parameters() gives them: keep list(params) instead."),
        "the generator, zeroed": (INIT.replace("list(params)", "params") + STEP + ZERO.replace(" = None", ".zero_()"), "The parameters can be walked through only once, as model.parameters() gives them: keep list(params) instead."),
        "no learning rate": (INIT + STEP.replace("self.lr * ", "") + ZERO, "It looks as if the learning rate is not used: multiply the gradient by self.lr."),
        "lr": (INIT + STEP.replace("self.lr", "lr") + ZERO, "step() knows no lr of its own: keep it in __init__, self.lr = lr, and use self.lr."),
        "params": (INIT + STEP.replace("self.params", "params") + ZERO, "A method knows no params of its own: keep them in __init__, self.params = list(params), and use self.params."),
        "nothing kept": (INIT.replace("self.", "") + STEP + ZERO, "The object was told its parameters, but did not keep them: write self.params = list(params) in __init__."),
        "no self": (INIT + STEP.replace("(self)", "()") + ZERO, "A method gets the object itself first: write def step(self)."),
        "no self in zero_grad": (INIT + STEP + ZERO.replace("(self)", "()"), "A method gets the object itself first: write def zero_grad(self)."),
        "weights of 0": (INIT + STEP + ZERO.replace("p.grad = None", "p.data.zero_()"), "You erased the parameters: zero_grad() clears the gradient, p.grad = None or p.grad.zero_(), and not p itself."),
        "p.zero_": (INIT + STEP + ZERO.replace("p.grad = None", "p.zero_()"), "p.zero_() is about the parameter itself: clear its gradient, p.grad = None or p.grad.zero_()."),
        "p = None": (INIT + STEP + ZERO.replace("p.grad = None", "p = None"), "The old gradients are still there: in zero_grad write p.grad = None or p.grad.zero_(), with parentheses."),
        "the number 0": (INIT + STEP + ZERO.replace("None", "0"), "A gradient is a tensor or None, so it cannot become the number 0: write p.grad = None or p.grad.zero_()."),
        "a new tensor": (INIT + STEP.replace("p.data -= ", "p = p - ") + ZERO, "The parameters did not change: p = p - ... only makes a new tensor, so write p.data -= self.lr * p.grad."),
        "recorded": (INIT + STEP.replace("p.data", "p") + ZERO, "Torch would record this step: change p.data, or put the change under with torch.no_grad()."),
        "uphill": (INIT + STEP.replace("-=", "+=") + ZERO, "It looks as if the step goes uphill: the loss falls against the gradient, so subtract."),
        "clears in the step": (INIT + STEP + "            p.grad.zero_()\n" + ZERO, "It looks as if step() clears the gradients too: leave them alone there, clearing is the work of zero_grad()."),
        "takes the gradient away": (INIT + STEP + "            p.grad = None\n" + ZERO, "It looks as if step() clears the gradients too: leave them alone there, clearing is the work of zero_grad()."),
        "scales the gradient": (INIT + "    def step(self):\n        for p in self.params:\n            p.grad.mul_(self.lr)\n            p.data.sub_(p.grad)\n" + ZERO, "It looks as if the gradient itself is multiplied by the learning rate: compute self.lr * p.grad beside it."),
        "clones": (INIT.replace("list(params)", "[p.clone() for p in params]") + STEP + ZERO, "There is no gradient to use: keep the tensors themselves, no copies of them, and clear nothing before the step."),
        "only the first": (INIT + STEP + "            return\n" + ZERO, "It looks as if only the first parameter moves: is there a return inside the loop?"),
        "only the last": (INIT + STEP + "    def zero_grad(self):\n        for p in self.params:\n            grad = p.grad\n        p.grad = None", "It looks as if only the last gradient is cleared: clear it inside the loop, for every parameter."),
        "in the class": ("class BasicOptim:\n    params = []\n    def __init__(self, params, lr):\n        self.params.extend(params)\n        self.lr = lr\n" + STEP + ZERO, "It looks as if two optimizers share their parameters: make the list in __init__, as self.params, not in the class."),
        "globals": ("PS, LR = [], 0\nclass BasicOptim:\n    def __init__(self, params, lr):\n        global PS, LR\n        PS, LR = list(params), lr\n    def step(self):\n        for p in PS:\n            p.data -= LR * p.grad\n    def zero_grad(self):\n        for p in PS:\n            p.grad = None", "It looks as if the last optimizer's arguments count for all: keep them in self, not in the class or a global."),
    },
    "train_epoch_with": {
        "never cleared": (EPOCH + "        opt.step()\n        opt.zero_grad", "backward() adds to .grad: call opt.zero_grad(), with its parentheses, after each step."),
        "never a step": (EPOCH + "        opt.step\n        opt.zero_grad()", "It looks as if no step is taken: call opt.step(), with its parentheses, for every batch."),
        "cleared too early": (EPOCH + "        opt.zero_grad()\n        opt.step()", "The optimizer found no gradients to step with: calc_grad comes first, then opt.step(), and opt.zero_grad() last."),
        "step first": ("def train_epoch_with(model, dl, opt):\n    for xb, yb in dl:\n        opt.step()\n        calc_grad(xb, yb, model)\n        opt.zero_grad()", "The optimizer found no gradients to step with: calc_grad comes first, then opt.step(), and opt.zero_grad() last."),
        "no gradient": ("def train_epoch_with(model, dl, opt):\n    for xb, yb in dl:\n        loss = model(xb).mean()\n        opt.step()\n        opt.zero_grad()", "The optimizer found no gradients to step with: calc_grad comes first, then opt.step(), and opt.zero_grad() last."),
        "once an epoch": (EPOCH + "    opt.step()\n    opt.zero_grad()", "It looks as if a step is made once an epoch: make one after every batch, inside the loop."),
        "one batch": (EPOCH + "        opt.step()\n        opt.zero_grad()\n        return xb", "It looks as if the epoch ends after the first batch: is there a return inside the loop?"),
        "by hand": (EPOCH + "        for p in opt.params:\n            p.data -= p.grad * opt.lr\n            p.grad = None", "It looks as if you reach into the optimizer: rely on step() and zero_grad() alone, they are all that it promises."),
        "its own, another rate": ("def train_epoch_with(model, dl, opt):\n    opt2 = BasicOptim(model.parameters(), 0.1)\n" + EPOCH.partition("\n")[2] + "        opt2.step()\n        opt2.zero_grad()", "The parameters changed all the same: leave that to opt.step()."),
        "image by image": ("def train_epoch_with(model, dl, opt):\n    for xb, yb in dl:\n        for i in range(len(xb)):\n            calc_grad(xb[i:i+1], yb[i:i+1], model)\n            opt.step()\n            opt.zero_grad()", "It looks as if you walk the images one by one: take whole batches from dl."),
        "a notebook's optimizer": (EPOCH + "        optimizer.step()\n        optimizer.zero_grad()", "optimizer is no name here: the function is given its optimizer as opt, so call opt.step() and opt.zero_grad()."),
        "mnist_loss": ("def train_epoch_with(model, dl, opt):\n    for xb, yb in dl:\n        mnist_loss(model(xb), yb).backward()\n        opt.step()\n        opt.zero_grad()", "mnist_loss is not imported in this unit: call calc_grad, or import it from unit04_loss."),
        "cleared before": ("def train_epoch_with(model, dl, opt):\n    for xb, yb in dl:\n        opt.zero_grad()\n        calc_grad(xb, yb, model)\n        opt.step()", "The gradients of the last batch are left behind: call opt.zero_grad() at the end of the loop, after the step."),
        "backward again": (EPOCH + "        calc_grad(xb, yb, model)\n        opt.step()\n        opt.zero_grad()", "It looks as if the gradients are computed twice, and so add up: calc_grad already calls backward()."),
    },
    "train_model": {
        "the training data": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, train_dl))\n    return accs", "You measured data that the model trained on: give validate_epoch the validation set, valid_dl."),
        "trains on the validation set": (TRAIN + "        train_epoch_with(model, valid_dl, opt)\n        accs.append(validate_epoch(model, valid_dl))\n    return accs", "It looks as if the model trains on the validation set: give train_epoch_with the other loader, train_dl."),
        "one number": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n    return validate_epoch(model, valid_dl)", "Only one accuracy comes back: put each into a list in the loop, and return the list after it."),
        "return in the loop": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, valid_dl))\n        return accs", "It looks as if the return stands inside the loop, so that it ends after one epoch: move it to the left."),
        "a new list each time": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n        accs = [validate_epoch(model, valid_dl)]\n    return accs", "Only the last accuracy is in the list: make the list before the loop, and append to it inside."),
        "after the loop": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n    accs.append(validate_epoch(model, valid_dl))\n    return accs", "Only the last accuracy is in the list: make the list before the loop, and append to it inside."),
        "prints": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n        print(validate_epoch(model, valid_dl), end=' ')", "The model is trained, but your function gives None back: return the list of accuracies (printing is not enough)."),
        "measures first": (TRAIN + "        accs.append(validate_epoch(model, valid_dl))\n        train_epoch_with(model, train_dl, opt)\n    return accs", "It looks as if you measure before each epoch: train first, then measure."),
        "the start too": (TRAIN.replace("[]", "[validate_epoch(model, valid_dl)]") + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, valid_dl))\n    return accs", "There is one number too many: measure after each epoch, and not before the first."),
        "from 1": (TRAIN.replace("range(", "range(1, ") + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, valid_dl))\n    return accs", "One epoch is missing: range(1, epochs) has one number less than range(epochs)."),
        "twenty": (TRAIN.replace("range(epochs)", "range(20)") + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, valid_dl))\n    return accs", "It looks as if a fixed number of epochs is trained however many are asked for: use range(epochs)."),
        "no training": (TRAIN + "        train_epoch_with\n        accs.append(validate_epoch(model, valid_dl))\n    return accs", "It looks as if the model is never trained: call train_epoch_with in every epoch, before you measure."),
        "a list of None": (TRAIN + "        accs.append(train_epoch_with(model, train_dl, opt))\n    return accs", "The list holds what train_epoch_with gives back, and that is nothing: append what validate_epoch says."),
        "a tensor": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, valid_dl))\n    return torch.tensor(accs)", "The accuracies are right, but in a tensor: a plain list is asked for."),
        "percent": (TRAIN + "        train_epoch_with(model, train_dl, opt)\n        accs.append(validate_epoch(model, valid_dl) * 100)\n    return accs", "It looks as if the accuracies are percentages: keep them from 0 to 1, as validate_epoch gives them."),
        "the notebook's loaders": (TRAIN + "        train_epoch_with(model, dl, opt)\n        accs.append(validate_epoch(model, dl))\n    return accs", "Is it a variable of your notebook? Use the function's own arguments."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)
