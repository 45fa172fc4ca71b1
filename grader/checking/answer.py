"""An answer: what one call of the learner's code gave back, and how it was called. A callable answer can be called, too."""

from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

from grader import protocol

UNSEEN = "a value that no check looked at"


class Callee(Protocol):
    """Whose functions are called (see student.py)."""

    def call(self, function: "Function", args: tuple[Any, ...], kwargs: dict[str, Any]) -> "Answer": ...


@dataclass
class Answer:
    """What came back from one call, and what was called, so that a message can say both.

    It remembers whether a check looked at its `value`: what nobody looked at (the loss that a training step may return, or not)
    tells nothing about a mistake. `observed` says that nobody returned it: a helper looked.
    """

    call: str
    value: Any
    mutated: tuple[str, ...] = ()
    operations: int | None = None
    device: str = ""  # where its inputs live; empty where no tensor was among them
    inputs: frozenset[torch.dtype] = frozenset()  # of the tensors among them that the check made itself
    observed: bool = False
    student: Callee | None = field(default=None, repr=False)
    looked_at: bool = field(default=False, repr=False)

    def __getattribute__(self, name: str) -> Any:
        if name == "value":
            object.__setattr__(self, "looked_at", True)
        return object.__getattribute__(self, name)

    @property
    def raw(self) -> Any:
        """The value, without a look at it: for passing it on."""
        return vars(self)["value"]

    @property
    def evidence(self) -> Any:
        """What this answer says about a mistake: its value where a check looked at it, or what the call raised; else UNSEEN."""
        return self.raw if self.looked_at or isinstance(self.raw, Exception) else UNSEEN

    def __getattr__(self, name: str) -> Any:
        """Methods of an object that stayed in the worker: `optimizer.step()`."""
        if name.startswith("_") or not isinstance(self.raw, protocol.Handle) or self.student is None:
            raise AttributeError(name)
        return Function(self.student, {"handle": self.raw, "method": name}, f"{self.call.split('(')[0]}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> "Answer":
        """Call an object that stayed in the worker: `model(images)`."""
        assert self.student is not None
        return Function(self.student, {"handle": self.raw}, self.call.split("(")[0])(*args, **kwargs)


@dataclass(frozen=True)
class Function:
    """Something callable in the worker."""

    student: Callee
    target: dict[str, Any]
    name: str
    parameters: tuple[str, ...] = ()
    keep: bool = False
    count: bool = False

    def __call__(self, *args: Any, **kwargs: Any) -> Answer:
        return self.student.call(self, args, kwargs)


def plain(value: Any) -> Any:
    """An argument as the wire carries it: an Answer stands for its value."""
    if isinstance(value, Answer):
        return value.raw
    if isinstance(value, (list, tuple)):
        return type(value)(plain(each) for each in value)
    return value
