"""The client of the judge process (judge_process.py): it starts it once, asks it again and again, and can stop it at any time."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.checking.why import Why

STOP_SECONDS = 3.0

Tell = Callable[[str, Any], None]  # what happened, and what came with it


class WarmJudge:
    """A judge in a process of its own. What it says goes to `tell`: "ready", "verdict", "done", "error"; "gone" when it ended."""

    def __init__(self, folder: Path, course: Path, tell: Tell) -> None:
        self.folder, self.course = folder, course
        self.tell = tell
        self.begin()

    def begin(self) -> None:
        """Start the process; it says when it is ready."""
        self.ready, self.wanted = False, True
        self.since: float | None = None  # when it was asked for what it is at now
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.learner.watch.judge_process", self.folder.resolve(), self.course],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # Ctrl-C is for the one who watches
        )
        Thread(target=self._listen, args=(self.process,), daemon=True).start()

    def ask(self, names: list[str]) -> None:
        """Judge these; the verdicts come in the order of the course."""
        assert self.process.stdin is not None
        self.since = time.monotonic()
        with suppress(OSError):  # a judge that is gone says so by its silence
            self.process.stdin.write(json.dumps(names) + "\n")
            self.process.stdin.flush()

    def stop(self) -> None:
        """End it, in the middle of a check if need be; it does not say "gone" then."""
        process, self.wanted = self.process, False
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if process is not self.process:
                return  # one that was stopped and replaced
            with suppress(ValueError):
                ((kind, content),) = json.loads(line).items()
                self.tell(kind, _judged(content) if kind == "verdict" else content)
        if process is self.process and self.wanted:
            self.tell("gone", None)


def _judged(content: dict[str, Any]) -> tuple[ExerciseVerdict, str]:
    """A verdict, and the key of the code that it was given for."""
    key = content.pop("key")
    checks = tuple(_check(**each) for each in content.pop("checks"))
    return ExerciseVerdict(**content, checks=checks), key


def _check(status: str, why: dict[str, Any] | None, **more: Any) -> CheckVerdict:
    return CheckVerdict(**more, status=Status(status), why=Why.of_json(why) if why else None)
