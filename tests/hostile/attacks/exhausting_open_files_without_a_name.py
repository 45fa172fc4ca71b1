"""Keeps as many open files without a name as it may have, each as large as it may be: no name is left to count them by.

Must: the kernel counts them, or there are no more of them than a worker may have open (240 MiB here); nothing stays.
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { file_mib = 4, call_seconds = 8, exercise_seconds = 20 }
# ///
import os

held = []


def mnist_distance(a, b):
    for _ in range(200):
        fd = os.open("f", os.O_RDWR | os.O_CREAT, 0o600)
        held.append(fd)
        os.unlink("f")
        if os.write(fd, bytes(4 << 20)) < 4 << 20:
            raise OSError("full")
    return (a - b).abs().mean((-1, -2))
