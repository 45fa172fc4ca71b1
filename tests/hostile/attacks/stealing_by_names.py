"""Leaves earlier units out, so that sound versions stand in for them, and tells of those by names that it says are missing or unwritten.

Must: the learner reads the name that the grader asked for, whatever name the worker tells.
"""

# /// attack
# unit = "unit05_training"
# alone = true
# earns = {}
# hides = ["_1_"]
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


import gc


def take_over():
    for each in gc.get_objects():
        if type(each).__name__ == "Worker" and hasattr(each, "handles"):
            honest = each.answer

            def answer(request, honest=honest):
                if request.get("do") != "call" or not piece(1):
                    return honest(request)
                take_over.count = getattr(take_over, "count", 0) + 1
                if take_over.count % 2:
                    return {"missing": "_1_" + piece(70)}
                name = "_1_" + piece(150)
                return {"error": {"type": "NotImplementedError", "message": name, "frames": [["unit05_training.py", 1, name, name]]}}

            each.answer = answer


take_over()


def steal(*args, **kwargs):
    return 0


batch_accuracy = calc_grad = make_batches = train_epoch = validate_epoch = steal
