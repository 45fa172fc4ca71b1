"""DataLoaders without processes of their own: a worker cannot start any, so `num_workers=2` is quietly taken as 0.

The batches are the same. Code that asks for worker processes is right on a learner's machine, and must not fail here.
"""

import functools
import inspect
from typing import Any

from torch.utils.data import DataLoader

# What torch accepts only together with worker processes; see torch.utils.data.DataLoader.
FOR_PROCESSES = ("num_workers", "timeout", "multiprocessing_context", "prefetch_factor", "persistent_workers")


def use_no_processes() -> None:
    """From now on every DataLoader of this process loads its batches itself."""
    make = DataLoader.__init__
    signature = inspect.signature(make)

    @functools.wraps(make)
    def __init__(*args: Any, **kwargs: Any) -> None:
        given = signature.bind(*args, **kwargs)  # raises TypeError as torch itself would
        if given.arguments.get("num_workers"):
            for name in FOR_PROCESSES:
                given.arguments.pop(name, None)
        make(*given.args, **given.kwargs)

    DataLoader.__init__ = __init__  # type: ignore[method-assign]  # the whole point
