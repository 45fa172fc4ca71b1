"""A release is tried before it is written: the wheels are unpacked, and the solutions are judged by what is in them alone."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from grader import VARIABLE
from grader.authoring.release.errors import ReleaseError
from grader.authoring.release.sources import INSTRUCTOR, LEARNER, Sources, secret
from grader.authoring.release.wheel import Wheel
from grader.grading import record

WITNESS = "grader.authoring.release.witness"
SKIP = "Leave the trial out with --no-trial."
OWN = ("PYTHON", "GRADER_")  # variables that would bring something of this machine into it
BUILD = "build its path from `data.folder` or from `__file__`"


class Unpacked:
    """The engine's wheel and a course's, unpacked beside each other, and commands run from there."""

    def __init__(self, sources: Sources, course: Wheel, folder: Path) -> None:
        self.sources = sources
        self.site = folder / "site"
        for each in (sources.engine.wheel, course):
            with zipfile.ZipFile(io.BytesIO(each.content)) as archive:
                archive.extractall(self.site)
        self.packed = self.site / sources.package
        self.work = folder / "work"
        self.notes = folder / "notes"

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        """`grader` with these words, outside of the clone; `notes` grows by what it misses."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        around = {"PYTHONPATH": self.site, VARIABLE: self.packed, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        places = (self.notes, self.packed, self.sources.root.resolve())
        return subprocess.run(
            [sys.executable, "-P", "-m", WITNESS, *map(str, places), *map(str, words)],
            cwd=self.site.parent,
            env=kept | {name: str(value) for name, value in around.items()},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )

    def hand_in(self) -> None:
        """Put the solutions into the working folder, in place of the stubs."""
        self.work.mkdir(exist_ok=True)
        for path in self.sources.course.modules("solutions"):
            (self.work / path.name).write_bytes(path.read_bytes())

    def missed(self, wrong: bool) -> str:
        """What a file of the course asked for and is not packed, in a sentence with the cure; "" where there is nothing.

        Where nothing else is `wrong`, it can do without what it did not find; but what it found in the clone is missed elsewhere.
        """
        lines = self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []
        notes = [json.loads(each) for each in lines]
        root = self.sources.root.resolve()
        found = (self._missed(*each) for each in notes if wrong or Path(each[2]).is_relative_to(root))
        return next((each for each in found if each), "")

    def _missed(self, who: str, does: str, what: str) -> str:
        root = self.sources.root.resolve()
        if does == "imports":
            own = [f"{what.replace('.', '/')}{end}" for end in (".py", "/__init__.py")]
            if not any((root / each).is_file() and not (self.packed / each).exists() for each in own):
                return ""
            return f"{who} imports {what}, which is in no wheel: move it to checks/ or checks/oracles/."
        for base in (self.packed, root, Path()):
            with suppress(ValueError):
                name = Path(what).relative_to(base)
                break
        else:
            return ""
        if not (root / name).exists():
            return ""
        if secret(root, root / name):
            return f"{who} opens {name.as_posix()}, which learners do not get: put what it needs into another file."
        if not (self.packed / name).exists():
            return f"{who} opens {name.as_posix()}, which no [[data]] of course.toml lists: add it to `files`."
        how = "by its whole path" if Path(what).is_absolute() else "from wherever the command is called"
        return f"{who} opens {name.as_posix()} {how}: {BUILD}."


def attempt(sources: Sources, wheels: dict[str, Wheel], say: Callable[[str], None]) -> None:
    """Judge the solutions by the course's wheels, given by audience, in an environment that does not have the course's folder.

    Raises ReleaseError where they miss a file, or where not everything is right. `say` is told what is being done.
    """
    for audience, what in ((INSTRUCTOR, _grade), (LEARNER, _learn)):
        say(f"Trying what {audience}s get, with the solutions…")
        with TemporaryDirectory(prefix="release-") as name:
            unpacked = Unpacked(sources, wheels[audience], Path(name).resolve())
            wrong = what(unpacked)
            if missed := unpacked.missed(bool(wrong)):
                raise ReleaseError(missed)
            if wrong:
                raise ReleaseError(f"The trial of what {audience}s get went wrong. {wrong}\n{SKIP}")


def _grade(unpacked: Unpacked) -> str:
    """What is wrong when the solutions are graded with all checks; "" where all is right."""
    unpacked.hand_in()
    out = unpacked.site.parent / "out"
    done = unpacked.run("grade", unpacked.work, "--out", out, "--seed", 0, "--unsafe")
    try:
        (line,) = json.loads((out / "results.json").read_text(encoding="utf-8"))["submissions"]
        result = json.loads((out / line["result"]).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return _last(done)
    for exercise in result["exercises"]:
        for check in exercise["checks"]:
            if check["status"] != "passed":
                log = out / "faults.log"
                why = log.read_text(encoding="utf-8").strip() if log.exists() else record.message(check)
                last = why.splitlines()[-1].strip() if why else check["status"]
                return f"The solution of {exercise['name']} does not pass \"{check['title']}\": {last}"
    return ""


def _learn(unpacked: Unpacked) -> str:
    """The same of a learner's commands, from `grader start` on."""
    for words in (("start", unpacked.work), ("check", "--in", unpacked.work)):
        done = unpacked.run(*words)
        if done.returncode != 0:
            return f"`grader {words[0]}` said: {_last(done)}"
        unpacked.hand_in()
    return ""


def _last(done: subprocess.CompletedProcess[str]) -> str:
    """The last line that a command printed: why it could not do its work, or what came of it."""
    printed = (done.stderr, done.stdout) if done.returncode == 2 or not done.stdout else (done.stdout, done.stderr)
    lines = [each.strip() for each in "\n".join(reversed(printed)).splitlines() if each.strip()]
    return lines[-1] if lines else f"It ended with status {done.returncode}."
