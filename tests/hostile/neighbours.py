"""Ten honest submissions that sit in the same class as the attackers."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import cycle, islice

from grader.checking.inserted import insert
from grader.checking.kit import MISTAKES
from grader.checking.verdict import ExerciseVerdict
from grader.course import Course
from grader.grading.judge import Judge
from grader.submission.model import Submission

COUNT = 10


def honest(course: Course) -> list[Submission]:
    """The reference, the untouched stubs, and eight that make one known mistake each, spread over the course."""
    stubs = {path.stem: path.read_text(encoding="utf-8") for path in course.modules("assignments")}
    known = [each for name in course.scored for each in MISTAKES.get(name, [])[:1]]
    slips = known[:: max(1, len(known) // (COUNT - 2))][: COUNT - 2]
    return [
        Submission("right", course.reference, {}),
        Submission("untouched", stubs, {}),
        *(replace(insert(course, each), id=f"slip {each.exercise}") for each in slips),
    ]


class Neighbours:
    """The honest ones, graded a bit at a time: the worker of each lives, with its work in it, while the attackers are graded.

    `sparse` = 3 takes every third exercise of the course, for those who have less time.
    """

    def __init__(self, judge: Judge, sparse: int) -> None:
        submissions = honest(judge.course)
        assert len(submissions) == COUNT
        only = frozenset(judge.course.scored[::sparse])
        self.alone = {each.id: [_timeless(verdict) for verdict in judge.grade(each, only)] for each in submissions}
        self.together: dict[str, list[ExerciseVerdict]] = {each.id: [] for each in submissions}
        self.running = {each.id: judge.verdicts(each, only) for each in submissions}
        self.turns = _turns(self.running)
        self.step(COUNT)

    def step(self, count: int) -> None:
        """Grade so many more exercises, one of each submission in turn."""
        for name, verdict in islice(self.turns, count):
            self.together[name].append(_timeless(verdict))

    def changed(self) -> list[str]:
        """Finish the grading; a sentence for each exercise whose verdict is not what it was without the attackers."""
        self.step(COUNT * len(self.alone["right"]))
        return [
            f"{name}: {was.name} was {was.status} and is {now.status}"
            for name, before in self.alone.items()
            for was, now in zip(before, self.together[name], strict=True)
            if was != now
        ]

    def close(self) -> None:
        """End the workers of those that are not done."""
        for each in self.running.values():
            each.close()


def _turns(running: dict[str, Generator[ExerciseVerdict]]) -> Iterator[tuple[str, ExerciseVerdict]]:
    left = set(running)
    for name in cycle(running):
        if not left:
            return
        if name in left:
            try:
                yield name, next(running[name])
            except StopIteration:
                left.discard(name)


def _timeless(verdict: ExerciseVerdict) -> ExerciseVerdict:
    return replace(verdict, checks=tuple(replace(each, seconds=0.0) for each in verdict.checks))
