"""apply_step: predict, work out the loss, call backward(), take a step."""

import torch
from unit03_descent import mse, quadratic, sgd_step  # for the written-out mistakes alone

from grader.checking.compare import alike
from grader.checking.kit import expect, fail, gives, kind, mistake, needs, read

# The example of the text: the predictions are 0, so the loss is (1 + 9) / 2, and the gradients are -3, -3 and -4.
T, SPEED, START, LR = torch.tensor([0.0, 1.0]), torch.tensor([1.0, 3.0]), torch.zeros(3), 0.1


@mistake("There was no gradient to step along: call loss.backward(), with parentheses, and give sgd_step the list [params].")
def backward_not_called(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward
    sgd_step([params], lr)
    return loss.item()


@mistake("That is the loss after the step: work it out once, before the step, and return that one.")
def loss_afterwards(t, speed, params, lr):
    mse(quadratic(t, params), speed).backward()
    sgd_step([params], lr)
    return mse(quadratic(t, params), speed).item()


@mistake("The loss is right, but still a tensor with its whole record: return loss.item().")
def returns_a_tensor(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    sgd_step([params], lr)
    return loss


@mistake("The step is taken, but your function gives None back: return the loss with loss.item().")
def returns_nothing(t, speed, params, lr):
    mse(quadratic(t, params), speed).backward()
    sgd_step([params], lr)


@mistake("It looks as if your function gives the parameters back: they change in place, so return the loss.")
def returns_params(t, speed, params, lr):
    mse(quadratic(t, params), speed).backward()
    sgd_step([params], lr)
    return params


@mistake("The loss is right, but params stayed as it was: call sgd_step([params], lr). (params = params - ... makes a new tensor.)")
def no_step(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    return loss.item()


mistake("loss_alone",
        "The loss is right, but params stayed as it was: call backward() and sgd_step, on params itself and not on a copy.",
        gives("mse(quadratic(t, params), speed).item()"))


@mistake("The step is right, but the gradient stays behind: clear it, or let sgd_step([params], lr) do both.")
def never_clears(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    params.data -= lr * params.grad
    return loss.item()


@mistake("It looks as if the step goes uphill: the loss falls against the gradient, so subtract.")
def goes_uphill(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    sgd_step([params], -lr)
    return loss.item()


@mistake("It looks as if the learning rate is not used: hand lr on to sgd_step.")
def ignores_lr(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    sgd_step([params], 1.0)
    return loss.item()


@mistake("It looks as if two steps are taken: sgd_step moves the parameters already, so call it once and nothing else.")
def steps_twice(t, speed, params, lr):
    loss = mse(quadratic(t, params), speed)
    loss.backward()
    params.data -= lr * params.grad
    sgd_step([params], lr)
    return loss.item()


@mistake("It looks as if the arguments of quadratic are mixed up: t comes first, params second.")
def swapped_arguments(t, speed, params, lr):
    loss = mse(quadratic(params, t), speed)
    loss.backward()
    sgd_step([params], lr)
    return loss.item()


@mistake("It looks as if the loss is worked out from the times: compare the predictions, quadratic(t, params), with speed.")
def compares_the_times(t, speed, params, lr):
    loss = mse(quadratic(t, params), t)
    loss.backward()
    sgd_step([params], lr)
    return loss.item()


def step(student):
    """One step by the learner: its answer, the parameters afterwards, and whether their gradient is cleared."""
    params = student.helpers.leaves([START])
    # The list stays in the worker; item gives the tensor itself, not a copy.
    answer = student.apply_step(T, SPEED, student.helpers.item(params, 0), LR)
    return answer, student.helpers.values(params), student.helpers.cleared(params)


def check_loss(student):
    """gives the loss before the step, as a plain number"""
    answer, _, _ = step(student)
    value = read(answer)
    if not isinstance(value, (int, float)):
        got = "a tensor" if isinstance(value, torch.Tensor) else kind(value)
        raise fail(answer, f"Expected a plain number; got {got}.", "type")
    expect(answer).equals(torch.tensor(5.0))
    expect(answer).leaves_inputs_alone(but=("params",))


def check_moves_the_parameters(student):
    """moves the parameters one step downhill"""
    _, values, cleared = step(student)
    if alike(read(values), [START]):
        read(cleared)  # read makes it evidence: params did not move, so only the gradient tells the mistakes apart
    expect(values, "the parameters afterwards").equals([START + LR * torch.tensor([3.0, 3.0, 4.0])])


@needs(check_moves_the_parameters)
def check_clears_the_gradient(student):
    """clears the gradient again"""
    answer, _, cleared = step(student)
    if not alike(read(cleared), [True]):
        sentence = "Expected the gradient to be None or zero afterwards; it is still there."
        advice = "The gradient stays behind: clear it after the step, or let sgd_step([params], lr) do both."
        raise fail(answer, sentence, "gradients", advice=advice)
