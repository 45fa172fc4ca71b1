"""Starts other programs: a shell, the interpreter, one of its own, one that it is replaced by.

Must: it can start none.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# bare = true
# ///
import ctypes
import os
import subprocess
import sys

import torch
from target import OUTSIDE

TEXT = f"echo here I run > {OUTSIDE}/run.txt"


def attack():
    """Whether any of it worked."""
    with open("program", "w") as file:
        file.write(f"#!/bin/sh\n{TEXT}\n")
    done = []
    for attempt in (
        lambda: subprocess.run(["/bin/sh", "-c", TEXT], check=True),
        lambda: subprocess.run([sys.executable, "-c", f"open({OUTSIDE + '/run2.txt'!r}, 'w')"], check=True),
        lambda: os.posix_spawn("/bin/sh", ["sh", "-c", TEXT], {}),
        lambda: os.posix_spawn("program", ["program"], {}),
        lambda: os.execv("/bin/true", ["true"]) if "torch" not in sys.modules else os.execv("nowhere", ["nowhere"]),
    ):
        try:
            done.append(attempt() or True)
        except OSError:
            continue
    done.append(ctypes.CDLL(None).system(TEXT.encode()) == 0)
    return any(done)


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if attack() else torch.zeros(a.shape[:-2])
