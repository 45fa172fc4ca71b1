"""OneCycleSGD: gradient descent with momentum, whose rate follows one_cycle."""

import torch
from torch.optim import SGD
from unit11_deeper import one_cycle  # for the written-out mistakes alone

from checks.oracles.deeper import ways
from grader.checking.kit import expect, fail, mistake, needs, read

START = [torch.tensor([0.5, -1.0, 0.0]), torch.tensor([[2.0, -0.25]])]
GRADS = [
    [torch.tensor([1.0, 2.0, -1.0]) * (1 + number % 3), torch.tensor([[-1.0, 0.5]]) * (2 - number % 2)]
    for number in range(8)
]
LR = 0.5

# The mistakes build on torch's SGD itself, whose param_groups[0]["lr"] is the rate.


@mistake('It looks as if the rate never changes: in step, write one_cycle(...) into group["lr"] before torch takes the step.')
class keeps_the_rate(SGD):
    def __init__(self, params, lr, steps):
        super().__init__(params, lr=lr, momentum=0.9)
        self.most, self.steps, self.taken = lr, steps, 0


@mistake("It looks as if the rate stays that of the first step: count the steps, self.taken += 1, and ask for that of the present one.")
class never_counts(keeps_the_rate):
    def step(self):
        self.param_groups[0]["lr"] = one_cycle(0, self.steps, self.most)
        super().step()


@mistake("It looks as if the count is a step ahead: the first step has the rate of step 0, so count after the step.")
class counts_before(keeps_the_rate):
    def step(self):
        self.taken += 1
        self.param_groups[0]["lr"] = one_cycle(self.taken, self.steps, self.most)
        super().step()


@mistake("It looks as if the rate is set after the step, so that every step has the rate of the one before: set it first.")
class sets_it_late(keeps_the_rate):
    def step(self):
        super().step()
        self.param_groups[0]["lr"] = one_cycle(self.taken, self.steps, self.most)
        self.taken += 1


@mistake("It looks as if the momentum is missing: torch.optim.SGD(params, lr=lr, momentum=0.9).")
class has_no_momentum(keeps_the_rate):
    def step(self):
        self.param_groups[0]["momentum"] = 0.0
        self.param_groups[0]["lr"] = one_cycle(self.taken, self.steps, self.most)
        super().step()
        self.taken += 1


@mistake("It looks as if Adam takes the steps: torch.optim.SGD with a momentum of 0.9 is asked for.")
class is_adam(torch.optim.Adam):
    def __init__(self, params, lr, steps):
        super().__init__(params, lr=lr)
        self.most, self.steps, self.taken = lr, steps, 0

    def step(self):
        self.param_groups[0]["lr"] = one_cycle(self.taken, self.steps, self.most)
        super().step()
        self.taken += 1


@mistake("The parameters do not move: after you have set the rate, let torch take the step, self.opt.step().")
class never_steps(keeps_the_rate):
    def step(self):
        self.taken += 1


@mistake("The rate of a step is one number from one_cycle(self.taken, self.steps, self.lr): give it all three.")
class leaves_out_the_steps(keeps_the_rate):
    def step(self):
        one_cycle(self.taken, self.most)  # type: ignore[call-arg]  # that is the mistake


@mistake("It looks as if the arguments are exchanged: first the step, then how many there are, one_cycle(self.taken, self.steps, self.lr).")
class exchanges_the_arguments(keeps_the_rate):
    def step(self):
        one_cycle(self.steps, self.taken, self.most)


@mistake('It looks as if the largest rate shrinks with every step: give one_cycle the lr of __init__, not the group["lr"] of the moment.')
class takes_the_present_rate(keeps_the_rate):
    def step(self):
        for group in self.param_groups:
            group["lr"] = one_cycle(self.taken, self.steps, group["lr"])
        super().step()
        self.taken += 1


@mistake("A method gets the object itself first: write def step(self).")
class step_without_self(keeps_the_rate):
    def step():  # type: ignore[misc]  # that is the mistake
        pass

    step.__qualname__ = "OneCycleSGD.step"  # so that Python's message is the learner's


@mistake("The gradients are still there: in zero_grad call self.opt.zero_grad(), with its parentheses.")
class never_clears(never_counts):
    def step(self):
        self.param_groups[0]["lr"] = one_cycle(self.taken, self.steps, self.most)
        SGD.step(self)
        self.taken += 1

    def zero_grad(self):
        pass


@mistake("It looks as if clearing the gradients moves the cycle on: count in step alone.")
class counts_when_it_clears(never_clears):
    def zero_grad(self):
        self.taken += 1
        SGD.zero_grad(self)


@mistake("It looks as if all share one count: keep self.taken = 0 in __init__, not below the class line.")
class shares_the_count(keeps_the_rate):
    count = {"taken": 0}  # noqa: RUF012  (that is the mistake)

    def step(self):
        self.param_groups[0]["lr"] = one_cycle(self.count["taken"], self.steps, self.most)
        super().step()
        self.count["taken"] += 1


@mistake("The largest rate is the lr that it is given: keep it in __init__, and give it to one_cycle.")
class has_a_rate_of_its_own(counts_when_it_clears):
    def __init__(self, params, lr, steps):
        super().__init__(params, 1.0, steps)

    def zero_grad(self):
        SGD.zero_grad(self)


@mistake("The number of steps is the one that it is given: keep it in __init__, and give it to one_cycle.")
class has_a_number_of_its_own(counts_when_it_clears):
    def __init__(self, params, lr, steps):
        super().__init__(params, lr, 8)

    def zero_grad(self):
        SGD.zero_grad(self)


@mistake("model.parameters() can be walked through only once: make a list of it first, list(params).")
class walks_twice(never_clears):
    def __init__(self, params, lr, steps):
        super().__init__(params, lr, steps)
        self.params = params

    def zero_grad(self):
        for each in self.params:
            each.grad = None


@mistake("It looks as if only one of the parameters is cleared: clear all of them, or call self.opt.zero_grad().")
class clears_one(never_clears):
    def zero_grad(self):
        self.param_groups[0]["params"][0].grad = None


def places(grads, steps):
    """Where all parameters stand after each of the gradients, of a cycle of so many steps."""
    still = [[torch.zeros_like(each) for each in START]] * (steps - len(grads))
    found = [ways(each, [grad[number] for grad in [*grads, *still]], LR) for number, each in enumerate(START)]
    return [list(each) for each in zip(*found, strict=True)][: len(grads)]


def check_eight_steps(student):
    """moves as far as the rate of each step and the momentum say, whatever another optimizer did before"""
    others = student.helpers.leaves(START)
    another = student.OneCycleSGD(others, LR, len(GRADS))
    for grad in GRADS[:3]:
        student.helpers.set_grads(others, grad)
        another.step()
    params = student.helpers.leaves(START)
    opt = student.OneCycleSGD(params, LR, len(GRADS))
    found = []
    for grad in GRADS:
        student.helpers.set_grads(params, grad)
        opt.step()
        found.append(student.helpers.values(params))
        read(found[-1])  # every one: some mistakes begin alike
    for number, (answer, right) in enumerate(zip(found, places(GRADS, len(GRADS)), strict=True)):
        expect(answer, f"the parameters after step {number}").equals(right)


@needs(check_eight_steps)
def check_zero_grad(student):
    """clears the gradients of all parameters, and does not count that as a step"""
    params = student.helpers.leaves(START)
    begins(student, student.OneCycleSGD(params, LR, 12), params, 12)


@needs(check_zero_grad)
def check_generator(student):
    """takes parameters that can be walked through only once, as model.parameters() gives them"""
    params = student.helpers.leaves(START)
    begins(student, student.OneCycleSGD(student.helpers.walk(params), LR, 12), params, 12)


def begins(student, opt, params, steps):
    """Three steps of a longer cycle, with the gradients cleared after each; CheckFailed where one is not as it should be."""
    for number, (grad, right) in enumerate(zip(GRADS[:3], places(GRADS[:3], steps), strict=True)):
        student.helpers.set_grads(params, grad)
        opt.step()
        cleared = opt.zero_grad()
        if not all(read(student.helpers.cleared(params))):
            raise fail(cleared, "Expected no gradients after zero_grad(); some are still there.", "gradients left")
        expect(student.helpers.values(params), f"the parameters after step {number} of {steps}").equals(right)
