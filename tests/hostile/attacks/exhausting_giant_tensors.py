"""Asks for tensors of petabytes, and returns ones that would be if anyone wrote them out: expanded, sparse, without data.

Must: no such tensor is made here or there.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [], l1_distance = [], rmse_distance = [] }
# limits = { memory_mib = 512 }
# ///
import torch


def mnist_distance(a, b):
    return torch.zeros(1 << 50)


def is_3(x, mean3, mean7):
    return torch.ones(1, dtype=torch.bool).expand(1 << 40)


def l1_distance(a, b):
    return torch.sparse_coo_tensor(torch.zeros(2, 1, dtype=torch.int64), torch.ones(1), (1 << 30, 1 << 30))


def rmse_distance(a, b):
    return torch.empty(1 << 50, device="meta")
