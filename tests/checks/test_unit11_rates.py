"""Unit 11, the rates: what learners write for one_cycle and OneCycleSGD, right and wrong, and the sentence each gets to read."""

from tests.checks import variants

UNIT = "unit11_deeper"


def optimizer(step: str, init: str = "self.opt = torch.optim.SGD(params, lr=lr, momentum=0.9)", clear: str = "self.opt.zero_grad()") -> str:
    """A OneCycleSGD of a learner who wrote these lines."""
    return f"""
class OneCycleSGD:
    def __init__(self, params, lr, steps):
        {init}
        self.lr, self.steps, self.n = lr, steps, 0

    def step(self):
        {step}

    def zero_grad(self):
        {clear}
"""


RATE = "for g in self.opt.param_groups: g['lr'] = one_cycle(self.n, self.steps, self.lr)"
RATE_OF_RATE = "for g in self.opt.param_groups: g['lr'] = one_cycle(self.n, self.steps, g['lr'])"
LINE = "\n        "


WRONG = {
    "one_cycle": {
        "straight lines": ("def one_cycle(step, steps, lr_max):\n    t = step / steps\n    return lr_max * (0.04 + 0.96 * t / 0.25) if t < 0.25 else lr_max * (1 - t) / 0.75", "It looks as if both ways are straight lines: go along the cosine, a + (b - a) * (1 - math.cos(math.pi * p)) / 2."),
        "cosine only": ("def one_cycle(step, steps, lr_max):\n    return lr_max / 2 * (math.cos(math.pi * step / steps) + 1)", "It looks as if there is no warm-up: in the first quarter of the steps the rate rises, from lr_max / 25 to lr_max."),
        "always the largest": ("def one_cycle(step, steps, lr_max):\n    return lr_max", "It looks as if the learning rate never changes: it rises in the first quarter of the steps and falls in the others."),
        "always the first": ("def one_cycle(step, steps, lr_max):\n    return lr_max / 25", "It looks as if the learning rate never changes: it rises in the first quarter of the steps and falls in the others."),
        "the step is not used": ("def one_cycle(step, steps, lr_max):\n    t = 1 / steps\n    return lr_max * (0.04 + 0.96 * (1 - math.cos(4 * math.pi * t)) / 2) if t < 0.25 else 0.0", "It looks as if the learning rate never changes: it rises in the first quarter of the steps and falls in the others."),
        "a straight fall": ("def one_cycle(step, steps, lr_max):\n    return lr_max * (1 - step / steps)", "It looks as if there is no warm-up: in the first quarter of the steps the rate rises, from lr_max / 25 to lr_max."),
        "half at every step": ("def one_cycle(step, steps, lr_max):\n    return lr_max / 2**step", "It looks as if there is no warm-up: in the first quarter of the steps the rate rises, from lr_max / 25 to lr_max."),
        "the top at first": ("def one_cycle(step, steps, lr_max):\n    t = step / steps\n    return lr_max if t < 0.25 else lr_max * (1 + math.cos(math.pi * (t - 0.25) / 0.75)) / 2", "It looks as if there is no warm-up: in the first quarter of the steps the rate rises, from lr_max / 25 to lr_max."),
        "a rise alone": ("def one_cycle(step, steps, lr_max):\n    return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / steps)) / 2", "It looks as if the rate never falls: after the first quarter of the steps it goes down, towards 0."),
        "a straight rise": ("def one_cycle(step, steps, lr_max):\n    return lr_max * step / steps", "It looks as if the rate never falls: after the first quarter of the steps it goes down, towards 0."),
        "three tenths, as torch's default": ("def one_cycle(step, steps, lr_max):\n    top, end = 0.3 * steps, steps\n    if step < top:\n        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (end - top))) / 2", "It looks as if the top comes after three tenths of the steps, as torch has it: here it is a quarter, 0.25 * steps."),
        "three quarters": ("def one_cycle(step, steps, lr_max):\n    top, end = 0.75 * steps, steps\n    if step < top:\n        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (end - top))) / 2", "It looks as if three quarters of the steps lead up: the way up takes one quarter, the way down the other three."),
        "six tenths": ("def one_cycle(step, steps, lr_max):\n    top, end = 0.6 * steps, steps\n    if step < top:\n        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (end - top))) / 2", "It looks as if the top is at another step: it comes after a quarter of the steps, at 0.25 * steps."),
        "a tenth": ("def one_cycle(step, steps, lr_max):\n    top, end = 0.1 * steps, steps\n    if step < top:\n        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (end - top))) / 2", "It looks as if the top is at another step: it comes after a quarter of the steps, at 0.25 * steps."),
        "the end a step early": ("def one_cycle(step, steps, lr_max):\n    top, end = 0.25 * steps, steps - 1\n    if step < top:\n        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (end - top))) / 2", "It looks as if the last step gets the 0: that would come with step number steps, so divide by steps - top."),
        "the end a step late": ("def one_cycle(step, steps, lr_max):\n    top, end = 0.25 * steps, steps + 1\n    if step < top:\n        return lr_max / 25 + (lr_max - lr_max / 25) * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (end - top))) / 2", "It looks as if the 0 comes a step late: p is 1 at step number steps, so divide by steps - top."),
        "torch's scheduler": ("def one_cycle(step, steps, lr_max):\n    opt = torch.optim.SGD([torch.zeros(1)], lr=lr_max)\n    sched = torch.optim.lr_scheduler.OneCycleLR(opt, lr_max, total_steps=steps, pct_start=0.25)\n    for _ in range(step):\n        opt.step()\n        sched.step()\n    return sched.get_last_lr()[0]", "It looks as if the top and the 0 come a step early, as in torch's OneCycleLR: here they are at 0.25 * steps and steps."),
        "degrees": ("def one_cycle(step, steps, lr_max):\n    t = step / steps\n    if t < 0.25:\n        return lr_max / 25 + 0.96 * lr_max * (1 - math.cos(180 * t / 0.25)) / 2\n    return lr_max * (1 + math.cos(180 * (t - 0.25) / 0.75)) / 2", "It looks as if the cosine is given degrees: math.cos wants half a wave as math.pi, not as 180."),
        "a whole wave": ("def one_cycle(step, steps, lr_max):\n    t = step / steps\n    if t < 0.25:\n        return lr_max / 25 + 0.96 * lr_max * (1 - math.cos(2 * math.pi * t / 0.25)) / 2\n    return lr_max * (1 + math.cos(2 * math.pi * (t - 0.25) / 0.75)) / 2", "It looks as if the cosine goes through a whole wave: half of one leads from a to b, so multiply p by math.pi alone."),
        "whole numbers": ("def one_cycle(step, steps, lr_max):\n    top = steps / 4\n    p = step // top if step < top else (step - top) // (steps - top)\n    a, b = (lr_max / 25, lr_max) if step < top else (lr_max, 0)\n    return a + (b - a) * (1 - math.cos(math.pi * p)) / 2", "It looks as if p is rounded to a whole number: // does that, so divide with a single /."),
        "all of them": ("def one_cycle(step, steps, lr_max):\n    wave = lambda a, b, p: a + (b - a) * (1 - math.cos(math.pi * p)) / 2\n    top = steps / 4\n    return [wave(lr_max / 25, lr_max, i / top) if i < top else wave(lr_max, 0, (i - top) / (steps - top)) for i in range(steps)]", "The rates of all steps come back: one step is asked for, so give its rate alone."),
        "no half": ("def one_cycle(step, steps, lr_max):\n    t = step / steps\n    if t < 0.25:\n        return lr_max / 25 + 0.96 * lr_max * (1 - math.cos(math.pi * t / 0.25))\n    return lr_max - lr_max * (1 - math.cos(math.pi * (t - 0.25) / 0.75))", "It looks as if the half is missing: 1 - cos goes from 0 to 2, so divide it by 2."),
        "the last step is lost": ("def one_cycle(step, steps, lr_max):\n    t = step / (steps - 1)\n    if t < 0.25:\n        return lr_max / 25 + 0.96 * lr_max * (1 - math.cos(math.pi * t / 0.25)) / 2\n    return lr_max * (1 + math.cos(math.pi * (t - 0.25) / 0.75)) / 2", "It looks as if the last step gets the 0: that would come with step number steps, so divide by steps - top."),
        "whole steps": ("def one_cycle(step, steps, lr_max):\n    top = int(steps * 0.25)\n    if step < top:\n        return lr_max / 25 + 0.96 * lr_max * (1 - math.cos(math.pi * step / top)) / 2\n    return lr_max * (1 + math.cos(math.pi * (step - top) / (steps - top))) / 2", "It looks as if a quarter is rounded to whole steps: the top may lie between two steps, so take 0.25 * steps."),
        "a print": ("def one_cycle(step, steps, lr_max):\n    print(lr_max)", "Your function works out the rate but gives None back: the return is missing."),
    },
    "OneCycleSGD": {
        "no rate": (optimizer("self.opt.step()"), 'It looks as if the rate never changes: in step, write one_cycle(...) into group["lr"] before torch takes the step.'),
        "opt.lr": (optimizer(f"self.opt.lr = one_cycle(self.n, self.steps, self.lr){LINE}self.opt.step(){LINE}self.n += 1"), 'It looks as if the rate never changes: in step, write one_cycle(...) into group["lr"] before torch takes the step.'),
        "no count": (optimizer(f"{RATE}{LINE}self.opt.step()"), "It looks as if the rate stays that of the first step: count the steps, self.taken += 1, and ask for that of the present one."),
        "count first": (optimizer(f"self.n += 1{LINE}{RATE}{LINE}self.opt.step()"), "It looks as if the count is a step ahead: the first step has the rate of step 0, so count after the step."),
        "rate last": (optimizer(f"self.opt.step(){LINE}{RATE}{LINE}self.n += 1"), "It looks as if the rate is set after the step, so that every step has the rate of the one before: set it first."),
        "no momentum": (optimizer(f"{RATE}{LINE}self.opt.step(){LINE}self.n += 1", init="self.opt = torch.optim.SGD(params, lr=lr)"), "It looks as if the momentum is missing: torch.optim.SGD(params, lr=lr, momentum=0.9)."),
        "no step": (optimizer(f"{RATE}{LINE}self.n += 1"), "The parameters do not move: after you have set the rate, let torch take the step, self.opt.step()."),
        "arguments exchanged": (optimizer(f"{RATE.replace('self.n, self.steps', 'self.steps, self.n')}{LINE}self.opt.step(){LINE}self.n += 1"), "It looks as if the arguments are exchanged: first the step, then how many there are, one_cycle(self.taken, self.steps, self.lr)."),
        "the present rate": (optimizer(f"{RATE_OF_RATE}{LINE}self.opt.step(){LINE}self.n += 1"), 'It looks as if the largest rate shrinks with every step: give one_cycle the lr of __init__, not the group["lr"] of the moment.'),
        "nothing is cleared": (optimizer(f"{RATE}{LINE}self.opt.step(){LINE}self.n += 1", clear="self.opt.zero_grad"), "The gradients are still there: in zero_grad call self.opt.zero_grad(), with its parentheses."),
        "one count for all": ("class OneCycleSGD:\n    n = [0]\n    def __init__(self, params, lr, steps):\n        self.opt, self.lr, self.steps = torch.optim.SGD(params, lr=lr, momentum=0.9), lr, steps\n    def step(self):\n        self.opt.param_groups[0]['lr'] = one_cycle(self.n[0], self.steps, self.lr)\n        self.opt.step()\n        self.n[0] += 1\n    def zero_grad(self):\n        self.opt.zero_grad()", "It looks as if all share one count: keep self.taken = 0 in __init__, not below the class line."),
        "a rate of its own": (optimizer(f"for g in self.opt.param_groups: g['lr'] = one_cycle(self.n, self.steps, 1.0){LINE}self.opt.step(){LINE}self.n += 1"), "The largest rate is the lr that it is given: keep it in __init__, and give it to one_cycle."),
    },
}  # fmt: skip

test_a_wrong_variant_is_told_what_to_do = variants.test(UNIT, WRONG)
