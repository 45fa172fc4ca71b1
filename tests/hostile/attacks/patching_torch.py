"""Replaces torch's comparisons, so that a check in the same process would find everything equal.

Must: the checks compare with a torch of their own.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import torch


def yes(*args, **kwargs):
    return True


def nothing(*args, **kwargs):
    return None


for owner in (torch, torch.Tensor):
    for name in ("equal", "allclose", "isclose"):
        setattr(owner, name, yes)
torch.Tensor.__eq__ = yes
torch.Tensor.__bool__ = yes
torch.testing.assert_close = nothing
torch.set_printoptions(precision=0)


def mnist_distance(a, b):
    return torch.zeros(a.shape[:-2])
