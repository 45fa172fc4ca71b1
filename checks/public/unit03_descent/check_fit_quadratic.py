"""fit_quadratic: step after step, and the losses on the way."""

import torch
from unit03_descent import apply_step, mse, quadratic  # for the written-out mistakes alone

from grader.checking.kit import change, expect, fail, gives, kind, mistake, needs, read

# The example of the text: four steps from parameters of 0.
T, SPEED, START, LR, STEPS = torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]), torch.zeros(3), 0.1, 4
TEN = [5.0, 2.18, 0.9556, 0.4234, 0.1916, 0.0901, 0.0453, 0.0252, 0.0158, 0.0112]  # the losses of ten steps


@mistake("Only one loss comes back: keep every loss in a list, and return the list after the loop.")
def last_loss_alone(t, speed, params, lr, steps=10):
    for _ in range(steps):
        loss = apply_step(t, speed, params, lr)
    return loss


@mistake("It looks as if the return stands inside the loop, so that it ends after one step: move it to the left.")
def returns_inside_the_loop(t, speed, params, lr, steps=10):
    losses = []
    for _ in range(steps):
        losses.append(apply_step(t, speed, params, lr))
        return losses


@mistake("The steps are taken, but your function gives None back: return the list of losses.")
def returns_nothing(t, speed, params, lr, steps=10):
    for _ in range(steps):
        apply_step(t, speed, params, lr)


mistake("ten_always", "It looks as if ten steps are taken however many are asked for: use range(steps).", change("(steps)", "(10)"))
mistake("one_step_less", "One step is missing: range(1, steps) has one number less than range(steps).",
        change("range(steps)", "range(1, steps)"))
mistake("one_step_more", "There is one step too many: range(steps) is enough.", change("(steps)", "(steps + 1)"))


@mistake("It looks as if each loss is taken after its step: apply_step gives the one before, and that is the one to keep.")
def losses_afterwards(t, speed, params, lr, steps=10):
    losses = []
    for _ in range(steps):
        apply_step(t, speed, params, lr)
        losses.append(mse(quadratic(t, params), speed).item())
    return losses


@mistake("It looks as if apply_step is called twice in every round: each call takes a step, so keep what one call gives.")
def steps_twice(t, speed, params, lr, steps=10):
    losses = []
    for _ in range(steps):
        apply_step(t, speed, params, lr)
        losses.append(apply_step(t, speed, params, lr))
    return losses


mistake("never_steps", "The losses never fall: it looks as if no step is taken, or each begins anew. Call apply_step in the loop, on params.",
        change("apply_step(t, speed, params, lr)", "mse(quadratic(t, params), speed).item()"))


@mistake("It looks as if a copy of params is fitted: change params itself, without .clone() or .detach().")
def fits_a_copy(t, speed, params, lr, steps=10):
    params = params.detach().clone().requires_grad_()
    return [apply_step(t, speed, params, lr) for _ in range(steps)]


@mistake("backward() adds to .grad: clear it after each step, or let apply_step do it all.")
def never_clears(t, speed, params, lr, steps=10):
    losses = []
    for _ in range(steps):
        loss = mse(quadratic(t, params), speed)
        loss.backward()
        params.data -= lr * params.grad
        losses.append(loss.item())
    return losses


mistake("keeps_tensors", "The losses are right, but still tensors: keep loss.item() of each.",
        change("apply_step(t, speed, params, lr)", "torch.tensor(apply_step(t, speed, params, lr))"))
mistake("makes_a_tensor", "The losses are right, but in a tensor: a plain list of numbers is asked for.",
        gives("torch.tensor([apply_step(t, speed, params, lr) for _ in range(steps)])"))


@mistake("It looks as if your function gives the parameters back: they change in place, so return the list of losses.")
def returns_params(t, speed, params, lr, steps=10):
    for _ in range(steps):
        apply_step(t, speed, params, lr)
    return params


def fit(student):
    """Four steps by the learner: the answer, and the parameters afterwards."""
    params = student.helpers.leaves([START])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    answer = student.fit_quadratic(T, SPEED, student.helpers.item(params, 0), LR, STEPS)
    return answer, student.helpers.values(params)


def check_one_loss_for_each_step(student):
    """gives a list with one plain number for each step"""
    answer, _ = fit(student)
    losses = read(answer)
    if not isinstance(losses, (list, tuple)) or len(losses) != STEPS:
        raise fail(answer, f"Expected a list of {STEPS} losses; got {kind(losses)}.", "shape")
    if not all(isinstance(each, (int, float)) for each in losses):
        raise fail(answer, "Expected plain numbers in the list; got something else.", "type")


@needs(check_one_loss_for_each_step)
def check_losses_fall(student):
    """gives the loss before each step"""
    answer, _ = fit(student)
    expect(answer, "the losses").equals([5.0, 2.18, 0.9556, 0.4234], 1e-4)  # as printed in the text: four decimals


@needs(check_one_loss_for_each_step)
def check_parameters(student):
    """leaves the fitted parameters in params"""
    _, params = fit(student)
    expect(params, "the parameters afterwards").equals([torch.tensor([0.7244, 0.7244, 0.9356])])


@needs(check_losses_fall)
def check_ten_steps(student):
    """takes ten steps where no number is given"""
    params = student.helpers.leaves([START])
    answer = student.fit_quadratic(T, SPEED, student.helpers.item(params, 0), LR)
    expect(answer, "the losses").equals(TEN, 1e-4)
