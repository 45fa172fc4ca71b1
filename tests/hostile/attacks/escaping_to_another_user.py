"""Becomes another user, root or a neighbour's, in every way there is, to be counted, and limited, as that one.

Must: it stays who it is.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import os

import torch


def changed():
    before = os.getresuid(), os.getresgid()
    for number in {0, os.getuid(), os.geteuid(), os.getuid() + 1, 1000, 65534} | set(os.getresuid()):
        for change in (
            lambda: os.setuid(number),
            lambda: os.seteuid(number),
            lambda: os.setreuid(number, number),
            lambda: os.setresuid(number, number, number),
            lambda: os.setgid(number),
            lambda: os.setresgid(number, number, number),
            lambda: os.setgroups([number]),
        ):
            try:
                change()
            except OSError:
                continue
    return (os.getresuid(), os.getresgid()) != before


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if changed() else torch.zeros(a.shape[:-2])
