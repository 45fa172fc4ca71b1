"""A worker: answers the requests listed in __main__.py until its wire closes. It holds no expected values."""

import random
import socket
from collections.abc import Callable
from typing import Any

import numpy
import torch

from grader import protocol
from grader.worker import device as devices
from grader.worker import helpers
from grader.worker.example import run_example
from grader.worker.modules import Modules
from grader.worker.raised import describe
from grader.worker.torch_internals import Counter, version

FOREVER = float("inf")  # the grader keeps the time; a worker only waits
MAX_HANDLES = 10_000
SMALL = 1 << 20  # bytes of a tensor that are compared to see whether it was changed
UNSENDABLE = "Unsendable"  # in place of an exception's type: nothing was raised, but the result cannot be sent


class NoSuchName(Exception):
    """The learner's module has no such name."""


class Worker:
    """The learner's modules, and the objects that checks hold by handle."""

    def __init__(self, layers: tuple[str, ...], memory_bytes: int = 0) -> None:
        self.layers = layers
        self.memory_bytes = memory_bytes  # of a GPU, where it is judged on one
        self.modules = Modules()
        self.handles: dict[int, object] = {}
        self.models: dict[str, Any] = {}  # what checks keep for those that follow
        self.device = torch.device("cpu")

    def keep(self, item: object) -> protocol.Handle:
        """Remember an object that cannot be sent, and name it by a number."""
        if len(self.handles) >= MAX_HANDLES:
            raise protocol.WireError("too many objects are held")
        number = len(self.handles) + 1
        self.handles[number] = item
        return protocol.Handle(number, type(item).__name__[:80])

    def resolve(self, value: Any) -> Any:
        """The value as student code gets it: handles become their objects, tensors move to the judged device."""
        if isinstance(value, protocol.Handle):
            return self.handles[value.number]
        if isinstance(value, torch.Tensor):
            return value if self.device.type == "cpu" else devices.move(value, self.device)
        if isinstance(value, (list, tuple)):
            return type(value)(self.resolve(each) for each in value)
        if isinstance(value, dict):
            return {k: self.resolve(v) for k, v in value.items()}
        return value

    def begin(self, seed: int, device: str, threads: int) -> dict[str, Any]:
        self.handles.clear()
        helpers.kept.KEPT_MODELS.set(self.models)  # in a notebook's kernel, several take turns
        self.device = devices.make_ready(device, self.memory_bytes)
        if threads != torch.get_num_threads():
            torch.set_num_threads(threads)
        if self.device.type == "cpu":
            torch.default_generator.manual_seed(seed)  # torch.manual_seed notes a traceback for every kind of device there is
        else:
            torch.manual_seed(seed)
        numpy.random.seed(seed % 2**32)
        random.seed(seed)
        return {"value": list(self.layers)}

    def sources(self, modules: dict[str, str], stand_ins: dict[str, Any]) -> dict[str, Any]:
        self.modules.add(modules, stand_ins)
        self.models.clear()  # by other modules, if by any
        return {"value": None}

    def load(self, unit: str) -> dict[str, Any]:
        return {"value": sorted(name for name in vars(self.modules.load(unit)) if not name.startswith("_"))}

    def written(self, unit: str, name: str) -> dict[str, Any]:
        """Whether an exercise is more than its stub, of which every function only raises NotImplementedError."""
        found: Any = getattr(self.modules.load(unit), name, None)
        parts = [found] if not isinstance(found, type) else [each for each in vars(found).values() if callable(each)]
        codes = [each.__code__ for each in parts if hasattr(each, "__code__")]
        return {"value": not codes or any(code.co_names != ("NotImplementedError",) for code in codes)}

    def target(self, request: dict[str, Any]) -> Callable[..., Any]:
        if "helper" in request:
            found: Any = helpers.HELPERS[request["helper"]]
            return found  # type: ignore[no-any-return]
        if "handle" in request:
            found = self.handles[request["handle"].number]
        else:
            module = self.modules.load(request["unit"])
            if not hasattr(module, request["name"]):
                raise NoSuchName(request["name"])
            found = getattr(module, request["name"])
        method = request.get("method")
        if method is None:
            return found  # type: ignore[no-any-return]
        if not hasattr(found, method):
            raise NoSuchName(method)
        return getattr(found, method)  # type: ignore[no-any-return]

    def call(self, request: dict[str, Any]) -> dict[str, Any]:
        function = self.target(request)
        args, kwargs = self.resolve(request["args"]), self.resolve(request["kwargs"])
        before = [_state(each) for each in args]
        counter = Counter() if request["count"] else None
        if not callable(function):
            value = function  # an attribute of a handle: reading it is enough
        elif counter is not None:
            with counter:
                value = function(*args, **kwargs)
        else:
            value = function(*args, **kwargs)
        mutated = [i for i, state in enumerate(before) if state != _state(args[i])]
        if request["keep"] or request.get("helper") in helpers.KEPT:
            value = self.keep(value)
        return {"value": value, "mutated": mutated, "operations": counter.operations if counter else None}

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what the request asks; whatever is raised becomes an answer too."""
        try:
            if beginning := request.pop("begin", None):
                self.begin(**beginning)
            match request.pop("do"):
                case "begin":
                    return self.begin(**request)
                case "sources":
                    return self.sources(**request)
                case "import":
                    return self.load(**request)
                case "written":
                    return self.written(**request)
                case "call":
                    return self.call(request)
                case "example":
                    self.target(request)  # whether it is there at all
                    return {"value": run_example(vars(self.modules.load(request["unit"])), request["sources"])}
            raise ValueError("unknown request")
        except NoSuchName as missing:
            return {"missing": str(missing)}
        except BaseException as error:  # SystemExit and KeyboardInterrupt of student code end here too
            return {"error": describe(error, self.modules)}

    def reply(self, request: dict[str, Any]) -> list[memoryview]:
        """The answer as a frame, in which what cannot be sent is an answer too."""
        answer = self.answer(request)
        try:
            return protocol.pack(answer, self.keep, protocol.REPLY)
        except protocol.WireError as error:
            return protocol.pack({"error": {"type": UNSENDABLE, "message": str(error), "frames": []}})
        except BaseException as error:  # a result that raises while it is looked at
            return protocol.pack({"error": describe(error, self.modules)})


def _state(value: object) -> tuple[int, bytes] | None:
    """What changes with a tensor: its version, and its bytes, since who writes by `.data` or `.numpy()` leaves the version be."""
    if not isinstance(value, torch.Tensor):
        return None
    flat = value.detach().cpu().reshape(-1) if value.nbytes <= SMALL else torch.empty(0)
    return version(value), flat.contiguous().view(torch.uint8).numpy().tobytes()


def serve(sock: socket.socket, layers: tuple[str, ...], memory_bytes: int, busy_poll: bool = False) -> None:
    """Answer requests until the grader hangs up, with so much memory of a GPU at the most. `busy_poll`: see protocol.receive."""
    worker = Worker(layers, memory_bytes)
    while True:
        try:
            request = protocol.receive(sock, FOREVER, busy_poll=busy_poll)
        except protocol.WireError:
            return
        try:
            protocol.transmit(sock, worker.reply(request), FOREVER)
        except protocol.WireClosed:
            return
