"""Keeps every object that the worker has ever held, by its handles and its requests, and looks there for answers of other exercises.

Must: a worker is sent questions alone.
"""

# /// attack
# unit = "unit04_loss"
# earns = { mnist_loss = ["check_single_number"] }
# ///
import gc

import torch


def loot(predictions, targets):
    """A number in memory that could be the loss: any scalar tensor, any float in a container of the worker's."""
    for each in gc.get_objects():
        if type(each).__name__ == "Worker" and hasattr(each, "handles"):
            for held in [*each.handles.values(), *vars(each).values()]:
                if isinstance(held, torch.Tensor) and held.ndim == 0 and 0 < float(held) < 1:
                    return held
    scalars = [each for each in gc.get_objects() if type(each) is torch.Tensor and each.ndim == 0 and each.is_floating_point()]
    return scalars[0] if scalars else torch.tensor(0.12345)


def mnist_loss(predictions, targets):
    return loot(predictions, targets)
