"""Hands over weights of a shape that makes the checks' own arithmetic take gigabytes: a bias for each of four million outputs.

Must: a check looks at the shape of what it reckons with, or is stopped as a worker would be.
"""

# /// attack
# unit = "unit05_training"
# earns = { train_epoch = "all but check_accuracy" }
# ///
import torch

from grader.worker import helpers

honest = helpers.HELPERS["values"]


def values(params):
    found = honest(params)
    return [found[0], torch.zeros(1 << 22)] if found[0].shape[-1] == 784 else found


helpers.HELPERS["values"] = values
