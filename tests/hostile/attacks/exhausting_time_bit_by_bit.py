"""Stays under the limit of a call every time, so that all its calls together would take the whole day.

Must: the exercise has a limit of its own.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["All checks of this exercise together may take 2 seconds."]
# limits = { call_seconds = 1.8, exercise_seconds = 2 }
# ///
import time


def mnist_distance(a, b):
    time.sleep(1.2)
    raise ValueError("not yet")
