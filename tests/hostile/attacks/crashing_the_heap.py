"""Overwrites Python's own objects: None, the types, the allocator's pages.

Must: whatever its process does then, it does not pass.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# limits = { call_seconds = 2, exercise_seconds = 4 }
# ///
import ctypes

import torch


def mnist_distance(a, b):
    ctypes.memset(id(None), 0x41, 1 << 16)
    return 0


def is_3(x, mean3, mean7):
    ctypes.memset(id(torch.Tensor), 0xFF, 400)
    ctypes.memset(x.data_ptr(), 0xFF, 1 << 24)
    return x
