"""Returns a tensor that is another one each time it is looked at, and one that a thread changes after it was returned.

Must: an answer is read once, and is then a plain tensor that no one else holds.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"], is_3 = ["check_one_answer_per_image"] }
# ///
import threading

import torch


class Fickle(torch.Tensor):
    """Its numbers depend on who asks."""

    looks = 0

    def detach(self):
        type(self).looks += 1
        return torch.full(self.shape, float(self.looks))


def mnist_distance(a, b):
    return torch.zeros(a.shape[:-2]).as_subclass(Fickle)


def is_3(x, mean3, mean7):
    answer = torch.zeros(x.shape[:-2], dtype=torch.bool)
    right = (x - mean3).abs().mean((-1, -2)) < (x - mean7).abs().mean((-1, -2))
    threading.Timer(0.05, answer.copy_, [right]).start()
    return answer
