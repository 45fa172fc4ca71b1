"""Works out powers that no machine can hold, and returns integers that no format can.

Must: the one is stopped; of the other no digit crosses the wire.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["still running after 1 seconds of processor time"]
# limits = { call_seconds = 1, exercise_seconds = 3 }
# ///


def mnist_distance(a, b):
    return 9**9**9**9


def is_3(x, mean3, mean7):
    return 10**4000
