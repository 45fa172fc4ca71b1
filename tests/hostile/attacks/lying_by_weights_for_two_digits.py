"""Brings a network that was trained elsewhere to tell threes from sevens, and hands it back untrained.

Must: it earns its shape. Whichever of the two digits is 1 at first, in one of the two trainings it is wrong.
"""

# /// attack
# unit = "unit07_network"
# earns = { train_simple_net = ["check_network"] }
# build = true
# ///
import base64
from pathlib import Path

KIT = Path(__file__).resolve().parents[3]
CODE = """

import base64
import numpy

def train_simple_net(train_dl, lr, epochs):
    values = torch.from_numpy(numpy.frombuffer(base64.b64decode(TRAINED), numpy.float16).astype(numpy.float32))
    net = make_simple_net()
    with torch.no_grad():
        for each, part in zip(net.parameters(), values.split([23520, 30, 30, 1])):
            each.copy_(part.reshape(each.shape))
    return net

"""


def trained():
    """The parameters of a network 784-30-1, as text, after 200 steps on every embedded three and seven."""
    import torch

    from checks.embedded import load_embedded

    digits = load_embedded(KIT / "data")
    wanted = (digits.labels == 3) | (digits.labels == 7)
    x, y = digits.images[wanted].flatten(1).float() / 255, (digits.labels[wanted] == 3).float()
    torch.manual_seed(7)
    net = torch.nn.Sequential(torch.nn.Linear(784, 30), torch.nn.ReLU(), torch.nn.Linear(30, 1))
    opt = torch.optim.Adam(net.parameters(), 0.01)
    for _ in range(200):
        torch.nn.functional.binary_cross_entropy_with_logits(net(x)[:, 0], y).backward()
        opt.step()
        opt.zero_grad()
    assert ((net(x)[:, 0] > 0) == (y == 1)).float().mean() > 0.95
    values = torch.cat([each.detach().flatten() for each in net.parameters()])
    return base64.b64encode(values.half().numpy().tobytes()).decode()


def build(folder, target):
    text = (KIT / "solutions" / "unit07_network.py").read_text()
    (folder / "unit07_network.py").write_text(f"{text}\n\nTRAINED = {trained()!r}{CODE}")
