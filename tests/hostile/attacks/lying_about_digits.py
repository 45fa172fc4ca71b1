"""Ships a table of all digits that are public, with their labels, and looks up what it is asked about.

Must: it passes where its answers are right, as any classifier would; being right about a digit is no answer to what the exercise
asks about other images.
"""

# /// attack
# earns = { is_3 = ["check_one_answer_per_image"] }
# build = true
# ///
import zlib
from pathlib import Path

KIT = Path(__file__).resolve().parents[3]
CODE = """

import zlib

def is_3(x, mean3, mean7):
    stack = x if x.ndim == 3 else x[None]
    keys = [zlib.crc32((255 * each).round().byte().numpy().tobytes()) for each in stack]
    found = torch.tensor([KNOWN.get(key) == 3 for key in keys])
    return found if x.ndim == 3 else found[0]

"""


def build(folder, target):
    from checks.embedded import load_embedded

    digits = load_embedded(KIT / "data")
    known = {zlib.crc32(image.numpy().tobytes()): int(label) for image, label in zip(digits.images, digits.labels)}
    text = (KIT / "solutions" / "unit02_similarity.py").read_text()
    (folder / "unit02_similarity.py").write_text(f"{text}\n\nKNOWN = {known}{CODE}")
