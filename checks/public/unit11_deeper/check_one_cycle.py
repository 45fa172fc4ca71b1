"""one_cycle: the learning rate rises during the first quarter of the steps and falls during the rest, along cosine waves."""

import math

from checks.oracles.deeper import rates
from grader.checking.kit import expect, fail, gives, mistake, needs, read

STEPS, MOST = 8, 0.5
TOP = 2  # the step after a quarter of the steps
CONSTANT = "It looks as if the learning rate never changes: it rises in the first quarter of the steps and falls in the others."
NO_RISE = (
    "It looks as if there is no warm-up: in the first quarter of the steps the rate rises, from lr_max / 25 to lr_max."
)
NO_FALL = "It looks as if the rate never falls: after the first quarter of the steps it goes down, towards 0."
ELSEWHERE = "It looks as if the top is at another step: it comes after a quarter of the steps, at 0.25 * steps."
LAST = "It looks as if the last step gets the 0: that would come with step number steps, so divide by steps - top."

mistake("never_changes", CONSTANT, gives("lr_max"))


@mistake("It looks as if both ways are straight lines: go along the cosine, a + (b - a) * (1 - math.cos(math.pi * p)) / 2.")
def goes_straight(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * step / top
    return lr_max * (steps - step) / (steps - top)


mistake("never_warms_up", NO_RISE, gives("lr_max * (1 + math.cos(math.pi * step / steps)) / 2"))


@mistake(NO_RISE)
def starts_at_the_top(step, steps, lr_max):
    top = 0.25 * steps
    return lr_max if step < top else lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


mistake("never_falls", NO_FALL, gives("lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / steps)) / 2"))


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


@mistake(LAST)
def wastes_the_last_step(step, steps, lr_max):
    top = 0.25 * (steps - 1)
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - 1 - top))) / 2


@mistake(LAST)
def falls_too_fast(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - 1 - top))) / 2


@mistake("It looks as if the 0 comes a step late: p is 1 at step number steps, so divide by steps - top.")
def falls_too_slowly(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps + 1 - top))) / 2


@mistake("It looks as if the top and the 0 come a step early, as in torch's OneCycleLR: here they are at 0.25 * steps and steps.")
def counts_as_torch(step, steps, lr_max):
    top, low = 0.25 * steps - 1, lr_max / 25 / 1e4
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return low + (lr_max - low) * (1 + math.cos(math.pi * (step - top) / (steps - 1 - top))) / 2


@mistake("It looks as if the top comes after three tenths of the steps, as torch has it: here it is a quarter, 0.25 * steps.")
def tops_as_torch(step, steps, lr_max):
    top = 0.3 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if three quarters of the steps lead up: the way up takes one quarter, the way down the other three.")
def tops_late(step, steps, lr_max):
    top = 0.75 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if the top is in the middle: it comes after a quarter of the steps, at 0.25 * steps.")
def tops_in_the_middle(step, steps, lr_max):
    top = 0.5 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if p for the way down is counted from the first step: it is 0 at the top, (step - top) / (steps - top).")
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


@mistake("It looks as if the cosine is given degrees: math.cos wants half a wave as math.pi, not as 180.")
def takes_degrees(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(180 * step / top)) / 2
    return lr_max * (1 + math.cos(180 * (step - top) / (steps - top))) / 2


@mistake("It looks as if the cosine goes through a whole wave: half of one leads from a to b, so multiply p by math.pi alone.")
def goes_a_whole_wave(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(2 * math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(2 * math.pi * (step - top) / (steps - top))) / 2


@mistake("It looks as if p is rounded to a whole number: // does that, so divide with a single /.")
def rounds_the_way(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * (step // top))) / 2
    return lr_max * (1 + math.cos(math.pi * ((step - top) // (steps - top)))) / 2


@mistake("It looks as if the rate starts at a tenth of lr_max: it starts at lr_max / 25.")
def starts_at_a_tenth(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return lr_max / 10 + (lr_max - lr_max / 10) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


mistake("asks_torch", "torch.cos wants a tensor: for a single number take math.cos.",
        gives("lr_max * (1 - torch.cos(math.pi * step / steps)) / 2"))


@mistake("It looks as if lr_max is not used: it is the rate at the top.")
def ignores_lr_max(step, steps, lr_max):
    top = 0.25 * steps
    if step < top:
        return 0.04 + 0.96 * (1 - math.cos(math.pi * step / top)) / 2
    return (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("Your function works out the rate but gives None back: the return is missing.")
def returns_nothing(step, steps, lr_max):
    pass


@mistake("The rates of all steps come back: one step is asked for, so give its rate alone.")
def returns_them_all(step, steps, lr_max):
    top = 0.25 * steps
    up = [lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * n / top)) / 2 for n in range(steps) if n < top]
    down = [lr_max * (1 + math.cos(math.pi * (n - top) / (steps - top))) / 2 for n in range(steps) if n >= top]
    return up + down


@mistake("It looks as if a quarter is rounded to whole steps: the top may lie between two steps, so take 0.25 * steps.")
def rounds_the_top(step, steps, lr_max):
    top = steps // 4
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


@mistake("For a training of a single step nothing may be divided by 0: with the top at 0.25 * steps it is not.")
def divides_by_zero(step, steps, lr_max):
    if steps == 1:
        return step / (steps - 1)
    top = 0.25 * steps
    if step < top:
        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2
    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2


def advice(found):
    """What is wrong with the whole way of the rates, where it is none of the mistakes to the last digit."""
    if max(found) - min(found) < 1e-6 * MOST:
        return CONSTANT
    if found == sorted(found, reverse=True):
        return NO_RISE
    if found == sorted(found):
        return NO_FALL
    return ELSEWHERE if found.index(max(found)) != TOP else ""


def check_single_number(student):
    """gives a single number for each step"""
    for step in range(STEPS):
        expect(student.one_cycle(step, STEPS, MOST)).has_shape()


@needs(check_single_number)
def check_eight_steps(student):
    """gives the rates of the text for eight steps"""
    answers = [student.one_cycle(step, STEPS, MOST) for step in range(STEPS)]
    found = [float(read(answer)) for answer in answers]  # all of them: mistakes differ at different steps
    for answer, number, right in zip(answers, found, rates(STEPS, MOST), strict=False):
        if not abs(number - right) <= 1e-4 * MOST:
            shown = f"Expected {right:.4f}; got {number:.4f}."
            raise fail(answer, "The rate of this step is not right.", "values", shown, advice(found))


@needs(check_eight_steps)
def check_between(student):
    """puts the top between two steps where a quarter of them is no whole number, as of 10 steps or of 1"""
    for steps in (10, 1):
        for step, right in enumerate(rates(steps, MOST)[:steps]):
            expect(student.one_cycle(step, steps, MOST)).equals(right, 1e-4 * MOST)


@needs(check_eight_steps)
def check_end(student):
    """comes to 0 after the last step"""
    expect(student.one_cycle(STEPS, STEPS, MOST)).equals(0.0, 1e-4 * MOST)
