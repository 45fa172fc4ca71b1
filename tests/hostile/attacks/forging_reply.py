"""Answers in the worker's place, in the words in which graders report success.

Must: the answer is read as the value of the call, and it is not a distance.
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { call_seconds = 1 }
# ///
import os
import time

from grader import protocol

PRAISE = {"value": True, "passed": True, "status": "passed", "score": 100, "points": 100, "mutated": [], "operations": 0}


def mnist_distance(a, b):
    os.write(3, b"".join(protocol.pack(PRAISE)))
    time.sleep(60)
