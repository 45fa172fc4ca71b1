"""The zygote: torch imported once, a fork for every worker. Its messages are listed in __main__.py."""

import gc
import json
import linecache
import os
import random
import select
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from typing import Any

import numpy
import torch
import torch.nn.functional
import torch.utils.data
from PIL import Image

from grader import wire
from grader.inside import loaders, lockdown, watch, worker
from grader.inside.watch import Watch


def main(control_fd: int, brisk: bool = False) -> None:
    """Warm up, all but the optimizers if it is to be `brisk`, say so, and serve fork requests until the grader is gone."""
    control = socket.socket(fileno=control_fd)
    control.set_inheritable(False)
    _warm(optimizers=not brisk)
    _forget_paths()
    prepared = lockdown.prepare()
    gc.collect()
    gc.freeze()  # one collection in a child would copy every page that holds an object's header
    if (threads := _threads()) != 1:
        raise SystemExit(f"the zygote has {threads} threads; a fork would hang")
    _send(control, {"ready": os.getpid()})
    _serve(control, prepared)


def _warm(optimizers: bool = True) -> None:
    """Fill what torch, numpy and Python fill on first use, in one thread, so that no worker pays for it.

    The first of the `optimizers` makes torch import its compiler, which takes as long as half of the rest.
    """
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.manual_seed(0)
    numpy.random.seed(0)
    random.seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(784, 30), torch.nn.ReLU(), torch.nn.Linear(30, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1) if optimizers else None
    images, labels = torch.rand(64, 784), torch.zeros(64, dtype=torch.int64)
    for batch in torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(images, labels), batch_size=32, shuffle=True
    ):
        loss = torch.nn.functional.cross_entropy(net(batch[0]), batch[1])
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped. CPU only: no device is visible here
        if optimizer:
            optimizer.step()
            optimizer.zero_grad()
    stack = torch.rand(8, 28, 28)
    torch.where(stack > 0.5, stack.sigmoid(), (stack - stack[0]).abs()).mean((-1, -2)).sqrt()
    repr(stack[0])
    numpy.asarray(Image.fromarray(stack[0].mul(255).byte().numpy()))
    try:
        raise ValueError("warm")
    except ValueError as error:
        traceback.format_exception(error)
        linecache.clearcache()  # it holds our own source lines now
    left, right = socket.socketpair()
    wire.send(left, {"warm": stack[0]}, time.monotonic() + 5)
    wire.receive(right, time.monotonic() + 5)
    left.close()
    right.close()
    compile("x = 1", "warm.py", "exec")
    "ü".encode("latin-1")
    "ü".encode("idna")


def _forget_paths() -> None:
    """Leave only the interpreter's own folders on sys.path: a checkout of the kit holds solutions and checks."""
    sys.path[:] = [p for p in sys.path if p and (p.startswith((sys.prefix, sys.base_prefix)) or "python3" in p)]


def _threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:  # no /proc on this platform: nothing to count
        return 1


def _send(control: socket.socket, message: dict[str, Any]) -> None:
    try:
        control.send(json.dumps(message).encode())
    except OSError:  # the grader is gone: so are we, and the workers die with their parent
        os._exit(0)


def _serve(control: socket.socket, prepared: lockdown.Prepared) -> None:
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(wake_read, select.POLLIN)
    alive: dict[int, Watch] = {}
    over: dict[int, str] = {}
    while True:
        for descriptor, _ in poll.poll(1000 * watch.SECONDS if alive else None):
            if descriptor == wake_read:
                os.read(wake_read, 4096)
            else:
                _answer(control, prepared, alive)
        for each in alive.values():
            if reason := each.over():
                over[each.pid] = reason
                _kill(each.pid)
        _reap(control, alive, over)


def _answer(control: socket.socket, prepared: lockdown.Prepared, alive: dict[int, Watch]) -> None:
    data, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
    if not data:
        for pid in alive:
            _kill(pid)
        for pid in alive:
            os.waitpid(pid, 0)  # when the zygote is gone, so are its workers
        os._exit(0)
    request = json.loads(data)
    if "kill" in request:
        if request["kill"] in alive:
            _kill(request["kill"])
        return
    if (uid := prepared.worker_uid(request["fork"])) is not None:
        os.chown(request["scratch"], uid, uid)
    limits = lockdown.Limits(**request["limits"])
    pid = os.fork()
    if pid == 0:
        _show_devices(limits.cuda, request["devices"])
        _become_worker(limits, request["scratch"], descriptors[0], prepared)
    for descriptor in descriptors:
        os.close(descriptor)
    bounds = request["watch"]
    bounds["memory"] += watch.resident(os.getpid())  # a worker starts as large as its zygote
    alive[pid] = Watch(pid, request["scratch"], **bounds)
    _send(control, {"forked": pid, "id": request["fork"]})


def _show_devices(cuda: bool, devices: str | None) -> None:
    """A CUDA worker sees the devices that the grader sees; the zygote, and any other worker, sees none."""
    if cuda and devices is None:
        del os.environ["CUDA_VISIBLE_DEVICES"]
    elif cuda:
        os.environ["CUDA_VISIBLE_DEVICES"] = str(devices)


def _become_worker(limits: lockdown.Limits, scratch: str, wire_fd: int, prepared: lockdown.Prepared) -> None:
    """In the child: lock down, then serve. Never returns."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        layers = lockdown.enter(prepared, limits, scratch, wire_fd)
        loaders.use_no_processes()
        worker.serve(socket.socket(fileno=lockdown.WIRE_FD), layers)
    finally:
        os._exit(0)


def _kill(pid: int) -> None:
    """The worker's whole session (it leads one), then the worker itself. It must not have been reaped: its number is its own."""
    for send in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            send(pid, signal.SIGKILL)


def _reap(control: socket.socket, alive: dict[int, Watch], over: dict[int, str]) -> None:
    for pid in list(alive):
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)  # whatever of its session outlived it
            del alive[pid]
            ended = {"status": os.waitstatus_to_exitcode(status), "memory_kib": usage.ru_maxrss}
            _send(control, {"exited": pid, **ended, "over": over.pop(pid, "")})
