"""What a check is given: the learner, the reference, seeded inputs and the course's own givens. The same seed, the same context."""

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

import torch

from grader.checking.givens import Givens
from grader.checking.student import Student
from grader.course import Exercise


@dataclass
class Context:
    """Everything that a check's arguments can name, for one check of one submission.

    `given("name")` is a value of checks/given.py. `seed` is the check's own. The learner's code is judged on `device`: "cpu",
    "cuda", "mps".
    """

    exercise: Exercise
    student: Student
    truth: SimpleNamespace
    given: Givens
    seed: int
    device: str

    @cached_property
    def rng(self) -> torch.Generator:
        """The check's own source of random numbers, on the CPU: `torch.rand(3, generator=rng)`. The same seed, the same numbers."""
        return torch.Generator().manual_seed(self.seed)

    @cached_property
    def thresholds(self) -> dict[str, float]:
        """The manifest's thresholds of the exercise for the data at hand, by name; empty where it states none."""
        return self.exercise.thresholds.get(self.given.data.name, {})


CONTEXT: ContextVar[Context] = ContextVar("context")  # of the check that runs now


def seed_for(seed: int, check: str) -> int:
    """A check's own seed (63 bits), from the grading seed and the check's name. It is the same in every process and version."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{check}".encode()).digest()[:8], "big") >> 1
