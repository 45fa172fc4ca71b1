"""Answers, and goes on to answer, as fast as it can, for as long as it is let.

Must: what nobody asked for ends the worker, and takes no memory of the grader's.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# says = ["it came before it was asked for"]
# ///
import os
import threading
import time

import torch

from grader import protocol


def flood(frame):
    while True:
        os.write(3, frame)


def mnist_distance(a, b):
    frame = b"".join(protocol.pack({"value": torch.zeros(a.shape[:-2]), "mutated": [], "operations": 1}))
    for _ in range(8):
        threading.Thread(target=flood, args=(frame,), daemon=True).start()
    time.sleep(60)
