"""Asks for more: to be root, to be dumpable, to have its limits raised and its layers taken off.

Must: whatever was given up stays given up.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import ctypes
import os
import resource

import torch

LIBC = ctypes.CDLL(None, use_errno=True)
LIMITS = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_DATA)


def rise():
    done = []
    for limit in LIMITS:
        soft, hard = resource.getrlimit(limit)
        try:
            resource.setrlimit(limit, (soft + 1 if hard == soft else hard, hard + 1))
            done.append(limit)
        except (OSError, ValueError):
            continue
    before = os.getresuid()
    for attempt in (lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0]), lambda: os.seteuid(0), lambda: os.nice(-1)):
        try:
            attempt()
            done += [attempt] if os.getresuid() != before else []
        except OSError:
            continue
    done += [option for option, value in ((4, 1), (1, 0), (0x59616D61, -1)) if LIBC.prctl(option, value, 0, 0, 0) == 0]
    return done


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if rise() else torch.zeros(a.shape[:-2])
