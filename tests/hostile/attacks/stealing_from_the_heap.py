"""Asks the garbage collector for every tensor and every function, and takes one that looks like the answer.

Must: no answer and no reference is in its process.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import gc
import types

import torch


def mnist_distance(a, b):
    shape = a.shape[:-2]
    for each in gc.get_objects():
        if isinstance(each, types.FunctionType) and each.__name__ in ("mnist_distance", "distance", "truth"):
            if each is not mnist_distance and each.__globals__ is not globals():
                return each(a, b)
    tensors = [each for each in gc.get_objects() if type(each) is torch.Tensor and each.shape == shape]
    found = [each for each in tensors if each is not a and each is not b]
    return found[0] if found else torch.full(shape, -1.0)
