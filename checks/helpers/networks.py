"""Helpers for networks that a learner makes for images: what their first layer has learned."""

from typing import Any

from torch import Tensor, nn

from grader.worker.helpers.registry import helper


@helper
def first_weights(model: Any) -> Tensor | None:
    """The weights [outputs, 784] that meet the pixels in a model's first linear layer; None where there is no such layer."""
    matrices = [p.detach() for p in model.parameters() if p.ndim == 2] if isinstance(model, nn.Module) else []
    for matrix in matrices:
        if 784 in matrix.shape:
            return matrix if matrix.shape[1] == 784 else matrix.T
    return None
