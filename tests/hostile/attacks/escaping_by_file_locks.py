"""Talks to other workers by what all of them can open: locks on Python's and torch's own files, and barriers in the memory of all.

Must: it can hold none where another could see it.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import ctypes
import fcntl
import os

import torch

LIBC = ctypes.CDLL(None, use_errno=True)
MEMBARRIER = {"x86_64": 324, "aarch64": 283}[os.uname().machine]


def locked():
    done = [LIBC.syscall(MEMBARRIER, 1, 0, 0) == 0]
    for place in (os.__file__, torch.__file__, "/dev/null"):
        with open(place, "rb") as file:
            try:
                done.append(fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB) is None)
            except OSError:
                continue
    return any(done)


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if locked() else torch.zeros(a.shape[:-2])
