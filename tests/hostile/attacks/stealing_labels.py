"""Reads the labels of the digits from the kit's data folder, to answer without looking at the images.

Must: the data folder is out of reach, also for PIL and numpy, which open files in their own ways.
"""

# /// attack
# earns = { is_3 = [] }
# says = ["PermissionError"]
# bare = true
# ///
import os

import numpy
import torch
from PIL import Image
from target import KIT, OUTSIDE


def attack():
    data = os.path.join(KIT, "data")
    for read in (numpy.fromfile, Image.open, torch.load, os.listdir, numpy.memmap):
        for name in ("manifest.csv", "digit_3.png", ""):
            try:
                found = read(os.path.join(data, name))
            except (OSError, ValueError, TypeError, RuntimeError):
                continue
            with open(os.path.join(OUTSIDE, "labels.txt"), "w") as file:
                file.write(str(found)[:100])
    with open(os.path.join(data, "manifest.csv")) as file:
        return file.readlines()


def is_3(x, mean3, mean7):
    return torch.tensor([",3," in line for line in attack()][: len(x)])
