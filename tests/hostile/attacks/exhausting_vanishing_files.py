"""Ends the watch's look at its folder: one file that is gone between the listing and its stat, and the rest is not counted.

Must: the rest counts (16 MiB here).
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { file_mib = 4, call_seconds = 9, exercise_seconds = 20 }
# ///
import os
import threading
import time

import torch


def churn():
    number = 0
    while True:
        os.close(os.open(f"c{number}", os.O_WRONLY | os.O_CREAT, 0o600))
        if number >= 300:
            os.unlink(f"c{number - 300}")
        number += 1


def mnist_distance(a, b):
    threading.Thread(target=churn, daemon=True).start()
    block = bytes(4 << 20)
    last = []
    for number in range(400):  # names that stand last in the folder's own order
        os.close(os.open(f"b{number}", os.O_WRONLY | os.O_CREAT, 0o600))
    last = [each for each in os.listdir(".") if each.startswith("b")][-15:]
    for number in range(400):
        if f"b{number}" not in last:
            os.unlink(f"b{number}")
    for name in last:
        fd = os.open(name, os.O_WRONLY)
        os.write(fd, block)
        os.close(fd)
    time.sleep(0.5)  # 60 MiB stand there; without a file system of its own a worker is looked at every 50 ms
    return (a - b).abs().mean((-1, -2))
