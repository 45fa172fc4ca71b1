"""Right answers for both units, each by another way than the reference's and in double precision: matrices and closed forms."""

import torch
from torch import Tensor

STEPS = 60  # more than any check takes


def points(rng: torch.Generator, n: int, noise: float = 0.5) -> tuple[Tensor, Tensor]:
    """Random distances [n] between 0 and 3, and velocities [n] around a random line."""
    distance = 3 * torch.rand(n, generator=rng)
    slope, start = (2 * torch.randn(2, generator=rng)).tolist()
    return distance, slope * distance + start + noise * torch.randn(n, generator=rng)


def some_line(rng: torch.Generator) -> Tensor:
    """A random line [2] of which neither number is near 0, or near the other."""
    slope, start = (1 + torch.rand(2, generator=rng)).tolist()
    return torch.tensor([slope, -3 * start])


def matrix(distance: Tensor) -> Tensor:
    """The distances and a column of ones, [n, 2]: a line is what it is multiplied by."""
    return torch.stack([distance.double(), torch.ones(len(distance), dtype=torch.float64)], 1)


def expected(distance: Tensor, line: Tensor) -> Tensor:
    """The velocities [n] that a line expects."""
    return (matrix(distance) @ line.double()).float()


def left(distance: Tensor, velocity: Tensor, line: Tensor) -> Tensor:
    """The residuals [n]."""
    return (velocity.double() - matrix(distance) @ line.double()).float()


def loss(distance: Tensor, velocity: Tensor, line: Tensor) -> float:
    """The mean squared error: the squared length of the difference as one vector, by its number of parts."""
    return float(torch.linalg.vector_norm(velocity.double() - matrix(distance) @ line.double()) ** 2 / len(distance))


def best_line(distance: Tensor, velocity: Tensor) -> Tensor:
    """The line [2] with the smallest mean squared error, in double precision, by torch's own solver."""
    return torch.linalg.lstsq(matrix(distance), velocity.double()[:, None]).solution.flatten()


def slopes(distance: Tensor, velocity: Tensor, line: Tensor) -> Tensor:
    """The gradient [2] of the mean squared error, from the normal equations."""
    x = matrix(distance)
    return (2 / len(x) * (x.T @ x @ line.double() - x.T @ velocity.double())).float()


def stepped(distance: Tensor, velocity: Tensor, line: Tensor, lr: float) -> Tensor:
    """The line [2] after one step downhill: the way to the best line, shortened by a matrix."""
    return descended(distance, velocity, line, lr, 1)


def descended(distance: Tensor, velocity: Tensor, line: Tensor, lr: float, steps: int) -> Tensor:
    """The line [2] after some steps downhill: each step shortens the way to the best line by the same matrix."""
    x = matrix(distance)
    shorter = torch.eye(2, dtype=torch.float64) - 2 * lr / len(x) * x.T @ x
    best = best_line(distance, velocity)
    return best + torch.linalg.matrix_power(shorter, steps) @ (line.double() - best)


def walk(distance: Tensor, velocity: Tensor, lr: float, goal: float, most: int = STEPS) -> tuple[Tensor, int]:
    """The first line [2] on the way down from two zeros whose loss is below the goal, and after how many steps it comes."""
    for steps in range(most + 1):
        line = descended(distance, velocity, torch.zeros(2), lr, steps)
        if steps == most or loss(distance, velocity, line) < goal:
            break
    return line.float(), steps


def between(distance: Tensor, velocity: Tensor, lr: float, steps: int) -> float:
    """A goal that is reached after so many steps and not before, as far as can be from where rounding decides."""
    lines = (descended(distance, velocity, torch.zeros(2), lr, each) for each in (steps - 1, steps))
    before, after = (loss(distance, velocity, line) for line in lines)
    return (before + after) / 2


def pushed(gradients: Tensor, start: Tensor, lr: float, momentum: float) -> Tensor:
    """The lines [steps, ...] of momentum along known gradients [steps, ...]: how much of each gradient every line has in it.

    A gradient counts with 1 in its own step, with `momentum` in the next, and so on: a geometric series. No push is kept here.
    """
    steps = len(gradients)
    ages = torch.arange(steps)[:, None] - torch.arange(steps)[None] + 1  # of each gradient in each line, in steps
    share = torch.where(ages > 0, (1 - momentum ** ages.double()) / (1 - momentum), 0.0)
    moved = torch.tensordot(share, gradients.double(), 1)
    return (start.double() - lr * moved).float()


def rolled(steepness: Tensor, lowest: Tensor, start: Tensor, lr: float, momentum: float, steps: int) -> Tensor:
    """The line of momentum in a valley after some steps: for each number, a power of the 2 × 2 matrix that makes one step."""
    found = []
    for steep, low, begin in zip(steepness.double(), lowest.double(), start.double(), strict=True):
        once = torch.tensor([[momentum, float(steep)], [-lr * momentum, 1 - lr * float(steep)]], dtype=torch.float64)
        _, way = torch.linalg.matrix_power(once, steps) @ torch.stack([torch.zeros_like(begin), begin - low])
        found.append(low + way)
    return torch.stack(found).float()
