"""Real digits as nobody has seen them before, for exercises in which training is what is asked.

MNIST is public: a model that was trained elsewhere, or a table of known digits, is right about it without any training here. So the
labels that a training gets are drawn for the class, and each pixel is a little lighter or darker. Honest training does not notice,
whatever the model; what was trained elsewhere is at chance. The pixels keep their places, so that a convolution is a right answer.
"""

import torch
from torch import Tensor

REACH = 3  # of 255: by how much ink gets lighter or darker at most
FAINT = 40  # of 255: ink up to here may vanish
VANISHES = 0.25  # of the faint ink
PART = 5_000  # images changed at a time, so that all of MNIST takes little memory on the way


def roughened(images: Tensor, generator: torch.Generator) -> Tensor:
    """Images [n, 28, 28] uint8 with other ink: up to REACH lighter or darker, and some of the faintest gone. Paper stays paper."""
    return torch.cat([_rough(images[i : i + PART], generator) for i in range(0, len(images), PART)])


def _rough(images: Tensor, generator: torch.Generator) -> Tensor:
    shift = torch.randint(-REACH, REACH + 1, images.shape, generator=generator, dtype=torch.int16)
    gone = (images <= FAINT) & (torch.rand(images.shape, generator=generator) < VANISHES)
    return torch.where((images == 0) | gone, 0, (images + shift).clamp(1, 255)).to(torch.uint8)


def exchanged(count: int, generator: torch.Generator) -> Tensor:
    """A random order int64 [count] of the numbers from 0 in which none keeps its place; all such orders are equally likely."""
    places = torch.arange(count)
    while (order := torch.randperm(count, generator=generator)).eq(places).any():
        pass
    return order
