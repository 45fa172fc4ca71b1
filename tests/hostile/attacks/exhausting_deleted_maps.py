"""Deleted files again, without a descriptor: the mapping of one page keeps a whole file alive, so no limit of open files ends it.

Must: what it holds on the disk is bounded (16 MiB here).
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { file_mib = 4, call_seconds = 9, exercise_seconds = 20 }
# ///
import ctypes
import os
import time

import torch

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.mmap.restype = ctypes.c_void_p
LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
held = 0


def fill(files):
    global held
    block = bytes(4 << 20)
    for _ in range(files):
        fd = os.open("f", os.O_RDWR | os.O_CREAT, 0o600)
        os.write(fd, block)
        if LIBC.mmap(None, 4096, 1, 1, fd, 0) in (None, ctypes.c_void_p(-1).value):
            break
        os.unlink("f")
        os.close(fd)
        held += len(block)


def mnist_distance(a, b):
    right = (a - b).abs().mean((-1, -2))
    if held < (300 << 20):
        fill(10)  # 40 MiB more at every call, and each is kept
    time.sleep(0.5)  # who may not have it is ended meanwhile: without a file system of its own a worker is looked at every 50 ms
    return right if held > (64 << 20) else torch.zeros(a.shape[:-2])
