"""The lock-down: a warm zygote prepares it once, and every worker enters it after the fork, before it reads a learner's byte.

    new session → descriptors → user and capabilities → die with parent → limits → landlock → not dumpable → seccomp

The order matters. A change of user clears the signal at the parent's death, so that comes after it; Landlock's rules are opened
while the whole file system is in reach; seccomp comes last because it denies what the others call. A layer that this platform
lacks is left out of the answer, and nothing is raised for it: who grades decides what is enough.

There is no user and network namespace: unshare(2) would take another 0.9 ms (median; 3.8 at the 95th percentile with two workers at
a time), half of what all the layers take, and hand the worker every capability inside it, to close sockets that seccomp denies.
A CUDA worker also reaches the driver's devices; that much has not been tried on a machine that has one.

setsid(2), dup2(2), close_range(2), chdir(2); the other calls are named in the files that make them.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import PathFinder
from itertools import pairwise
from pathlib import Path

from grader.inside import kernel, landlock, limits, privileges, readable, seccomp
from grader.inside.landlock import Rule
from grader.inside.layers import LAYERS, ROOT_ONLY, TRIAL
from grader.inside.limits import Limits as Limits  # named here for those who call enter()

WIRE_FD = 3
HOMES = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "MPLCONFIGDIR", "XDG_CACHE_HOME")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
CUDA_READS = ("/proc/driver/nvidia", "/sys/bus/pci", "/sys/devices", "/usr/local/cuda", "/usr/local/nvidia")
CLOSE_RANGE, LAST_FD = 436, 0xFFFF_FFFF


@dataclass(frozen=True)
class Prepared:
    """What a zygote gets ready for its workers. `fds` must stay open, and be inherited by the fork, until enter()."""

    parent: int | None
    rules: tuple[Rule, ...]
    cuda_rules: tuple[Rule, ...]
    filters: dict[bool, bytes | None]  # by whether the worker uses CUDA
    switches: bool

    @property
    def fds(self) -> tuple[int, ...]:
        return tuple(sorted(each.fd for each in (*self.rules, *self.cuda_rules)))

    def worker_uid(self, number: int) -> int | None:
        """The user that the worker of this number becomes if its scratch folder belongs to that user; None to leave it be."""
        return privileges.worker_uid(number) if self.switches else None


@dataclass(frozen=True)
class Finding:
    """Whether a layer holds on this machine, and what that means, in one sentence."""

    name: str
    holds: bool
    meaning: str


def prepare(parent: int | None) -> Prepared:
    """Get ready in a process of one thread that has imported torch. The process itself is no longer dumpable after it.

    `parent` is the process that the workers are to die with; None where something else ends them.
    """
    limits.die_first()
    limits.raise_open_files()  # every rule is a descriptor; a worker's own limit comes later
    # Where the kit lies among the libraries, a worker cannot list their folder: Python's own list of it has to be there by then.
    PathFinder.find_spec("no_module_has_this_name")
    rules = [
        *(landlock.rule(path, landlock.READ) for path in readable.paths()),
        *(landlock.rule(path, landlock.DEVICE) for path in DEVICES),
    ]
    cuda = [
        *(landlock.rule(path, landlock.DRIVER) for path in sorted(Path("/dev").glob("nvidia*"))),
        *(landlock.rule(path, landlock.READ) for path in CUDA_READS),
    ]
    switches = privileges.can_switch(readable.python())
    with contextlib.suppress(OSError):
        limits.not_dumpable()  # a worker of the same user must not look into its parent
    return Prepared(
        parent=parent,
        rules=tuple(each for each in rules if each),
        cuda_rules=tuple(each for each in cuda if each),
        filters={cuda: seccomp.program(cuda) for cuda in (False, True)},
        switches=switches,
    )


def enter(prepared: Prepared, limit: Limits, scratch: str, wire_fd: int) -> tuple[str, ...]:
    """Lock this freshly forked process down for good.

    Afterwards the wire is descriptor 3, 0 to 2 are /dev/null and all others are closed (not so on Windows); the working directory,
    the home and every cache are `scratch`, which must exist and belong to the user that the worker is to be: the only folder that
    can be written to. Returns the names of the layers that hold. Raises OSError where `scratch` or `wire_fd` are of no use.
    """
    layers: list[str] = []
    owner, inherited = os.stat(scratch).st_uid, limits.size()
    _silence()
    if hasattr(os, "setsid"):  # everywhere but on Windows
        with _layer(layers, "new session"):
            _lead_session()
        _descriptors(wire_fd, prepared.fds)
        layers.append("descriptors")
        with _layer(layers):
            layers.append(privileges.drop(owner if prepared.switches else os.geteuid()))
    if prepared.parent is not None:
        with _layer(layers, "die with parent"):
            limits.die_with_parent(prepared.parent)
    _move_to(scratch)
    own = landlock.rule(scratch, landlock.CHANGE)  # its number is above the limit of open files that comes next
    layers += limits.restrict(limit, inherited)
    with _layer(layers):
        rules = (*prepared.rules, *(prepared.cuda_rules if limit.cuda else ()), own)
        layers.append(f"landlock {landlock.restrict(each for each in rules if each)}")
    if "descriptors" in layers:
        _close(WIRE_FD + 1, LAST_FD)
    with _layer(layers, "not dumpable"):
        limits.not_dumpable()
    code = prepared.filters[limit.cuda]
    if code is not None:
        with _layer(layers, "seccomp"):
            seccomp.restrict(code)
    return tuple(layers)


@contextlib.contextmanager
def _layer(layers: list[str], name: str | None = None) -> Iterator[None]:
    """Note the layer as holding unless the platform refuses it."""
    with contextlib.suppress(OSError):
        yield
        if name is not None:
            layers.append(name)


def _lead_session() -> None:
    if os.getsid(0) != os.getpid():  # a spawned worker was started as the leader of one
        os.setsid()


def _silence() -> None:
    """What is written to the standard descriptors is for nobody, and must not fill a pipe that nobody empties."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in range(WIRE_FD):
        os.dup2(null, fd)
    if null >= WIRE_FD:
        os.close(null)


def _descriptors(wire_fd: int, keep: tuple[int, ...]) -> None:
    os.dup2(wire_fd, WIRE_FD)
    for low, high in pairwise((WIRE_FD, *keep, LAST_FD + 1)):
        _close(low + 1, high - 1)


def _close(first: int, last: int) -> None:
    """Close the descriptors first to last, both included; Python's own way may take one call for each."""
    if first > last:
        return
    try:
        kernel.syscall(CLOSE_RANGE, first, last, 0)
    except OSError:
        os.closerange(first, min(last + 1, 1 << 16))


def _move_to(scratch: str) -> None:
    os.chdir(scratch)
    os.environ.update(dict.fromkeys(HOMES, scratch), LOGNAME="learner")  # for getpass: /etc/passwd is out of reach
    tempfile.tempdir = scratch


def report() -> list[Finding]:
    """Try every layer in a worker of its own. To be called in a throw-away process of one thread."""
    held = _held() if hasattr(os, "fork") else {}
    as_root = ROOT_ONLY.name in held
    layers = [ROOT_ONLY if as_root and each.name == "unprivileged user" else each for each in LAYERS]
    return [
        Finding(held[each.name], True, each.holds) if each.name in held else Finding(each.name, False, each.lacks)
        for each in layers
    ]


def print_report() -> None:
    """The report as JSON on standard output, for the grader's side, which imports nothing of this folder."""
    print(json.dumps([[each.name, each.holds, each.meaning] for each in report()]))


def _held() -> dict[str, str]:
    """The layers that hold and bite: their names in LAYERS, and as enter() gives them."""
    prepared = prepare(parent=os.getpid())
    scratch = tempfile.mkdtemp(prefix="grader-")
    if (uid := prepared.worker_uid(0)) is not None:
        os.chown(scratch, uid, uid)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            names = {name.rstrip(" 0123456789"): name for name in enter(prepared, TRIAL, scratch, writing)}
            held = {each.name: names[each.name] for each in (*LAYERS, ROOT_ONLY) if each.name in names and each.trial()}
            os.write(WIRE_FD, json.dumps(held).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as answers:
        text = answers.read()
    os.waitpid(pid, 0)
    shutil.rmtree(scratch, ignore_errors=True)
    return dict(json.loads(text or "{}"))
