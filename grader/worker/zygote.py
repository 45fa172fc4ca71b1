"""The zygote: torch imported once, a fork for every worker. Its messages are listed in __main__.py."""

import gc
import json
import os
import select
import signal
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from grader.protocol import scratch, watchdog
from grader.protocol.watchdog import Watchdog
from grader.worker.helpers.of_course import use_helpers
from grader.worker.lockdown import enter, mounts, preparation
from grader.worker.running import Running
from grader.worker.start import become_worker
from grader.worker.warm_up import forget_paths, warm, warm_optimizers


def main(control_fd: int, folder: str) -> None:
    """Warm up, say so, and serve fork requests until the grader is gone; then remove the `folder` of its workers, too."""
    control = socket.socket(fileno=control_fd)
    control.set_inheritable(False)
    warm()
    _have_one_thread()  # also to enter a namespace
    paths = forget_paths()
    prepared = preparation.prepare(parent=os.getpid(), folder=folder)
    _be_ready(control)
    _serve(control, prepared, paths, folder)


def _be_ready(control: socket.socket) -> None:
    gc.collect()
    gc.freeze()  # one collection in a child would copy every page that holds an object's header
    _have_one_thread()
    _send(control, {"ready": os.getpid()})


def _have_one_thread() -> None:
    if (threads := _threads()) != 1:
        raise SystemExit(f"the zygote has {threads} threads; a fork would hang")


def _threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:  # no /proc on this platform: nothing to count
        return 1


def _send(control: socket.socket, message: dict[str, Any]) -> None:
    try:
        control.send(json.dumps(message).encode())
    except OSError:  # the grader is gone, as the next look at its socket shows
        return


def _serve(control: socket.socket, prepared: preparation.Prepared, paths: list[str], folder: str) -> None:
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(wake_read, select.POLLIN)
    alive: dict[int, Running] = {}
    texts: dict[str, str] = {}  # of the course's helpers, which come one by one
    while True:
        for descriptor, _ in poll.poll(1000 * watchdog.SECONDS if alive else None):
            if descriptor == wake_read:
                os.read(wake_read, 4096)
            elif not _answer(control, prepared, paths, texts, alive):
                _end(alive, folder)
        _take_maps(prepared, alive)
        for each in alive.values():
            if reason := each.watch.over():
                each.over = reason
                each.kill()
        _reap(control, alive)


def _answer(
    control: socket.socket, prepared: preparation.Prepared, paths: list[str], texts: dict[str, str], alive: dict[int, Running]
) -> bool:
    """Do what the grader asks next; whether it is still there."""
    try:
        data, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
    except ConnectionResetError:  # it was killed before it had read all that it was told
        return False
    if not data:
        return False
    request = json.loads(data)
    if "kill" in request:
        if request["kill"] in alive:
            alive[request["kill"]].kill()
        return True
    if "helper" in request:
        texts[request["helper"]] = request["text"]
        return True
    if "warm" in request:
        sys.path[:] = paths
        if request["warm"] == "helpers":
            use_helpers(texts)
            texts.clear()
        else:
            warm_optimizers()
        forget_paths()
        _be_ready(control)
        return True
    order, bounds = request["fork"], request["watch"]
    claim = None
    try:
        claim = prepared.claim()
        user = claim.uid if claim else None
        others = sum(watchdog.threads(each) for each in alive)
        limits = prepared.bounded(enter.Rlimits(**order["limits"]), user, others)
        order["limits"] = asdict(limits)
        pid = os.fork()
    except OSError as error:  # there is no user, no process, or no memory, left for it
        if claim:
            claim.close()
        _send(control, {"unforked": order["number"], "why": str(error.strerror)})
        return True
    else:
        if pid == 0:
            _begin(order, descriptors[0], prepared, user)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    bounds["memory"] += watchdog.resident(os.getpid())  # a worker starts as large as its zygote
    bounds["threads"] = 1 + limits.threads
    alive[pid] = Running(Watchdog(pid, order["scratch"], **bounds, file=limits.file_bytes), claim)
    _send(control, {"forked": pid, "id": order["number"]})
    return True


def _end(alive: dict[int, Running], folder: str) -> None:
    """When the zygote is gone, so are its workers and what they wrote, also where the grader was killed. Never returns."""
    for each in alive.values():
        each.kill()
    for pid, each in alive.items():
        os.waitpid(pid, 0)
        mounts.release(each.watch.scratch)
    scratch.remove(Path(folder))
    os._exit(0)


def _take_maps(prepared: preparation.Prepared, alive: dict[int, Running]) -> None:
    """The lists of what they have mapped, which workers send where their folders are not bounded by the kernel."""
    while prepared.mailbox is not None:
        try:
            data, descriptors, _, _ = socket.recv_fds(prepared.mailbox[0], 16, 1)
        except BlockingIOError:
            return
        if (worker := alive.get(int(data))) is None or not worker.takes_maps(descriptors[0]):
            os.close(descriptors[0])


def _begin(order: dict[str, Any], wire_fd: int, prepared: preparation.Prepared, user: int | None) -> None:
    """In the child. Never returns."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        become_worker(order, wire_fd, prepared, user)
    finally:
        os._exit(0)


def _reap(control: socket.socket, alive: dict[int, Running]) -> None:
    for pid in list(alive):
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            worker = alive.pop(pid)
            worker.bury()
            ended = {"status": os.waitstatus_to_exitcode(status), "memory_kib": usage.ru_maxrss}
            _send(control, {"exited": pid, **ended, "over": worker.over, "threads": worker.watch.threads - 1})
