"""Unit 3: what learners write for slopes, steps and fits, right and wrong, and the sentence each gets to read."""

from grader.checking.verdict import ExerciseVerdict, Status
from grader.grading.judge import Judge
from tests.checks import variants
from tests.checks.variants import Rewrite, judged

UNIT = "unit03_descent"


# What a learner wrote, and what the last line of the first failed check's message says.
WRONG = {
    "gradient_at": {
        "parentheses missing": ("def gradient_at(f, x):\n    x = x.clone().requires_grad_()\n    f(x).backward\n    return x.grad", "There is no gradient yet: call backward(), with its parentheses, and return the .grad of your copy."),
        "not marked": ("def gradient_at(f, x):\n    f(x).backward()\n    return x.grad", "Torch was not told to keep a record: call requires_grad_() on your copy before you put it through f."),
        "x itself": ("def gradient_at(f, x):\n    y = f(x.requires_grad_())\n    y.backward()\n    return x.grad", "It looks as if x itself is marked, and its gradients add up from call to call: work on a copy, x.clone()."),
        "the value": ("def gradient_at(f, x):\n    xt = x.clone().requires_grad_()\n    y = f(xt)\n    y.backward()\n    return y", "That is the value of f, not its slope: call backward() on it, and return the .grad of your copy."),
    },
    "sgd_step": {
        "never cleared": ("def sgd_step(params, lr):\n    for p in params:\n        p.data -= lr * p.grad\n        p.grad.zero_", "The old gradients are still there: after the step write p.grad = None or p.grad.zero_(), with parentheses."),
        "weights erased": ("def sgd_step(params, lr):\n    for p in params:\n        p.data -= p.grad * lr\n        p.data.zero_()", "You erased the parameter itself: after the step clear its gradient, p.grad.zero_(), not p."),
        "new tensors": ("def sgd_step(params, lr):\n    for i, p in enumerate(params):\n        params[i] = p - lr * p.grad", "The parameters did not change: p = p - ... only makes a new tensor, so write p.data -= lr * p.grad."),
        "recorded": ("def sgd_step(params, lr):\n    for p in params:\n        p -= p.grad * lr\n        p.grad.zero_()", "Torch would record this step: change p.data, or put the change under with torch.no_grad()."),
        "uphill": ("def sgd_step(params, lr):\n    for p in params:\n        p.data += p.grad * lr\n        p.grad.zero_()", "It looks as if the step goes uphill: the loss falls against the gradient, so subtract."),
        "no learning rate": ("def sgd_step(params, lr):\n    for p in params:\n        p.data -= p.grad\n        p.grad.zero_()", "It looks as if the learning rate is not used: multiply the gradient by lr."),
        "zeroed first": ("def sgd_step(params, lr):\n    for p in params:\n        p.grad.zero_()\n        p.data -= p.grad * lr", "The gradients are gone, and nothing has moved: first p.data -= lr * p.grad, and only then clear the gradient."),
        "two loops": ("def sgd_step(params, lr):\n    with torch.no_grad():\n        for p in params:\n            p -= lr * p.grad\n    for p in params:\n        p.grad = None", "A generator can be walked through once only: clear each gradient in the same loop that takes the step."),
        "by index": ("def sgd_step(params, lr):\n    for i in range(len(params)):\n        params[i].data -= lr * params[i].grad\n        params[i].grad = None", "The parameters may come in a generator, which has no length and no index: walk through it, for p in params."),
        "a notebook's learning rate": ("def sgd_step(params, lr):\n    for p in params:\n        p.data -= learning_rate * p.grad", "Is it a variable of your notebook? Use the function's own arguments."),
    },
    "quadratic": {
        "opposite order": ("def quadratic(t, params):\n    return params[0] + params[1] * t + params[2] * t**2", "It looks as if a, b and c are taken in the opposite order: the first of params belongs to t squared."),
        "a list": ("def quadratic(t, params):\n    return [params[0] * x * x + params[1] * x + params[2] for x in t]", "That is a list: calculate with the whole tensor t at once, without a loop, and a tensor comes out."),
        "cut off": ("def quadratic(t, params):\n    a, b, c = (p.item() for p in params)\n    return a * t**2 + b * t + c", "The result is cut off from params (.item(), .detach(), .data): backward() could not reach them."),
        "a times t, squared": ("def quadratic(t, params):\n    a, b, c = params\n    return (a * t)**2 + (b * t) + c", "It looks as if a * t is squared as a whole: only t is, so write a * t**2."),
    },
    "mse": {
        "the root": ("def mse(preds, targets):\n    return ((preds - targets)**2).mean()**0.5", "That is the root mean squared error of unit 2: here the mean of the squares is asked for, without the root."),
        "no mean": ("def mse(preds, targets):\n    return (preds - targets).pow(2)", "There is still one square for each prediction: take the .mean() of them all."),
        "absolute": ("def mse(preds, targets):\n    return torch.nn.functional.l1_loss(preds, targets)", "That is the mean absolute difference: square the differences with ** 2 instead of taking .abs()."),
        "a plain number": ("def mse(preds, targets):\n    return float(((preds - targets)**2).mean())", "The result is a plain number, cut off from the predictions: without .item(), backward() can start from it."),
        "detached": ("def mse(preds, targets):\n    return torch.tensor(((preds - targets)**2).mean().item())", "The result is cut off from the predictions (.detach(), .data, no_grad): backward() could not start from it."),
    },
    "apply_step": {
        "parentheses missing": ("def apply_step(t, speed, params, lr):\n    loss = mse(quadratic(t, params), speed)\n    loss.backward\n    sgd_step([params], lr)\n    return loss.item()", "There was no gradient to step along: call loss.backward(), with parentheses, and give sgd_step the list [params]."),
        "no list": ("def apply_step(t, speed, params, lr):\n    loss = mse(quadratic(t, params), speed)\n    loss.backward()\n    sgd_step(params, lr)\n    return loss.item()", "There was no gradient to step along: call loss.backward(), with parentheses, and give sgd_step the list [params]."),
        "a tensor": ("def apply_step(t, speed, params, lr):\n    loss = mse(quadratic(t, params), speed)\n    loss.backward()\n    sgd_step([params], lr)\n    return loss.detach()", "The loss is right, but still a tensor with its whole record: return loss.item()."),
        "the loss afterwards": ("def apply_step(t, speed, params, lr):\n    loss = mse(quadratic(t, params), speed)\n    loss.backward()\n    sgd_step([params], lr)\n    loss = mse(quadratic(t, params), speed)\n    return loss.item()", "That is the loss after the step: work it out once, before the step, and return that one."),
        "never cleared": ("def apply_step(t, speed, params, lr):\n    loss = mse(quadratic(t, params), speed)\n    loss.backward()\n    with torch.no_grad():\n        params -= lr * params.grad\n    return loss.item()", "The step is right, but the gradient stays behind: clear it, or let sgd_step([params], lr) do both."),
        "a new tensor": ("def apply_step(t, speed, params, lr):\n    loss = mse(quadratic(t, params), speed)\n    loss.backward()\n    params = params - lr * params.grad\n    return loss.item()", "The loss is right, but params stayed as it was: call sgd_step([params], lr). (params = params - ... makes a new tensor.)"),
    },
    "fit_quadratic": {
        "the last loss": ("def fit_quadratic(t, speed, params, lr, steps=10):\n    for i in range(steps):\n        loss = apply_step(t, speed, params, lr)\n    return loss", "Only one loss comes back: keep every loss in a list, and return the list after the loop."),
        "return in the loop": ("def fit_quadratic(t, speed, params, lr, steps=10):\n    out = []\n    for i in range(steps):\n        out += [apply_step(t, speed, params, lr)]\n        return out", "It looks as if the return stands inside the loop, so that it ends after one step: move it to the left."),
        "no default": ("def fit_quadratic(t, speed, params, lr, steps):\n    losses = []\n    for _ in range(steps):\n        losses.append(apply_step(t, speed, params, lr))\n    return losses", "Compare the call with the def line, argument by argument: keep all that the stub gives."),
        "printed only": ("def fit_quadratic(t, speed, params, lr, steps=10):\n    for i in range(steps):\n        print(apply_step(t, speed, params, lr))", "The steps are taken, but your function gives None back: return the list of losses."),
        "steps unused": ("def fit_quadratic(t, speed, params, lr, steps=10):\n    return [apply_step(t, speed, params, lr) for i in range(10)]", "It looks as if ten steps are taken however many are asked for: use range(steps)."),
        "never cleared": ("def fit_quadratic(t, speed, params, lr, steps=10):\n    out = []\n    for i in range(steps):\n        loss = mse(quadratic(t, params), speed)\n        loss.backward()\n        with torch.no_grad():\n            params -= params.grad * lr\n        out.append(loss.item())\n    return out", "backward() adds to .grad: clear it after each step, or let apply_step do it all."),
        "tensors": ("def fit_quadratic(t, speed, params, lr, steps=10):\n    out = []\n    for i in range(steps):\n        loss = mse(quadratic(t, params), speed)\n        loss.backward()\n        sgd_step([params], lr)\n        out.append(loss.detach())\n    return out", "The losses are right, but still tensors: keep loss.item() of each."),
    },
}  # fmt: skip


test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)


def failures(verdict: ExerciseVerdict) -> dict[str, list[str]]:
    """The message of each failed check by its title."""
    return {each.title: each.message.split("\n") for each in verdict.checks if each.status is Status.FAILED}


def test_a_gradient_that_is_left_behind_is_said(judge: Judge, rewrite: Rewrite) -> None:
    halved = "def sgd_step(params, lr):\n    for p in params:\n        p.data -= lr * p.grad\n        p.grad /= 2"
    assert failures(judged(judge, rewrite, UNIT, "sgd_step", halved))["clears the gradients after it has used them"] == [
        "Called sgd_step(params, lr 0.1).",
        "Expected every gradient to be None or zero afterwards; an old one is still there.",
        "The old gradients are still there: after the step write p.grad = None or p.grad.zero_(), with parentheses.",
    ]
    halved = "def apply_step(t, s, p, lr):\n    l = mse(quadratic(t, p), s)\n    l.backward()\n    p.data -= lr * p.grad\n    p.grad /= 2\n    return l.item()"
    assert failures(judged(judge, rewrite, UNIT, "apply_step", halved))["clears the gradient again"] == [
        "Called apply_step(t [5], speed [5], params, lr 0.1).",
        "Expected the gradient to be None or zero afterwards; it is still there.",
        "The step is right, but the gradient stays behind: clear it, or let sgd_step([params], lr) do both.",
    ]


def test_a_marked_x_is_said_without_a_mistake_that_fits(judge: Judge, rewrite: Rewrite) -> None:
    marks = "def gradient_at(f, x):\n    slope = torch.func.grad(f)(x)\n    x.requires_grad_()\n    return slope"
    assert failures(judged(judge, rewrite, UNIT, "gradient_at", marks)) == {
        "leaves x as it was": [
            "Called gradient_at(f, x).",
            "Expected x as it was; it requires a gradient now.",
            "It looks as if x itself is marked: leave it as it is, and mark a copy, x.clone().",
        ]
    }


def test_plain_numbers_are_asked_for_in_so_many_words(judge: Judge, rewrite: Rewrite) -> None:
    text = "def apply_step(t, speed, params, lr):\n    return 'five'"
    title = "gives the loss before the step, as a plain number"
    assert failures(judged(judge, rewrite, UNIT, "apply_step", text))[title][1] == "Expected a plain number; got 'five'."
    title = "gives a list with one plain number for each step"
    short = "def fit_quadratic(t, speed, params, lr, steps=10):\n    return [1.0, 2.0]"
    texts = "def fit_quadratic(t, speed, params, lr, steps=10):\n    return ['five'] * steps"
    found = [failures(judged(judge, rewrite, UNIT, "fit_quadratic", each))[title][1:] for each in (short, texts)]
    assert found == [
        ["Expected a list of 4 losses; got a list of 2."],
        ["Expected plain numbers in the list; got something else."],
    ]
