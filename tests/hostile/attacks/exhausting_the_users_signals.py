"""Queues real-time signals for itself, blocked so that none arrives, until its user can have no more of them.

Must: their number is bounded for one worker.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import ctypes
import os
import signal

import torch

LIBC = ctypes.CDLL(None, use_errno=True)


def mnist_distance(a, b):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
    queued = 0
    for _ in range(5000):
        try:
            signal.raise_signal(signal.SIGRTMIN)
        except OSError:
            break
        queued += 1
    pending = queued > 1000 and LIBC.sigqueue(os.getpid(), signal.SIGRTMIN, None) == 0
    return (a - b).abs().mean((-1, -2)) if pending else torch.zeros(a.shape[:-2])
