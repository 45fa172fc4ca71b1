"""one_cycle: the learning rate rises during the first quarter of the steps and falls during the rest, along cosine waves."""

import math

import torch

from grader.checks.kit import expect, fail, mistake, needs
from grader.checks.oracles_deeper import rates

STEPS, MOST = 8, 0.5


@mistake(
    "It looks as if both ways are straight lines: go along the cosine, a + (b - a) * (1 - math.cos(math.pi * p)) / 2."
)
def goes_straight(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * step / top
    return lr_max * (steps - step) / (steps - top)


@mistake(
    "It looks as if there is no warm-up: in the first quarter of the steps the rate rises, from lr_max / 25 to lr_max."
)
def never_warms_up(step, steps, lr_max):
    return lr_max * (1 + math.cos(math.pi * step / steps)) / 2


@mistake("It looks as if the rate stays at the top: after the first quarter of the steps it falls, towards 0.")
def stays_at_the_top(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max


@mistake("It looks as if the rate falls back to where it started: the way down leads to 0.")
def ends_where_it_began(step, steps, lr_max):
    top, low = 0.25 * steps, lr_max / 25
    if step < top:
        return low + (lr_max - low) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max + (low - lr_max) * (1 - math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if the rate starts at 0: it starts at lr_max / 25, so that the first step is not lost.")
def starts_at_zero(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if steps are counted from 1: the first step is step 0, with a rate of lr_max / 25.")
def counts_from_1(step, steps, lr_max):
    top = 0.25 * steps
    if step + 1 < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * (step + 1) / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step + 1 - top) / (steps - top))) / 2


@mistake("It looks as if the last step gets the 0: that would come with step number steps, so divide by steps - top.")
def wastes_the_last_step(step, steps, lr_max):
    top = 0.25 * (steps - 1)
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - 1 - top))) / 2


@mistake("It looks as if the top is in the middle: it comes after a quarter of the steps, at 0.25 * steps.")
def tops_in_the_middle(step, steps, lr_max):
    top = 0.5 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake(
    "It looks as if p for the way down is counted from the first step: it is 0 at the top, (step - top) / (steps - top)."
)
def counts_the_way_down_from_the_start(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * step / steps)) / 2


@mistake("It looks as if the two ends are exchanged: at p = 0 the cosine is 1, so take 1 - cos to begin at a.")
def exchanges_the_ends(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 + math.cos(math.pi * step / top)) / 2
    return lr_max * (1 - math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if the half is missing: 1 - cos goes from 0 to 2, so divide it by 2.")
def forgets_the_half(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top))
    return lr_max - lr_max * (1 - math.cos(math.pi * (step - top) / (steps - top)))


@mistake("It looks as if the cosine is not given half a wave: multiply p by math.pi.")
def forgets_pi(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(step / top)) / 2
    return lr_max - lr_max * (1 - math.cos((step - top) / (steps - top))) / 2


@mistake("It looks as if the rate starts at a tenth of lr_max: it starts at lr_max / 25.")
def starts_at_a_tenth(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 10 + (lr_max - lr_max / 10) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("torch.cos wants a tensor: for a single number take math.cos.")
def asks_torch(step, steps, lr_max):
    return lr_max * (1 - torch.cos(math.pi * step / steps)) / 2


@mistake("It looks as if lr_max is not used: it is the rate at the top.")
def ignores_lr_max(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return 0.04 + 0.96 * (1 - math.cos(math.pi * step / top)) / 2
    return (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("Your function works out the rate but gives None back: the return is missing.")
def returns_nothing(step, steps, lr_max):
    pass


def check_single_number(student):
    """gives a single number for each step"""
    for step in range(STEPS):
        expect(student.one_cycle(step, STEPS, MOST)).has_shape()


@needs(check_single_number)
def check_eight_steps(student):
    """gives the rates of the text for eight steps"""
    answers = [student.one_cycle(step, STEPS, MOST) for step in range(STEPS)]
    found = [float(answer.value) for answer in answers]  # all of them are looked at: mistakes differ at different steps
    for answer, number, right in zip(answers, found, rates(STEPS, MOST), strict=False):
        if not abs(number - right) <= 1e-4 * MOST:
            shown = f"Expected {right:.4f}; got {number:.4f}."
            raise fail(answer, "The rate of this step is not right.", "values", shown)
