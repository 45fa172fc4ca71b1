"""Props that are trained models, which outlast a check, and what can be seen of them."""

from typing import Any

from torch import Tensor, nn

from grader.inside.props.registry import prop

TRAINED: dict[str, Any] = {}  # by name; a training takes longer than all other checks together, so one serves several


@prop
def remember(name: str, model: Any) -> None:
    """Keep a trained model for the checks that follow."""
    TRAINED[name] = model


@prop
def recall(name: str) -> Any:
    """The model that was kept under this name, or None."""
    return TRAINED.get(name)


@prop
def first_weights(model: Any) -> Tensor | None:
    """The weights [outputs, 784] that meet the pixels in a model's first linear layer; None where there is no such layer."""
    matrices = [p.detach() for p in model.parameters() if p.ndim == 2] if isinstance(model, nn.Module) else []
    for matrix in matrices:
        if 784 in matrix.shape:
            return matrix if matrix.shape[1] == 784 else matrix.T
    return None
