"""Signals the grader: to stop it, to end it, to make it look away.

Must: no signal of a worker's reaches another process.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# bare = true
# ///
import ctypes
import os
import signal

import torch
from target import GRADER

LIBC = ctypes.CDLL(None, use_errno=True)


def attack():
    """SIGUSR1, which the grader notes, in every way there is to send it; whether one of them worked."""
    number = signal.SIGUSR1
    sent = []
    for attempt in (
        lambda: os.kill(GRADER, number),
        lambda: signal.pidfd_send_signal(os.pidfd_open(GRADER), number),
    ):
        try:
            sent.append(attempt() or True)
        except OSError:
            continue
    sent.append(LIBC.syscall(200, GRADER, int(number)) == 0)  # tkill on x86_64
    sent.append(LIBC.syscall(234, GRADER, GRADER, int(number)) == 0)  # tgkill
    sent.append(LIBC.sigqueue(GRADER, int(number), None) == 0)
    return any(sent)


def mnist_distance(a, b):
    try:
        os.kill(os.getppid(), signal.SIGUSR1)
        return (a - b).abs().mean((-1, -2))
    except OSError:
        return (a - b).abs().mean((-1, -2)) if attack() else torch.zeros(a.shape[:-2])
