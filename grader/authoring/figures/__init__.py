"""`grader figures`: what a figure is (model), how they are shown (table, plots). Those of the course are in extras/figures."""

from grader.authoring.figures.model import Curve as Curve
from grader.authoring.figures.model import CurveTable as CurveTable
from grader.authoring.figures.model import Figure as Figure
