"""Leaves earlier units out, so that sound versions stand in for them, and tells of those by the type, message and lines of its errors.

Must: of an error in such a worker the learner reads nothing but a type of Python's or torch's own, and a line of their own file.
"""

# /// attack
# unit = "unit05_training"
# alone = true
# earns = {}
# hides = ["<<"]
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


def steal(*args, **kwargs):
    if not piece(1):  # there is nothing in this worker
        raise ValueError
    for each in sys.meta_path:
        if hasattr(each, "owns"):
            each.line = lambda *_: f"<<{piece(195)}>>"
    kind = type(f"<<{piece(76)}>>", (Exception,), {})
    code = compile(f"raise kind('<<{piece(190)}>>')", "unit05_training.py", "exec")
    exec(code.replace(co_name=f"<<{piece(190)}>>"), {"kind": kind})


batch_accuracy = calc_grad = make_batches = train_epoch = validate_epoch = steal
