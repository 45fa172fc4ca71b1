"""Answers a byte at a time, each well before anyone would lose patience with it.

Must: the limit of a call is one for the whole answer.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["did nothing for 1 seconds"]
# limits = { call_seconds = 1, exercise_seconds = 3 }
# ///
import os
import time

import torch

from grader import protocol


def mnist_distance(a, b):
    reply = b"".join(protocol.pack({"value": torch.zeros(a.shape[:-2]), "mutated": [], "operations": 1}))
    for i in range(len(reply)):
        os.write(3, reply[i : i + 1])
        time.sleep(0.05)
