"""Takes memory in ways that not every limit counts: shared pages, mapped files, files in memory, stacks of threads.

Must: each is denied, or counts.
"""

# /// attack
# earns = { mnist_distance = [] }
# limits = { call_seconds = 3, exercise_seconds = 5, memory_mib = 256, file_mib = 16 }
# ///
import mmap
import os
import threading
import time

hoard = []


def mnist_distance(a, b):
    try:
        hoard.append(os.memfd_create("hoard"))
        os.truncate(hoard[-1], 8 << 30)
        return (a - b).abs().mean((-1, -2))
    except OSError:
        pass
    threading.stack_size(64 << 20)
    try:
        while True:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    except RuntimeError:
        pass
    while True:
        pages = mmap.mmap(-1, 16 << 20)
        pages.write(b"x" * (16 << 20))
        hoard.append(pages)
