"""The exercise that a run has turned to, and what it stands on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from grader.checking.student import Caller, Student
from grader.course import Course, Exercise

Signatures = dict[str, tuple[str, ...]]  # the names of each exercise's parameters, by which messages call arguments


@dataclass(frozen=True)
class Turn:
    """An exercise of a course; `failed` names the exercises that the submission is not judged with as it has them."""

    course: Course
    exercise: Exercise
    failed: frozenset[str]

    def own(self) -> list[str]:
        """What the exercise stands on and is judged with as the submission has it, in the order of the course."""
        return [each for each in self.course.prerequisites(self.exercise.name) if each not in self.failed]

    def lacking(self) -> list[str]:
        """What the exercise stands on and is not judged with as the submission has it, in the order of the course."""
        return [each for each in self.course.prerequisites(self.exercise.name) if each in self.failed]

    def student(self, caller: Caller, signatures: Signatures, device: str) -> Student:
        """The learner, whose calls `caller` carries to where their code runs on the device."""
        homes = {each.name: each.unit for each in self.course.exercises.values()}
        return Student(caller, homes, signatures, device)

    def lent(self, names: Iterable[str]) -> "Turn":
        """The same turn with sound versions of these, too."""
        return replace(self, failed=self.failed | frozenset(names))
