"""One submission's sitting: its workers, the units that load in them, and the time that its exercises have left."""

from dataclasses import dataclass
from typing import Any

from grader.course import Course, Exercise, Limits
from grader.sandbox.launch import Zygote
from grader.sandbox.student import Student
from grader.sandbox.worker import StudentRaised, Worker, WorkerLost
from grader.submission import Submission

Sound = dict[str, tuple[str, list[str] | None]]


class NotStarted(Exception):
    """The unit's module was not handed in, or the exercise stands there as the stub gave it; the text says which."""


class Unloadable(Exception):
    """The unit's module cannot be imported; the text says why and, where it is known, in which line."""

    def __init__(self, unit: str, cause: StudentRaised | WorkerLost | str) -> None:
        super().__init__(unit)
        self.unit = unit
        self.cause = cause


@dataclass
class Seat:
    """A worker with its modules loaded; `broken` says which units could not be imported in it, and why."""

    worker: Worker
    broken: dict[str, StudentRaised | WorkerLost | str]


class Sitting:
    """Runs one submission's code for the checks, in as few workers as an honest grade allows.

    One worker serves every exercise as long as the submission's own earlier exercises are sound. Where one of them failed, the
    exercises that stand on it are judged in another worker that holds a sound version of it: so one slip costs once, and a
    sound version is never present where its own exercise is judged.
    """

    def __init__(
        self, zygote: Zygote, course: Course, submission: Submission, device: str = "cpu", threads: int = 1
    ) -> None:
        self.zygote = zygote
        self.course = course
        self.submission = submission
        self.device = device
        self.threads = threads
        self.signatures: dict[str, tuple[str, ...]] = {}
        self.stuck: dict[str, WorkerLost] = {}  # units whose import ended a worker: never imported again
        self._seats: dict[tuple[int, int, str], Seat] = {}
        self._seat: Seat | None = None
        self._exercise: Exercise | None = None
        self._failed: set[str] = set()
        self._left = 0.0
        self._homes = {each.name: each.unit for each in course.exercises.values()}

    def start(self, exercise: Exercise, failed: set[str]) -> None:
        """Turn to an exercise; `failed` names the exercises so far that the submission did not solve."""
        self._exercise = exercise
        self._failed = failed
        self._left = exercise.limits.exercise_seconds

    def student(self, seed: int) -> Student:
        """The learner for one check of the exercise, everything random in the worker seeded.

        Raises NotStarted, Unloadable, WorkerLost, or SandboxError where the grader's own side failed.
        """
        assert self._exercise is not None
        self._seat = self._take_seat(self._exercise)
        self.request({"do": "begin", "seed": seed, "device": self.device, "threads": self.threads})
        return Student(self, self._homes, self.signatures)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """One request within the exercise's limits; an exercise that used up its time is over."""
        assert self._exercise is not None
        assert self._seat is not None
        limits = self._exercise.limits
        if self._left <= 0:
            raise WorkerLost(
                "time", f"All checks of this exercise together may take {limits.exercise_seconds:.0f} seconds."
            )
        seconds = min(limits.call_seconds, self._left)
        worker = self._seat.worker
        before = worker.seconds
        try:
            return worker.request(message, seconds)
        except WorkerLost as lost:
            if lost.kind == "time":
                self._left = 0.0
            raise
        finally:
            self._left -= worker.seconds - before

    def close(self) -> None:
        """End every worker of this submission."""
        for seat in self._seats.values():
            seat.worker.close()
        self._seats.clear()

    def forget(self) -> None:
        """Drop every worker without a word to its zygote, which is gone."""
        self._seats.clear()

    def _take_seat(self, exercise: Exercise) -> Seat:
        unit = exercise.unit
        if unit in self.submission.problems:
            raise Unloadable(unit, self.submission.problems[unit])
        if unit not in self.submission.modules:
            raise NotStarted(f"{unit}.py was not handed in.")
        if unit in self.stuck:
            raise Unloadable(unit, self.stuck[unit])
        seat = self._find_seat(exercise.limits, {})
        if sound := self._stand_ins(exercise, seat):
            if unit not in seat.broken and not self._is_written(exercise, seat):
                raise NotStarted(f"{exercise.name} is not written yet.")  # which saves a worker for an untouched stub
            seat = self._find_seat(exercise.limits, sound)
        if unit in self.stuck:
            raise Unloadable(unit, self.stuck[unit])
        if unit in seat.broken:
            raise Unloadable(unit, seat.broken[unit])
        return seat

    def _is_written(self, exercise: Exercise, seat: Seat) -> bool:
        request = {"do": "written", "unit": exercise.unit, "name": exercise.name}
        return seat.worker.request(request, exercise.limits.call_seconds)["value"] is not False

    def _stand_ins(self, exercise: Exercise, plain: Seat) -> Sound:
        """Sound versions of what the exercise stands on and the submission lacks; earlier exercises only."""
        prerequisites = self.course.prerequisites(exercise.name)
        homes = {self._homes[name] for name in prerequisites}
        sound: Sound = {}
        for unit in (each.name for each in self.course.units):
            if unit == exercise.unit:
                break
            absent = unit not in self.submission.modules or unit in plain.broken or unit in self.stuck
            if absent and (unit in homes or exercise.unit in plain.broken):
                sound[unit] = (self.course.reference[unit], None)
        for name in prerequisites:
            unit = self._homes[name]
            names = sound.setdefault(unit, (self.course.reference[unit], []))[1] if name in self._failed else None
            if names is not None:
                names.append(name)
        return sound

    def _find_seat(self, limits: Limits, sound: Sound) -> Seat:
        key = (limits.memory_mib, limits.file_mib, repr({unit: names for unit, (_, names) in sound.items()}))
        seat = self._seats.get(key)
        while seat is None or seat.worker.lost:
            stuck = len(self.stuck)
            seat = self._seats[key] = self._load(limits, sound)
            if seat.worker.lost and len(self.stuck) == stuck:
                raise seat.worker.lost
        return seat

    def _load(self, limits: Limits, sound: Sound) -> Seat:
        """A fresh worker with the submission's units imported in the order of the course."""
        seat = Seat(Worker(self.zygote, limits), dict(self.submission.problems))
        modules = {name: text for name, text in self.submission.modules.items() if name not in self.stuck}
        try:
            seat.worker.request({"do": "sources", "modules": modules, "sound": sound}, limits.call_seconds)
        except WorkerLost:
            return seat
        for unit in self.course.units:
            if unit.name not in modules or sound.get(unit.name, ("", []))[1] is None:
                continue
            try:
                seat.worker.request({"do": "import", "unit": unit.name}, limits.call_seconds)
            except StudentRaised as raised:
                seat.broken[unit.name] = raised
            except WorkerLost as lost:
                self.stuck[unit.name] = lost
                return seat
        return seat
