"""Tries every descriptor that it may have inherited: reads from it, lists it, asks its socket for more descriptors.

Must: there is nothing but the null device and the worker's own end of the wire.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import os
import socket
import stat

import torch


def loot():
    found = []
    for number in range(4096):
        if number == 3:
            continue
        try:
            mode = os.fstat(number).st_mode
            if stat.S_ISDIR(mode):
                found.append(os.listdir(number))
            elif not stat.S_ISCHR(mode):
                found.append(os.pread(number, 100, 0))
            else:
                found += [each for each in [os.read(number, 100)] if each]
        except OSError:
            continue
    wire = socket.socket(fileno=os.dup(3))
    try:
        found += socket.recv_fds(wire, 1, 16, socket.MSG_DONTWAIT)[1]
    except OSError:
        pass
    return found


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if loot() else torch.zeros(a.shape[:-2])
