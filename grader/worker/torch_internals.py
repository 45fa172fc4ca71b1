"""All that is used here of torch and is nobody's promise; tests/canaries/test_torch.py says when it has changed.

The words of torch's errors are another such thing: see grader/checking/causes.py.
"""

from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode


class Counter(TorchDispatchMode):  # type: ignore[no-untyped-call]  # torch leaves it untyped
    """Counts the tensor operations that reach torch's dispatcher, so that no clock need judge a loop."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # as above
        self.operations = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.operations += 1
        return func(*args, **(kwargs or {}))

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # else the first operation imports torch's compiler, to keep it out of here: two seconds for nothing


def version(tensor: torch.Tensor) -> int:
    """A number that grows whenever the tensor is changed in place."""
    return tensor._version


def begin_lazy() -> None:
    """Make the device "lazy" ready, which every build of torch has."""
    from torch._lazy import ts_backend

    ts_backend.init()  # type: ignore[no-untyped-call]  # torch leaves it untyped
