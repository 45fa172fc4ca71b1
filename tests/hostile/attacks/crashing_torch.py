"""Trips torch's own assertions, and the places where it has none.

Must: an error is an error, and a crash a crash.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [], l1_distance = [] }
# says = ["It raised IndexError", "It raised RuntimeError"]
# ///
import torch


def mnist_distance(a, b):
    return torch.nn.functional.embedding(torch.tensor([1 << 40]), a[0])


def is_3(x, mean3, mean7):
    return torch.full((10,), 99).scatter(0, torch.tensor([1 << 40]), 1)


def l1_distance(a, b):
    torch._C._crash_if_csrc_asan(3)
    return a.set_(a.untyped_storage(), 1 << 40, (28, 28), (1, 1))
