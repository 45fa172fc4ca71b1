"""BasicOptim: an object that moves its parameters against their gradients, and clears the gradients."""

from typing import Any

import torch
from torch.optim import SGD

from grader.checking.compare import alike
from grader.checking.kit import expect, fail, mistake, needs, read

VALUES = [torch.tensor([1.0, -2.0]), torch.tensor([[0.5], [0.25], [3.0]])]
GRADS = [torch.tensor([0.5, 2.0]), torch.tensor([[2.0], [-4.0], [1.0]])]
LR = 0.1


# Where a mistake touches one method only, torch's own optimizer does the rest; SGD keeps its parameters in param_groups.


@mistake("The parameters can be walked through only once, as model.parameters() gives them: keep list(params) instead.")
class keeps_the_generator:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        for p in self.params:
            p.data -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


@mistake("It looks as if the learning rate is not used: multiply the gradient by self.lr.")
class ignores_lr(SGD):
    def __init__(self, params, lr):
        super().__init__(params, 1.0)


@mistake("step() knows no lr of its own: keep it in __init__, self.lr = lr, and use self.lr.")
class lr_without_self(SGD):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.data -= lr * p.grad  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)


@mistake("A method knows no params of its own: keep them in __init__, self.params = list(params), and use self.params.")
class params_without_self:
    def __init__(self, params, lr):
        self.lr = lr

    def step(self):
        for p in params:  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)
            p.data -= self.lr * p.grad

    def zero_grad(self):
        for p in params:  # type: ignore[name-defined]  # noqa: F821  (that is the mistake)
            p.grad = None


@mistake("The object was told its parameters, but did not keep them: write self.params = list(params) in __init__.")
class keeps_nothing:
    def __init__(self, params, lr):
        type(self).__name__ = "BasicOptim"  # so that Python's message is the learner's

    def step(self):
        for p in self.params:  # type: ignore[attr-defined]  # that is the mistake
            p.data -= self.lr * p.grad  # type: ignore[attr-defined]  # that is the mistake

    def zero_grad(self):
        for p in self.params:  # type: ignore[attr-defined]  # that is the mistake
            p.grad = None


@mistake("A method gets the object itself first: write def step(self).")
class step_without_self(SGD):
    def step():  # type: ignore[misc]  # that is the mistake
        pass

    step.__qualname__ = "BasicOptim.step"  # so that Python's message is the learner's


@mistake("A method gets the object itself first: write def zero_grad(self).")
class zero_grad_without_self(SGD):
    def zero_grad():  # type: ignore[misc]  # that is the mistake
        pass

    zero_grad.__qualname__ = "BasicOptim.zero_grad"  # so that Python's message is the learner's


@mistake("There is no gradient to use: keep the tensors themselves, no copies of them, and clear nothing before the step.")
class keeps_copies(SGD):
    def __init__(self, params, lr):
        super().__init__([p.detach().clone() for p in params], lr)

    def step(self):
        for p in self.param_groups[0]["params"]:
            p.data -= self.param_groups[0]["lr"] * p.grad


@mistake("You erased the parameters: zero_grad() clears the gradient, p.grad = None or p.grad.zero_(), and not p itself.")
class erases_weights(SGD):
    def zero_grad(self):
        for p in self.param_groups[0]["params"]:
            p.data.zero_()


@mistake("p.zero_() is about the parameter itself: clear its gradient, p.grad = None or p.grad.zero_().")
class zeroes_a_leaf(SGD):
    def zero_grad(self):
        for p in self.param_groups[0]["params"]:
            p.zero_()


@mistake("The old gradients are still there: in zero_grad write p.grad = None or p.grad.zero_(), with parentheses.")
class never_clears(SGD):
    def zero_grad(self):
        for p in self.param_groups[0]["params"]:
            p.grad.zero_


@mistake("A gradient is a tensor or None, so it cannot become the number 0: write p.grad = None or p.grad.zero_().")
class clears_with_a_number(SGD):
    def zero_grad(self):
        for p in self.param_groups[0]["params"]:
            p.grad = 0


@mistake("The parameters did not change: p = p - ... only makes a new tensor, so write p.data -= self.lr * p.grad.")
class makes_new_tensors(SGD):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p = p - p.grad  # without lr: no parameter moves anyway


@mistake("Torch would record this step: change p.data, or put the change under with torch.no_grad().")
class records_the_step(SGD):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p -= p.grad  # without lr: no parameter moves anyway


@mistake("It looks as if the step goes uphill: the loss falls against the gradient, so subtract.")
class goes_uphill(SGD):
    def __init__(self, params, lr):
        super().__init__(params, lr, maximize=True)


@mistake("It looks as if step() clears the gradients too: leave them alone there, clearing is the work of zero_grad().")
class clears_in_the_step(SGD):
    def step(self):
        super().step()
        self.zero_grad()


@mistake("It looks as if step() clears the gradients too: leave them alone there, clearing is the work of zero_grad().")
class takes_the_gradient_away(SGD):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.data -= self.param_groups[0]["lr"] * p.grad
            p.grad = None


@mistake("It looks as if the gradient itself is multiplied by the learning rate: compute self.lr * p.grad beside it.")
class scales_the_gradient(SGD):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.grad *= self.param_groups[0]["lr"]
            p.data -= p.grad


@mistake("It looks as if only the first parameter moves: is there a return inside the loop?")
class first_only(SGD):
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.data -= self.param_groups[0]["lr"] * p.grad
            return


@mistake("It looks as if only the last gradient is cleared: clear it inside the loop, for every parameter.")
class clears_the_last(SGD):
    def zero_grad(self):
        self.param_groups[0]["params"][-1].grad = None


@mistake("It looks as if two optimizers share their parameters: make the list in __init__, as self.params, not in the class.")
class shares_params:
    params: list[torch.Tensor] = []  # noqa: RUF012  (that is the mistake)

    def __init__(self, params, lr):
        # A parameter of an earlier check may have no gradient left, which would stop step().
        self.params[:] = [p for p in self.params if p.grad is not None] + list(params)
        self.lr = lr

    def step(self):
        for p in self.params:
            p.data -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


@mistake("It looks as if the last optimizer's arguments count for all: keep them in self, not in the class or a global.")
class keeps_for_all:
    params: Any
    lr: Any

    def __init__(self, params, lr):
        # __init__ sets both on the class: that is the mistake.
        type(self).params, type(self).lr = list(params), lr

    def step(self):
        for p in self.params:
            p.data -= self.lr * p.grad

    def zero_grad(self):
        for p in self.params:
            p.grad = None


def optimizer(student):
    """The learner's optimizer of two parameters with gradients, and a second list of both, which the learner's code never gets."""
    params = student.helpers.leaves(VALUES)
    tensors = student.helpers.first(params, 2)
    student.helpers.set_grads(params, GRADS)
    return student.BasicOptim(params, LR), tensors


def check_step(student):
    """moves every parameter by the learning rate times its gradient, downhill"""
    opt, tensors = optimizer(student)
    opt.step()
    expected = [value - LR * grad for value, grad in zip(VALUES, GRADS, strict=True)]
    expect(student.helpers.values(tensors), "the parameters after step()").equals(expected)


@needs(check_step)
def check_two_optimizers(student):
    """keeps two optimizers apart"""
    opt, tensors = optimizer(student)
    other = student.helpers.leaves(GRADS)
    student.helpers.set_grads(other, VALUES)
    student.BasicOptim(other, 3 * LR)
    answer = opt.step()
    expected = [value - LR * grad for value, grad in zip(VALUES, GRADS, strict=True)]
    after = student.helpers.values(tensors)
    if not alike(read(student.helpers.values(other)), GRADS):
        raise fail(answer, "Expected the parameters of another optimizer as they were; step() of this one moved them.", "others")
    expect(after, "the parameters after step()").equals(expected)


@needs(check_step)
def check_gradients_stay(student):
    """leaves the gradients as they were when it steps"""
    opt, tensors = optimizer(student)
    answer = opt.step()
    if any(read(student.helpers.cleared(tensors))):
        raise fail(answer, "Expected the gradients as they were after step(); they are cleared.", "cleared")
    expect(student.helpers.grads(tensors), "the gradients after step()").equals(GRADS)


def check_zero_grad(student):
    """clears every gradient, and nothing else"""
    opt, tensors = optimizer(student)
    answer = opt.zero_grad()
    expect(student.helpers.values(tensors), "the parameters after zero_grad()").equals(VALUES)
    if not alike(read(student.helpers.cleared(tensors)), [True, True]):
        sentence = "Expected every gradient to be None or zero afterwards; an old one is still there."
        raise fail(answer, sentence, "gradients")


@needs(check_step, check_two_optimizers, check_zero_grad)
def check_generator(student):
    """takes the parameters as model.parameters() gives them, and steps again and again"""
    params = student.helpers.leaves(VALUES)
    opt = student.BasicOptim(student.helpers.walk(params), LR)
    student.helpers.set_grads(params, GRADS)
    opt.step()
    student.helpers.set_grads(params, GRADS)
    opt.step()
    expected = [value - 2 * LR * grad for value, grad in zip(VALUES, GRADS, strict=True)]
    expect(student.helpers.values(params), "the parameters after step(), twice").equals(expected)
