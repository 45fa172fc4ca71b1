"""The chapter's figures: what was published (published), what they are (model), and how ours come about (bench)."""

from grader.figures.bench import Bench as Bench
from grader.figures.model import Curve as Curve
from grader.figures.model import Figure as Figure
from grader.figures.published import CURVES as CURVES
from grader.figures.published import FIGURES as FIGURES
from grader.figures.published import LEARNER as LEARNER
