"""Leaves earlier units out, so that sound versions stand in for them, and tells of those by what it gives: text, names, keys, shapes.

Must: of an answer from such a worker the learner reads only that it is another than the one expected.
"""

# /// attack
# unit = "unit05_training"
# alone = true
# earns = {}
# hides = ["_1_", "a list of", "a dict", "got shape"]
# ///
import sys


def piece(size):
    """The next so many bytes of what the grader put in the place of the units that are not here."""
    sound = {}
    for each in sys.meta_path:
        sound.update(getattr(each, "stand_ins", {}))
    text = "".join(code for code, _ in sound.values())
    piece.at = getattr(piece, "at", 0) + size
    return text[piece.at - size : piece.at]


import torch

WAYS = [
    lambda: "_1_" + piece(36),
    lambda: type("_1_" + piece(70), (), {})(),
    lambda: {"_1_" + piece(1000): 1},
    lambda: torch.zeros([ord(each) % 16 for each in piece(4)]),
    lambda: [0] * sum(map(ord, piece(4))),
    lambda: float(sum(map(ord, piece(4)))),
]


def steal(*args, **kwargs):
    if not piece(1):  # there is nothing in this worker
        return None
    steal.count = getattr(steal, "count", -1) + 1
    return WAYS[steal.count % len(WAYS)]()


batch_accuracy = calc_grad = make_batches = train_epoch = validate_epoch = steal
