"""Takes all the memory that there is, in small pieces, and goes on when it is told that there is no more.

Must: it gets no more than its limit, and it alone is ended.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# limits = { call_seconds = 2, exercise_seconds = 4, memory_mib = 256 }
# ///
hoard = []


def mnist_distance(a, b):
    while True:
        hoard.append(bytearray(b"x") * (1 << 20))


def is_3(x, mean3, mean7):
    while True:
        try:
            while True:
                hoard.append(bytearray(b"x") * (1 << 16))
        except MemoryError:
            continue
