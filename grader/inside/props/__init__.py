"""Props: the models, parameters and batches that checks place beside student code, in the worker, by handle.

Checks reach them as `student.props.linear(weight, bias)`. Each is a plain function of plain values; none knows an answer. A new one
goes into the file of its noun, marked `@prop` (its result is sent) or `@kept` (its result stays in the worker).
"""

from grader.inside.props import (
    batches,
    files,
    functions,
    layers,
    learner,
    library,
    models,
    networks,
    optimizers,
    parameters,
    tensors,
    trained,
)
from grader.inside.props.registry import KEPT, PROPS

__all__ = [
    "KEPT",
    "PROPS",
    "batches",
    "files",
    "functions",
    "layers",
    "learner",
    "library",
    "models",
    "networks",
    "optimizers",
    "parameters",
    "tensors",
    "trained",
]
