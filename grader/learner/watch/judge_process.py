"""The judge process of `grader watch`: `python -m grader.learner.watch.judge_process WORK COURSE`.

    arrives (stdin)    ["predict", ...]      one JSON list a line: judge these as the files stand now
    leaves (stdout)    {"ready": true}       once, when torch is imported and the checks are collected
                       {"verdict": {...}}    one for each exercise, with the key of the code that was judged (keys.py)
                       {"done": true}        after the last of a list
                       {"error": sentence}   in place of verdicts, where the files or the kit cannot be used

It ends when its input ends, or on SIGTERM, also in the middle of a check.
"""

import json
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from grader.course import CourseError
from grader.course.find import Found, taken
from grader.learner.check import CheckingError, open_judge
from grader.learner.progress_file import Memory
from grader.learner.work import open_work
from grader.sandbox.failures import SandboxError
from grader.sandbox.start import start
from grader.submission.model import SubmissionError, needs_optimizers

if TYPE_CHECKING:
    from grader.grading.judge import Judge


def main(folder: Path) -> None:
    """Judge whatever is asked for until there is no more to come."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        course, work = open_work(folder)
        first = Memory(folder, course, work).next()
        with start(keep_spare=True, sole=True) as zygote:
            if first and needs_optimizers(course, work, [first]):
                zygote.expect_optimizers()
            with open_judge(course, list(course.exercises), zygote) as judge:
                zygote.wait_ready()
                _say(ready=True)
                for line in sys.stdin:
                    _judge(judge, folder, json.loads(line))
    except (CourseError, SubmissionError, CheckingError, SandboxError) as error:
        _say(error=str(error))
    except KeyboardInterrupt:
        return


def _judge(judge: "Judge", folder: Path, names: list[str]) -> None:
    course, work = open_work(folder)
    memory = Memory(folder, course, work)
    for verdict in judge.verdicts(work, frozenset(names)):
        memory.take(verdict)
        memory.save()
        _say(verdict={**asdict(verdict), "key": memory.key(verdict.name)})
    _say(done=True)


def _say(**message: Any) -> None:
    print(json.dumps(message), flush=True)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt  # the one exception that nothing on the way takes for a fault of the learner's


if __name__ == "__main__":
    with taken(Found(Path(sys.argv[2]), "")):
        main(Path(sys.argv[1]))
