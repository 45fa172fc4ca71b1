"""The student as a check sees it: calls that run in the worker, and their answers."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch

from grader import wire


class Caller(Protocol):
    """Whatever carries a request to a worker within the exercise's limits (see sitting.py)."""

    def request(self, message: dict[str, Any]) -> dict[str, Any]: ...


UNSEEN = "a value that no check looked at"


@dataclass
class Answer:
    """What came back from one call, and what was called, so that a message can say both.

    It remembers whether a check looked at its `value`: what nobody looked at (the loss that a training step may return, or not)
    tells nothing about a mistake.
    """

    call: str
    value: Any
    mutated: tuple[str, ...] = ()
    operations: int | None = None
    device: str = ""  # where its inputs live; empty where no tensor was among them
    student: "Student | None" = field(default=None, repr=False)
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
        if name.startswith("_") or not isinstance(self.raw, wire.Handle) or self.student is None:
            raise AttributeError(name)
        return Function(self.student, {"handle": self.raw, "method": name}, f"{self.call.split('(')[0]}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> "Answer":
        """Call an object that stayed in the worker: `model(images)`."""
        assert self.student is not None
        return Function(self.student, {"handle": self.raw}, self.call.split("(")[0])(*args, **kwargs)


@dataclass(frozen=True)
class Function:
    """Something callable in the worker."""

    student: "Student"
    target: dict[str, Any]
    name: str
    parameters: tuple[str, ...] = ()
    keep: bool = False
    count: bool = False

    def __call__(self, *args: Any, **kwargs: Any) -> Answer:
        return self.student.call(self, args, kwargs)


@dataclass(frozen=True)
class Namespace:
    """`student.props.linear(...)`, `student.keep.make_simple_net()`, `student.count.is_3(...)`."""

    find: Callable[[str], Function]

    def __getattr__(self, name: str) -> Function:
        return self.find(name)


class Student:
    """The learner's functions by name: `student.mnist_distance(a, b)` runs in the worker and gives an Answer.

    - `student.keep.f(...)` leaves the result in the worker, also when it could be sent;
    - `student.count.f(...)` counts the tensor operations that the call dispatches;
    - `student.props.p(...)` calls one of the kit's own props (grader/inside/props/);
    - a result that is no plain value or tensor stays in the worker, and its Answer can be called or asked for methods.

    `log` keeps every answer in order; diagnosis compares it with what a known mistake answers to the same check.
    """

    def __init__(
        self, caller: Caller, homes: dict[str, str], signatures: dict[str, tuple[str, ...]], device: str = "cpu"
    ) -> None:
        self._caller = caller
        self._device = device
        self._homes = homes
        self._signatures = signatures
        self.log: list[Answer] = []
        self._last_call = ""
        self.props = Namespace(lambda name: Function(self, {"prop": name}, f"props.{name}"))
        self.keep = Namespace(lambda name: self._function(name, keep=True))
        self.count = Namespace(lambda name: self._function(name, count=True))

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._function(name)

    def _function(self, name: str, keep: bool = False, count: bool = False) -> Function:
        if name not in self._homes:
            raise AttributeError(f"course.toml lists no exercise {name!r}")
        return Function(
            self, {"unit": self._homes[name], "name": name}, name, self._signatures.get(name, ()), keep, count
        )

    def call(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Answer:
        """One call over the wire. Raises StudentRaised, Missing or WorkerLost with `call` set to what was called."""
        described = f"{function.name}({describe_arguments(args, kwargs, function.parameters)})"
        own = "prop" not in function.target
        if own:
            self._last_call = described
        else:  # what a prop observes is the outcome of the learner's last call
            described = self._last_call or described
        message = {
            "do": "call",
            **function.target,
            "args": tuple(_plain(each) for each in args),
            "kwargs": {name: _plain(each) for name, each in kwargs.items()},
            "keep": function.keep,
            "count": function.count,
        }
        device = self._device if own and _holds_tensor((args, *kwargs.values())) else ""
        answer = Answer(described, None, device=device, student=self)
        self.log.append(answer)
        try:
            reply = self._caller.request(message)
        except Exception as error:
            answer.value = error
            error.call = described  # type: ignore[attr-defined]  # read by the message that explains it
            raise
        answer.value = reply["value"]
        mutated, operations = reply.get("mutated"), reply.get("operations")
        if isinstance(mutated, list):
            names = [*function.parameters, *(f"argument {i + 1}" for i in range(len(function.parameters), len(args)))]
            answer.mutated = tuple(names[i] for i in mutated if type(i) is int and 0 <= i < len(names))
        answer.operations = operations if type(operations) is int else None
        return answer


def _holds_tensor(value: Any) -> bool:
    """Whether a tensor is an argument, or in one."""
    value = _plain(value)
    return isinstance(value, torch.Tensor) or (isinstance(value, (list, tuple)) and any(map(_holds_tensor, value)))


def _plain(value: Any) -> Any:
    """An argument as the wire carries it: an Answer stands for its value."""
    if isinstance(value, Answer):
        return value.raw
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(each) for each in value)
    return value


def describe_arguments(args: tuple[Any, ...], kwargs: dict[str, Any], names: tuple[str, ...] = ()) -> str:
    """The arguments for a message: `a [25, 28, 28], b [28, 28], lr 0.5, params`. Values of tensors are never shown here."""
    parts = [_argument(names[i] if i < len(names) else "", each) for i, each in enumerate(args)]
    return ", ".join(parts + [_argument(name, each) for name, each in kwargs.items()])


def _argument(name: str, value: Any) -> str:
    if name and isinstance(_plain(value), wire.Handle):
        return name  # a model, a loader: its name says more than its type
    return f"{name} {describe(value)}".strip()


def describe(value: Any) -> str:
    """A value in a few characters: a tensor by its shape, a number as itself, anything else by its kind."""
    if isinstance(value, Answer):
        return describe(value.raw)
    if isinstance(value, torch.Tensor):
        return str(list(value.shape)) if value.ndim else "a single number"
    if isinstance(value, wire.Handle):
        return _with_article(value.type)
    if value is None or isinstance(value, (bool, int, float)):
        return f"{value:.4g}" if isinstance(value, float) else str(value)
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "...")
    if isinstance(value, (list, tuple)):
        kind = "list" if isinstance(value, list) else "tuple"
        return f"a {kind} of {len(value)}"
    return _with_article(type(value).__name__)


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeioAEIO' else 'a'} {noun}"


def parameters_of(function: Any) -> tuple[str, ...]:
    """The names of a reference function's parameters, for messages; () where it has none."""
    try:
        return tuple(name for name in inspect.signature(function).parameters if name != "self")
    except (TypeError, ValueError):
        return ()
