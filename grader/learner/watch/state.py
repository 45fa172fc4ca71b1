"""What `grader watch` knows: the exercise that is looked at, its verdict, and what is still to be judged."""

import time
from pathlib import Path
from typing import Any

from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import CourseError, current
from grader.learner.hint import next_hint
from grader.learner.keys import is_broken
from grader.learner.progress_file import Memory
from grader.learner.watch.judge_client import Tell, WarmJudge
from grader.learner.watch.keyboard import QUIT
from grader.learner.watch.screen import View
from grader.learner.work import open_work
from grader.submission.model import SubmissionError

GETTING_READY = "Getting ready…"
PATIENCE = 1.0  # seconds of judging old code after which a new save stops it


class Watching:
    """What is looked at, what is known of it, and what is still to be judged."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder = folder
        self.how = current().how
        self.course, self.work = open_work(folder)
        self.memory = Memory(folder, self.course, self.work)
        self.focus = self.memory.next() or next(reversed(self.course.exercises))
        self.verdicts: dict[str, ExerciseVerdict] = {}
        self.hint, self.notice, self.error, self.over = "", GETTING_READY, "", False
        self.queue = [self.focus]
        self.asked = ""
        self.judge = WarmJudge(folder, self.course.root, tell)

    def view(self) -> View:
        """What there is to see now."""
        busy = bool(self.asked) and self.judge.ready
        return View(self.memory, self.focus, self.verdicts.get(self.focus), self.hint, self.notice, busy, self.how)

    def take(self, kind: str, content: Any) -> None:
        """Something happened: a key, a save, news from the judge."""
        match kind:
            case "key":
                self.press(content)
            case "saved":
                self.look()
            case "ready":
                self.judge.ready, self.notice = True, ""
            case "verdict":
                self.learn(*content)
            case "done":
                self.asked = ""
            case "error":
                self.error = str(content)
            case "gone":
                self.judge.ready = False
                self.put_back()
                self.notice = self.error or "The judge has ended. Save your file once more, and it starts again."
        self.ask()

    def ask(self) -> None:
        """Have the next exercise judged, with what it stands on and is not known to pass; one at a time."""
        if self.queue and self.judge.ready and not self.asked:
            self.asked = self.queue.pop(0)
            before = self.course.prerequisites(self.asked)
            self.judge.ask([*(each for each in before if self.memory.status(each) is not Status.PASSED), self.asked])

    def put_back(self) -> None:
        """What was asked for is still to be judged."""
        if self.asked and self.asked not in self.queue:
            self.queue.insert(0, self.asked)
        self.asked = ""

    def press(self, key: str) -> None:
        """h, n, q; any other key does nothing."""
        if key == QUIT:
            self.over = True
        elif key == "h":
            self.hint, _ = next_hint(self.folder, self.course, self.focus)
        elif key == "n":
            self.turn_to(self.following())

    def following(self) -> str:
        """The next exercise that is not known to pass, from the present one on and then from the beginning."""
        names = list(self.course.exercises)
        place = names.index(self.focus) + 1
        rest = [each for each in names[place:] + names[:place] if self.memory.status(each) is not Status.PASSED]
        if not rest:
            self.notice = "Every exercise passes its public checks. Next: grader submit"
        return rest[0] if rest else self.focus

    def turn_to(self, name: str) -> None:
        """Look at another exercise."""
        if name != self.focus:
            self.focus, self.hint, self.notice = name, "", ""
        if name not in self.verdicts and name not in self.queue and name != self.asked:
            self.queue.insert(0, name)

    def look(self) -> None:
        """Read the files anew and queue what has changed in them."""
        try:
            _, work = open_work(self.folder)
        except (CourseError, SubmissionError) as error:
            self.notice = str(error)
            return
        old, self.work = self.work, work
        units = {
            unit.name
            for unit in self.course.units
            if (old.modules.get(unit.name), old.problems.get(unit.name))
            != (work.modules.get(unit.name), work.problems.get(unit.name))
        }
        before, now = self.memory, Memory(self.folder, self.course, work)
        changed = [name for name, each in self.course.exercises.items() if each.unit in units]
        changed = [name for name in changed if now.key(name) != before.key(name)]
        ended = self.judge.process.poll() is not None
        if ended or (changed and self.asked and self.judge.since and time.monotonic() - self.judge.since > PATIENCE):
            self.judge.stop()
            self.judge.begin()
            self.put_back()
            self.notice, self.error = GETTING_READY, ""
        self.memory = Memory(self.folder, self.course, work)  # with what a judge that was stopped had found
        if changed:
            self.aim(changed)

    def aim(self, changed: list[str]) -> None:
        """Judge what changed, the one that is looked at first; in a unit that cannot be parsed, one exercise says it for all."""
        known = self.memory.status
        broken = [name for name in changed if is_broken(self.course, self.work, name)]
        due = {*changed, *self.queue} - set(broken)
        names = [each for each in self.course.exercises if each in due and known(each) is Status.NOT_CHECKED]
        for name in changed:
            self.verdicts.pop(name, None)
        if self.focus in changed and self.focus not in names:
            names.insert(0, self.focus)
        elif broken and self.focus not in changed:
            names.insert(0, broken[0])
        names.sort(key=lambda name: name != self.focus)
        self.notice = "" if self.judge.ready else GETTING_READY
        if names and self.focus not in names:
            self.focus, self.hint = names[0], ""
        self.queue = names

    def learn(self, verdict: ExerciseVerdict, key: str) -> None:
        """A verdict came in, on the code of this key; on any other than the present code it is to be judged again."""
        if key != self.memory.key(verdict.name):
            self.look()  # the judge may have read a save that we have not: half of one, or all
        if key != self.memory.key(verdict.name):
            self.queue += [verdict.name] if verdict.name not in self.queue else []
            return
        self.memory = Memory(self.folder, self.course, self.work)
        self.verdicts[verdict.name] = verdict
        right = verdict.status is Status.PASSED
        if not right and verdict.name == self.asked and self._is_right(self.focus):
            self.turn_to(verdict.name)
        if right and verdict.name == self.focus:
            self.hint = ""
            if (after := self.following()) != self.focus:
                kind = "a bonus" if self.course.exercises[after].bonus else "the next"
                self.notice = f"{verdict.name} is right. Press n for {kind}: {after}"

    def _is_right(self, name: str) -> bool:
        verdict = self.verdicts.get(name)
        return verdict is not None and verdict.status is Status.PASSED
