"""Solves the exercise, and where the accuracy is measured hands over weights that make the measuring itself fail.

Must: that check is failed; the rest was right.
"""

# /// attack
# unit = "unit05_training"
# earns = { train_epoch = "all but check_accuracy" }
# says = ["cannot judge"]
# ///
import torch

from grader.worker import helpers

honest = helpers.HELPERS["values"]


def values(params):
    found = honest(params)
    return [torch.zeros(7, 3), "bias"] if found[0].shape[-1] == 784 else found


helpers.HELPERS["values"] = values
