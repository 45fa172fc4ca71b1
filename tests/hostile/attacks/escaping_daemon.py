"""Forks twice into a session of its own, so that no parent knows of it, and waits there for the results to be written.

Must: it cannot fork once.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["PermissionError"]
# bare = true
# ///
import os
import time

from target import RESULTS


def attack():
    if (child := os.fork()) == 0:
        os.setsid()
        if os.fork() == 0:
            for _ in range(200):
                with open(f"{RESULTS}/results.json", "w") as file:
                    file.write('{"score": 100.0}')
                time.sleep(0.1)
        os._exit(0)
    os.waitpid(child, 0)


def mnist_distance(a, b):
    attack()
