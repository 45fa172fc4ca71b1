"""What protects a grade, tried by other users than root: `make users`, or `python -m tests.as_user` with some of the USERS alone.
`python -m tests.as_user nobody -- -m tests.hostile.run` has them run another program than these tests.

Tests mostly run as root in a container and as an ordinary user on a laptop, and a worker's rights depend on it. Root can try all:
nobody, whom the machine knows; a number that it does not know, as containers give; and root where every user may read Python, so
that each worker becomes a user of its own.

A checkout, or the Python, often lies in a folder that its owner alone may enter. Nothing of that is changed: in a mount namespace
of this process alone (mount_namespaces(7)) an open folder with the same things in it lies over each closed one.
Ends with the status of pytest, or with IMPOSSIBLE where the machine does not allow this, and says why in its last line.
"""

import ctypes
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.protocol.scratch import remove

ROOT = Path(__file__).resolve().parents[1]
LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 1 << 12, 1 << 14, 1 << 18
IMPOSSIBLE = 77
NOT_TRIED = "Not tried as other users: "
NO_MOUNTS = "root may mount nothing here, as in a container"
UNNAMED = range(20000, 60000)  # the first that is given to nobody
USERS = ("nobody", "unnamed", "root")
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "security")


class Impossible(Exception):
    """Why this cannot be tried here."""


@dataclass(frozen=True)
class User:
    name: str | None
    uid: int
    gid: int


def find(name: str) -> User:
    """One of USERS."""
    if name == "unnamed":
        known = {each.pw_uid for each in pwd.getpwall()}
        number = next(each for each in UNNAMED if each not in known)
        return User(None, number, number)
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        raise Impossible(f"this machine has no user {name}") from None
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid)


def open_up(needed: Iterable[Path]) -> list[Path]:
    """Let every user, as this process and its children see it, pass to the folders needed and read them; what was closed."""
    opened: list[Path] = []
    for folder in needed:
        for each in reversed((folder, *folder.parents)):
            mode = 0o005 if each == folder else 0o001
            if each.stat().st_mode & mode != mode:
                if not opened:
                    _checked("unshare", LIBC.unshare(CLONE_NEWNS))
                    _mount(None, "/", None, MS_REC | MS_PRIVATE)
                _cover(each)
                opened.append(each)
    return opened


def _cover(folder: Path) -> None:
    """Put an open folder over a closed one, and everything that was in that one into it."""
    held = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    below = Path(f"/proc/self/fd/{held}")
    _mount("none", folder, "tmpfs", 0, "mode=755")
    for each in below.iterdir():
        place = folder / each.name
        if each.is_symlink():
            place.symlink_to(each.readlink())
        else:
            place.mkdir() if each.is_dir() else place.touch()
            _mount(each, place, None, MS_BIND | MS_REC)
    os.close(held)


def _mount(
    source: Path | str | None, target: Path | str, kind: str | None, flags: int, data: str | None = None
) -> None:
    words = [each if each is None else os.fsencode(each) for each in (source, target, kind, data)]
    _checked(f"mount {target}", LIBC.mount(words[0], words[1], words[2], ctypes.c_ulong(flags), words[3]))


def _checked(what: str, status: int) -> None:
    if status != 0:
        raise Impossible(f"{NO_MOUNTS} ({what}: {os.strerror(ctypes.get_errno())})")


def run(user: User, *words: str) -> int:
    """Python with these words as that user, who has a home and a temporary folder of their own and nothing else."""
    home = Path(tempfile.mkdtemp(prefix="user-"))
    os.chown(home, user.uid, user.gid)
    home.chmod(0o700 if user.uid else 0o711)  # root's workers are other users, who must pass to their scratch folders
    kept = {name: value for name, value in os.environ.items() if name not in ("USER", "LOGNAME", "MAIL", "PYTHONPATH")}
    around = {name: value for name, value in kept.items() if not name.startswith(("XDG_", "SUDO_", "PYTEST_", "COVER"))}
    around |= {"HOME": str(home), "TMPDIR": str(home)} | (
        {"USER": user.name, "LOGNAME": user.name} if user.name else {}
    )
    try:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=around, user=user.uid, group=user.gid, extra_groups=[]
        ).returncode
    except OSError as error:
        raise Impossible(f"{user.uid} cannot start {sys.executable} ({error.strerror})") from None
    finally:
        remove(home)


def main(names: list[str]) -> int:
    """Try USERS, or those that are named, one after another; the first status that is not 0."""
    names, program = (names[: names.index("--")], names[names.index("--") + 1 :]) if "--" in names else (names, PYTEST)
    try:
        if os.geteuid() != 0:
            raise Impossible("only root can become other users; an ordinary user's tests run as one by themselves")
        users = [find(each) for each in names or USERS]
        data = os.environ.get("MNIST_DIR")
        needed = [
            ROOT,
            Path(sys.prefix),
            Path(sys.base_prefix),
            Path(tempfile.gettempdir()),
            *([Path(data)] if data else []),
        ]
        for each in open_up([each for path in needed for each in dict.fromkeys((path.absolute(), path.resolve()))]):
            print(f"Open to all, for this run alone: {each}")
        for user in users:
            print(f"As {user.name or 'a user without a name'} ({user.uid}):", flush=True)
            if run(user, "-c", "import grader.cli, tests, torch") != 0:
                raise Impossible(f"{user.uid} cannot read all of the checkout and of Python's libraries")
            if status := run(user, *program):
                return status
    except Impossible as error:
        print(f"{NOT_TRIED}{error}.")
        return IMPOSSIBLE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
