"""The student as a check sees it: calls that run in the worker, and their answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import torch

from grader import protocol
from grader.checking.answer import Answer, Function, derived, facts_of, plain
from grader.checking.describe import describe_arguments
from grader.sandbox.failures import NoSuchName


class Caller(Protocol):
    """Whatever carries a request to a worker within the exercise's limits (see sandboxed/run.py)."""

    def request(self, message: dict[str, Any]) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Namespace:
    """`student.helpers.linear(...)`, `student.keep.make_simple_net()`, `student.count.is_3(...)`."""

    find: Callable[[str], Function]

    def __getattr__(self, name: str) -> Function:
        return self.find(name)


class Student:
    """The learner's functions by name: `student.mnist_distance(a, b)` runs in the worker and gives an Answer.

    - `student.keep.f(...)` leaves the result in the worker, also when it could be sent;
    - `student.count.f(...)` counts the tensor operations that the call dispatches;
    - `student.helpers.p(...)` calls one of the kit's own helpers (grader/worker/helpers/);
    - a result that is no plain value or tensor stays in the worker, and its Answer can be called or asked for methods.

    `log` keeps every answer in order; diagnosis compares what was read of them with what a known mistake answers to the same check.
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
        self.helpers = Namespace(lambda name: Function(self, {"helper": name}, f"helpers.{name}"))
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

    def resume(self, answer: Answer, call: str) -> Answer:
        """The same answer, now said to come of this call, and so is what helpers observe from here on: of a training, say, that an
        earlier check waited for.
        """
        self._last_call = call
        return derived(answer, call=call)

    def example(self, name: str, sources: list[str]) -> Answer:
        """The lines of the example in an exercise's docstring, run one after another: a list of what each gives, None for a
        statement.

        Raises StudentRaised, NoSuchName or WorkerLost with `call` set.
        """
        self._last_call = call = f"the example of {name}"
        answer = Answer(call, None, observed=True, student=self)
        self.log.append(answer)
        facts = facts_of(answer)
        try:
            request = {"do": "example", "unit": self._homes[name], "name": name, "sources": sources}
            facts.value = self._caller.request(request)["value"]
        except Exception as error:
            facts.value = error
            error.call = name if isinstance(error, NoSuchName) else call  # type: ignore[attr-defined]  # as below
            raise
        return answer

    def call(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Answer:
        """One call over the wire. Raises StudentRaised, NoSuchName or WorkerLost with `call` set to what was called."""
        described = f"{function.name}({describe_arguments(args, kwargs, function.parameters)})"
        own = "helper" not in function.target
        if own:
            self._last_call = described
        else:  # what a helper observes is the outcome of the learner's last call
            described = self._last_call or "your code"
        message = {
            "do": "call",
            **function.target,
            "args": tuple(plain(each) for each in args),
            "kwargs": {name: plain(each) for name, each in kwargs.items()},
            "keep": function.keep,
            "count": function.count,
        }
        tensors = list(_tensors((args, *kwargs.values())))
        # What came of a call vouches for nothing.
        inputs = frozenset(each.dtype for each in tensors if not protocol.is_received(each))
        device = self._device if own and tensors else ""
        answer = Answer(described, None, device=device, inputs=inputs, observed=not own, student=self)
        self.log.append(answer)
        facts = facts_of(answer)
        try:
            reply = self._caller.request(message)
        except Exception as error:
            facts.value = error
            error.call = described  # type: ignore[attr-defined]  # read by the message that explains it
            raise
        facts.value = reply["value"]
        mutated, operations = reply.get("mutated"), reply.get("operations")
        if isinstance(mutated, list):
            names = [*function.parameters, *(f"argument {i + 1}" for i in range(len(function.parameters), len(args)))]
            facts.mutated = tuple(names[i] for i in mutated if type(i) is int and 0 <= i < len(names))
        facts.operations = operations if type(operations) is int else None
        return answer


def _tensors(value: Any) -> Iterator[torch.Tensor]:
    """The tensors that are arguments, or in one."""
    value = plain(value)
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _tensors(each)
