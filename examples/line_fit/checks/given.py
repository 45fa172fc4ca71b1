"""What the checks of this course may ask for beside the engine's own arguments."""

import csv

import torch
from torch import Tensor

from grader.checking.givens import given
from grader.course.data import Data


@given
def nebulae(data: Data, seed: int) -> tuple[Tensor, Tensor]:
    """The distances [24] in Mpc and the velocities [24] in km/s, float32, in an order drawn by the seed."""
    with open(data.folder / "data" / "hubble.csv", encoding="utf-8", newline="") as file:
        rows = torch.tensor([[float(each["distance"]), float(each["velocity"])] for each in csv.DictReader(file)])
    order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed))
    distance, velocity = rows[order].T
    return distance.contiguous(), velocity.contiguous()
