"""Looks for other workers: their scratch folders beside its own, their memory, their ends of a wire.

Must: it sees its own folder and nothing beside it.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import glob
import os

import torch


def loot():
    home = os.environ["HOME"]
    found = glob.glob(os.path.join(os.path.dirname(home), "*")) + glob.glob("/tmp/*")
    for number in range(1, 50):
        for place in (os.path.dirname(home), "/tmp"):
            try:
                found += os.listdir(os.path.join(place, str(number)))
            except OSError:
                continue
    for pid in range(max(1, os.getpid() - 200), os.getpid() + 200):
        if pid == os.getpid():
            continue
        try:
            os.kill(pid, 0)
            found.append(pid)
        except OSError:
            continue
    return [each for each in found if each != home]


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if loot() else torch.zeros(a.shape[:-2])
