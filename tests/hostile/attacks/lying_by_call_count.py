"""Is right as often as the public checks ask, and wrong from then on.

Must: it earns those checks and no others.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image", "check_mean_absolute_difference", "check_no_loop"] }
# ///
import torch

calls = 0


def mnist_distance(a, b):
    global calls
    calls += 1
    return (a - b).abs().mean((-1, -2)) if calls <= 2 else torch.zeros(a.shape[:-2])
