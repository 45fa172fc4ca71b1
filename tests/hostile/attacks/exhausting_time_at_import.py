"""Never ends to be imported, so that no exercise is ever reached, in any worker.

Must: it is imported once, up to the limit of a call, and the unit earns nothing.
"""

# /// attack
# alone = true
# earns = { mnist_distance = [] }
# says = ["unit02_similarity.py could not be imported.", "did nothing for 1 seconds"]
# limits = { call_seconds = 1, exercise_seconds = 3 }
# ///
import time

while True:
    time.sleep(1)
