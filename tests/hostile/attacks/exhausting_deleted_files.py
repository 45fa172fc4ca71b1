"""Keeps files whose names are gone: written, one page mapped, closed and unlinked. The watch counts names, the disk counts blocks.

Must: what it holds on the disk is bounded like what has a name (16 MiB here), whatever became of the name.
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { file_mib = 4, call_seconds = 8, exercise_seconds = 20 }
# ///
import mmap
import os
import time

import torch

hoard = []


def fill(files=150):
    for number in range(files):
        with open("f", "wb") as file:
            file.write(bytes(4 << 20))
        fd = os.open("f", os.O_RDWR)
        hoard.append(mmap.mmap(fd, 4096))
        os.unlink("f")
        os.close(fd)  # mmap keeps a duplicate of its own
    return sum(4 << 20 for _ in hoard)


def mnist_distance(a, b):
    right = (a - b).abs().mean((-1, -2))
    held = fill(50)  # 50 files of 4 MiB: 200 MiB where 16 are allowed; one descriptor each
    time.sleep(0.5)  # who may not have it is ended meanwhile: without a file system of its own a worker is looked at every 50 ms
    return right if held > (64 << 20) else torch.zeros(a.shape[:-2])
