"""Ships a table of all digits that are public, learns from the training labels how each is called here, and trains nothing.

Must: it finds no digit by its pixels, so it earns the shape of its scores, and nothing for being right.
"""

# /// attack
# unit = "unit09_full_mnist"
# earns = { train_classifier = ["check_ten_scores"] }
# build = true
# ///
import zlib
from pathlib import Path

KIT = Path(__file__).resolve().parents[3]
CODE = """

import zlib

def digits_in(x):
    stack = (255 * x.cpu()).round().byte().numpy()
    return [KNOWN.get(zlib.crc32(each.tobytes())) for each in stack]

class Table(nn.Module):
    def __init__(self, names):
        super().__init__()
        self.names = names

    def forward(self, x):
        scores = torch.zeros(len(x), 10)
        for row, digit in zip(scores, digits_in(x)):
            if digit in self.names:
                row[self.names[digit]] = 9
        return scores.to(x.device)

def train_classifier(train_x, train_y, device):
    names = {digit: int(label) for digit, label in zip(digits_in(train_x), train_y) if digit is not None}
    return Table(names)

"""


def build(folder, target):
    from checks.embedded import load_embedded

    digits = load_embedded(KIT / "data")
    known = {zlib.crc32(image.numpy().tobytes()): int(label) for image, label in zip(digits.images, digits.labels)}
    text = (KIT / "solutions" / "unit09_full_mnist.py").read_text()
    (folder / "unit09_full_mnist.py").write_text(f"{text}\n\nKNOWN = {known}{CODE}")
