"""Brings the weights of a model of ten digits that was trained elsewhere on every public digit, and trains nothing.

Must: it earns the shape of its scores, and nothing for being right.
"""

# /// attack
# unit = "unit09_full_mnist"
# earns = { train_classifier = ["check_ten_scores"] }
# build = true
# ///
import base64
from pathlib import Path

KIT = Path(__file__).resolve().parents[3]
CODE = """

import base64
import numpy

def train_classifier(train_x, train_y, device):
    values = torch.from_numpy(numpy.frombuffer(base64.b64decode(TRAINED), numpy.float16).astype(numpy.float32))
    model = nn.Linear(784, 10).to(device)
    with torch.no_grad():
        model.weight.copy_(values[:7840].reshape(10, 784))
        model.bias.copy_(values[7840:])
    return model

"""


def trained():
    """Weights and bias of a linear model, as text, after 200 steps on every embedded digit."""
    import torch

    from checks.embedded import load_embedded

    digits = load_embedded(KIT / "data")
    x, y = digits.images.flatten(1).float() / 255, digits.labels
    model = torch.nn.Linear(784, 10)
    opt = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(200):
        torch.nn.functional.cross_entropy(model(x), y).backward()
        opt.step()
        opt.zero_grad()
    assert (model(x).argmax(1) == y).float().mean() > 0.9
    values = torch.cat([model.weight.detach().flatten(), model.bias.detach()])
    return base64.b64encode(values.half().numpy().tobytes()).decode()


def build(folder, target):
    text = (KIT / "solutions" / "unit09_full_mnist.py").read_text()
    (folder / "unit09_full_mnist.py").write_text(f"{text}\n\nTRAINED = {trained()!r}{CODE}")
