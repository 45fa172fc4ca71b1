"""Answers calls that were not made yet, so that every later answer is one that it chose at leisure.

Must: an answer that nobody asked for ends the worker.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# says = ["it came before it was asked for"]
# ///
import os
import time

import torch

from grader import protocol


def mnist_distance(a, b):
    frame = b"".join(protocol.pack({"value": torch.zeros(a.shape[:-2]), "mutated": [], "operations": 1}))
    os.write(3, 20 * frame)
    time.sleep(0.2)
    os.write(3, frame)
    time.sleep(60)
