"""Commands as they are typed, run by click in this process: a warm zygote serves one after another, and nothing is imported anew.

Each command is also started as a process of its own somewhere (tests/processes.py), where its streams, signals and exit are at stake.
"""

import subprocess
from contextlib import chdir, suppress
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from grader import cli
from grader.sandbox import forking
from grader.sandbox.failures import SandboxError
from grader.sandbox.forking import Zygote

_idle: list["Lent"] = []


class Lent(Zygote):
    """A zygote that is put by when it is closed, if it is as good as new: alive, with no worker and no scratch folder left."""

    def close(self) -> None:
        with suppress(SandboxError):
            self.wait_ready()
            self.settle()
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children")
        if self.process.poll() is None and not children.read_text() and not any(self.folder.iterdir()):
            self.busy_poll = False
            _idle.append(self)
        else:
            super().close()


def lend(keep_spare: bool = False) -> Zygote:
    """A warm zygote, or a new one."""
    found = _idle.pop() if _idle else Lent(keep_spare)
    found.keep_spare = keep_spare
    return found


def end() -> None:
    """Close the zygotes that were put by."""
    while _idle:
        Zygote.close(_idle.pop())


def typed(*arguments: object, cwd: Path | None = None, **variables: object) -> subprocess.CompletedProcess[str]:
    """`grader` with these words, in a folder: its exit status and what it printed, for a terminal 120 columns wide.

    What a command does not catch is raised here.
    """
    words = [str(each) for each in arguments]
    around = {"COLUMNS": "120", "NO_COLOR": "1", **{name: str(value) for name, value in variables.items()}}
    with chdir(cwd or "."), patch.object(forking, "Zygote", lend):
        done = CliRunner().invoke(cli.main, words, env=around, prog_name="grader")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)
