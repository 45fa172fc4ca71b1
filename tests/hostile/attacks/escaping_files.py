"""Changes files outside of its folder in every way there is: writes, appends, empties, renames, removes, sets modes and times.

Must: they stay as they are, down to the time of their last change.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# bare = true
# ///
import os

import torch
from target import NEIGHBOUR, OUTSIDE

CANARY = os.path.join(OUTSIDE, "canary.txt")


def attack():
    """Whether any of it worked."""
    done = []
    for attempt in (
        lambda: open(CANARY, "a").write("x"),
        lambda: os.close(os.open(CANARY, os.O_RDONLY | os.O_TRUNC)),
        lambda: os.close(os.open(OUTSIDE, os.O_TMPFILE | os.O_RDWR)),
        lambda: os.truncate(CANARY, 1),
        lambda: os.utime(CANARY, (0, 0)),
        lambda: os.chmod(CANARY, 0o600),
        lambda: os.setxattr(CANARY, "user.mine", b"x"),
        lambda: os.mkdir(os.path.join(OUTSIDE, "folder")),
        lambda: open(os.path.join(OUTSIDE, "new.txt"), "w").write("x"),
        lambda: os.rename(os.path.join(NEIGHBOUR, "unit02_similarity.py"), os.path.join(NEIGHBOUR, "gone.py")),
        lambda: os.unlink(CANARY),
    ):
        try:
            done.append(attempt() or True)
        except OSError:
            continue
    return any(done)


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if attack() else torch.zeros(a.shape[:-2])
