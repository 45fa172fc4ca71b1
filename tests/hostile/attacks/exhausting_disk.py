"""Fills the disk, with large files and with a great many.

Must: a file has a limit, and so has the folder; nothing of it stays.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# limits = { file_mib = 4 }
# ///
import itertools
import time


def mnist_distance(a, b):
    for number in range(100):
        with open(f"large{number}", "wb") as file:
            file.write(bytes(3 << 20))
    time.sleep(60)


def is_3(x, mean3, mean7):
    with open("sparse", "wb") as file:
        file.truncate(1 << 40)
    for number in itertools.count():
        open(f"small{number}", "w").close()
