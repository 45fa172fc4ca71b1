"""The zygote: torch imported once, a fork for every worker. Its messages are listed in __main__.py."""

import gc
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from grader import watch
from grader.inside import lockdown
from grader.inside.become import become_worker
from grader.inside.warm import forget_paths, warm, warm_optimizers
from grader.watch import Watch


def main(control_fd: int) -> None:
    """Warm up, say so, and serve fork requests until the grader is gone."""
    control = socket.socket(fileno=control_fd)
    control.set_inheritable(False)
    warm()
    paths = forget_paths()
    prepared = lockdown.prepare(parent=os.getpid())
    _be_ready(control)
    _serve(control, prepared, paths)


def _be_ready(control: socket.socket) -> None:
    gc.collect()
    gc.freeze()  # one collection in a child would copy every page that holds an object's header
    if (threads := _threads()) != 1:
        raise SystemExit(f"the zygote has {threads} threads; a fork would hang")
    _send(control, {"ready": os.getpid()})


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


def _serve(control: socket.socket, prepared: lockdown.Prepared, paths: list[str]) -> None:
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
                _answer(control, prepared, paths, alive)
        for each in alive.values():
            if reason := each.over():
                over[each.pid] = reason
                _kill(each.pid)
        _reap(control, alive, over)


def _answer(control: socket.socket, prepared: lockdown.Prepared, paths: list[str], alive: dict[int, Watch]) -> None:
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
    if "warm" in request:
        sys.path[:] = paths
        warm_optimizers()
        forget_paths()
        _be_ready(control)
        return
    order = request["fork"]
    try:
        pid = os.fork()
    except OSError as error:  # there is no process, or no memory, left for it
        _send(control, {"unforked": order["number"], "why": str(error.strerror)})
        return
    else:
        if pid == 0:
            _begin(order, descriptors[0], prepared)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    bounds = request["watch"]
    bounds["memory"] += watch.resident(os.getpid())  # a worker starts as large as its zygote
    alive[pid] = Watch(pid, order["scratch"], **bounds)
    _send(control, {"forked": pid, "id": order["number"]})


def _begin(order: dict[str, Any], wire_fd: int, prepared: lockdown.Prepared) -> None:
    """In the child. Never returns."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        become_worker(order, wire_fd, prepared)
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
