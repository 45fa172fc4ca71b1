"""Leaves earlier units out, so that sound versions stand in for them, and tells of those by how it ends: exit code, signal, broken wire.

Must: the learner reads the kind of the end alone: no number, no signal's name, nothing of what was wrong with the wire.
"""

# /// attack
# unit = "unit05_training"
# alone = true
# earns = {}
# hides = ["exit code", "SIG", "could not be read ("]
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


import os
import signal


def steal(*args, **kwargs):
    """The first byte decides how, the second which."""
    if not piece(1):  # there is nothing in this worker
        return
    way, number = (sum(map(ord, piece(2))) % 256 for _ in range(2))
    if way % 3 == 0:
        os._exit(number)
    elif way % 3 == 1:
        signal.raise_signal(1 + number % 30)
    os.write(3, bytes([number]) * 64)


batch_accuracy = calc_grad = make_batches = train_epoch = validate_epoch = steal
