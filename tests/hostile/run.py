"""`make hostile`: every attack beside ten honest submissions, a line each, and whether the sandbox held.

`python -m tests.hostile.run crashing escaping_signals` tries those attacks alone whose names begin so. With `--jobs 2` two classes
are graded at the same time, each with half of the attacks and ten honest submissions of its own.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.hostile.attack import load
from tests.hostile.target import ROOT
from tests.hostile.trial import Trial, Trials


def main(words: list[str]) -> int:
    """The exit status: 0 where every attack was held, and nothing is left in the temporary folder."""
    jobs, names = (int(words[1]), words[2:]) if words[:1] == ["--jobs"] else (1, words)
    share = names.pop(0).removeprefix("--share=") if names and names[0].startswith("--share=") else ""
    if share:
        return attack(names, *map(int, share.split("/")))
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        Path(folder).chmod(0o711)  # root's workers are other users, who must pass to their own
        command = [sys.executable, "-m", "tests.hostile.run"]
        around = {**os.environ, "TMPDIR": folder}
        shares = [[*command, f"--share={job}/{jobs}", *names] for job in range(jobs)]
        running = [subprocess.Popen(each, env=around, cwd=ROOT) for each in shares]
        statuses = [each.wait() for each in running]
        # torch, imported by the grader, keeps a cache of its own there.
        if left := [each.name for each in Path(folder).iterdir() if not each.name.startswith("torchinductor_")]:
            print(f"Left in the temporary folder: {', '.join(left)}")
        return int(any(statuses) or bool(left))


def attack(names: list[str], job: int, jobs: int) -> int:
    """The exit status of one job, which tries every so many-th attack."""
    attacks = [each for each in load() if not names or each.id.startswith(tuple(names))][job::jobs]
    trials: list[Trial] = []
    with Trials() as hostile:
        progress = Console(stderr=True)
        with progress.status("…") as status:
            for number, each in enumerate(attacks, 1):
                status.update(f"{number} of {len(attacks)}: {each.id}")
                trials.append(hostile.attempt(each))
            status.update("the honest ones")
            changed = hostile.neighbours.changed()
    show(trials, changed, len(hostile.neighbours.alone), hostile.patience)
    return int(bool(changed) or any(each.found for each in trials))


def show(trials: list[Trial], changed: list[str], honest: int, patience: float, console: Console | None = None) -> None:
    """The table, what was found where something was, and the sum of it."""
    console = console or Console(highlight=False, width=None if sys.stdout.isatty() else 132)
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("attack", no_wrap=True, min_width=max((len(each.attack.id) for each in trials), default=0))
    table.add_column("what it tries", no_wrap=True, overflow="ellipsis", ratio=1)
    for column in ("points", "seconds"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=6)
    for each in trials:
        outcome = Text("broken", "bold red") if each.found else Text("held", "green")
        table.add_row(each.attack.id, each.attack.tries, f"{each.points:g}", f"{each.seconds:.1f}", outcome)
    console.print(table)
    for each in trials:
        for sentence in each.found:
            console.print(f"{each.attack.id}: {sentence}", style="red", markup=False)
    for sentence in changed:
        console.print(f"honest {sentence}", style="red", markup=False)
    held = sum(not each.found for each in trials)
    longest = max((each.overtime for each in trials), default=0.0)
    console.print(
        f"\n{held} of {len(trials)} attacks held: no point that was not earned, no process, file, signal or socket left, "
        f"no traceback.\n{honest - len({each.split(':')[0] for each in changed})} of {honest} honest grades unchanged. "
        f"The longest call took {max(longest, 0):.1f} s more than its limit; "
        f"{patience:.1f} s is allowed{', since others use this machine too' if patience > 1 else ''}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
