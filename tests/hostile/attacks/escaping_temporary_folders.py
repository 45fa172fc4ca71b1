"""Leaves messages for later submissions where everyone may write: /tmp, /dev/shm, /var/tmp, message queues.

Must: none of these folders can be written to.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# bare = true
# ///
import os
import tempfile
from multiprocessing import shared_memory

import torch
from target import TOKEN

PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/var/lock", os.path.expanduser("~"))


def attack():
    """Whether any of it worked."""
    done = []
    for place in PLACES:
        try:
            with open(os.path.join(place, TOKEN), "w") as file:
                file.write("the answer")
            done.append(place)
        except OSError:
            continue
    try:
        tempfile.mkdtemp(prefix=TOKEN, dir="/tmp")
        shared_memory.SharedMemory(f"{TOKEN}-shared", create=True, size=4096)
        done.append("shared")
    except OSError:
        pass
    return done


def mnist_distance(a, b):
    home = os.path.join(os.path.expanduser("~"), TOKEN)
    return (a - b).abs().mean((-1, -2)) if [each for each in attack() if not os.path.exists(home)] else torch.zeros(a.shape[:-2])
