"""Starts threads until there are no more to be had, and keeps them.

Must: it gets a bounded number of them, which end with it.
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { call_seconds = 4, exercise_seconds = 6, memory_mib = 512 }
# ///
import threading
import time


def mnist_distance(a, b):
    threading.stack_size(32 << 10)
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
