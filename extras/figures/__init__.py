"""The chapter's figures, for `grader figures`: what was published (published), and how ours come about (bench)."""

from types import SimpleNamespace

from extras.figures.bench import Bench as Bench
from extras.figures.published import CURVES as CURVES
from extras.figures.published import FIGURES as FIGURES
from extras.figures.published import LEARNER as LEARNER
from grader.authoring.figures import CurveTable
from grader.checking.givens import Givens

TABLES = (
    CurveTable("Accuracy after each epoch:", "full", "accuracy.png", CURVES),
    CurveTable("A Learner of nn.Linear, lr 1:", "full", "learner.png", LEARNER),
)


def bench(given: Givens, truth: SimpleNamespace, seed: int) -> Bench:
    """The reference functions, and the data to measure them on."""
    return Bench(given("digits").split, truth, seed)
