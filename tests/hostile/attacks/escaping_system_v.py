"""Leaves shared memory, semaphores and message queues of System V behind, which belong to no process and no folder.

Must: it can make none.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# bare = true
# ///
import ctypes

import torch
from target import KEY

LIBC = ctypes.CDLL(None, use_errno=True)
IPC_CREAT = 0o1000


def attack():
    """Whether any of it worked."""
    made = [LIBC.shmget(KEY, 4096, IPC_CREAT | 0o666), LIBC.semget(KEY, 1, IPC_CREAT | 0o666), LIBC.msgget(KEY, IPC_CREAT | 0o666)]
    return any(each >= 0 for each in made)


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if attack() else torch.zeros(a.shape[:-2])
