"""One submission's run: its workers, the units that load in them, and the time that its exercises have left."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from grader.checking.student import Student
from grader.course import Course, Exercise, Limits
from grader.grading.sandboxed import stand_ins
from grader.grading.sandboxed.imports import Imports
from grader.grading.sandboxed.loaded_worker import LoadedWorker
from grader.grading.sandboxed.stand_ins import StandIns
from grader.sandbox import memory_guard
from grader.sandbox.client import Worker
from grader.sandbox.clock import PATIENCE, Spent
from grader.sandbox.device import take_up
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, Waiting, WorkerLost
from grader.sandbox.launcher import Launcher
from grader.submission.model import Submission

SOURCES = 10.0  # seconds within which a worker takes sources in, without running them


class Run:
    """Runs one submission's code for the checks, in as few workers as an honest grade allows.

    One worker serves every exercise as long as the submission's own earlier exercises are sound. Where one of them failed, the
    exercises that stand on it are judged in another worker that holds a sound version of it: so one slip costs once, and a
    sound version is never present where its own exercise is judged.
    """

    def __init__(
        self, zygote: Launcher, course: Course, submission: Submission, device: str = "cpu", threads: int = 1
    ) -> None:
        self.zygote = zygote
        self.course = course
        self.submission = submission
        self.device = device
        self.threads = threads
        self.signatures: dict[str, tuple[str, ...]] = {}
        self.units = [each.name for each in course.units]  # that are imported; those after the last one judged need not be
        self._loaded: dict[tuple[int, int, str], LoadedWorker] = {}
        self.secret = False  # whether the worker of the check at hand holds sound versions: see checking/withheld.py
        self._current: LoadedWorker | None = None
        self._exercise: Exercise | None = None
        self._failed: set[str] = set()
        self._left = self._left_on_loan = Spent()  # of the exercise's time
        self._beginning: dict[str, Any] | None = None  # of a check that has called nothing yet; it goes with the first call
        self._imports = Imports()
        self._written: dict[str, bool] = {}
        self._homes = {each.name: each.unit for each in course.exercises.values()}

    def start(self, exercise: Exercise, failed: set[str]) -> None:
        """Turn to an exercise; `failed` names the exercises so far that the submission did not solve."""
        self._exercise = exercise
        self._failed = failed
        self._left = self._left_on_loan = Spent(exercise.limits.exercise_seconds, PATIENCE * exercise.limits.exercise_seconds)
        memory_guard.lower()

    @property
    def lends(self) -> bool:
        """Whether there are sound versions of exercises to judge others with."""
        return self.course.has_solutions

    def own(self) -> list[str]:
        """What the exercise at hand stands on and is judged with as the submission has it, in the order of the course."""
        assert self._exercise is not None
        return [each for each in self.course.prerequisites(self._exercise.name) if each not in self._failed]

    @contextmanager
    def lending(self, names: Iterable[str]) -> Iterator[None]:
        """Judge the exercise at hand with sound versions of these, too, for as long as it lasts. All loans share one time."""
        before = self._failed, self._left, self.secret
        self._failed, self._left = self._failed | set(names), self._left_on_loan
        try:
            yield
        finally:
            self._left_on_loan = self._left
            self._failed, self._left, self.secret = before

    def student(self, seed: int) -> Student:
        """The learner for one check of the exercise, everything random in the worker seeded.

        Raises NotStarted, Waiting, Unloadable, WorkerLost, or SandboxError where the grader's own side failed.
        """
        assert self._exercise is not None
        try:
            self._current = self._find_worker(self._exercise)
        except WorkerLost as lost:
            if lost.kind == "time":
                raise
            self._current = self._find_worker(self._exercise)  # a fresh one: see request
        device = self._exercise.device or self.device
        self._beginning = {"seed": seed, "device": device, "threads": self.threads}
        return Student(self, self._homes, self.signatures, device)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """One call within the exercise's limits; an exercise that used up its time is over."""
        assert self._exercise is not None
        assert self._current is not None
        if self._beginning is None:
            return self._ask(self._current.worker, message)
        first, self._beginning = {**message, "begin": self._beginning}, None
        name, before = self._exercise.name, self._current.served
        self._current.served = name
        try:
            return self._ask(self._current.worker, first)
        except WorkerLost as lost:
            if before in ("", name) or lost.kind == "time":
                raise
        self._current = self._find_worker(self._exercise)  # what an earlier exercise left running may have ended the worker
        self._current.served = name
        return self._ask(self._current.worker, first)

    def _ask(self, worker: Worker, message: dict[str, Any]) -> dict[str, Any]:
        assert self._exercise is not None
        limits = self._exercise.limits
        seconds, patience = limits.call_seconds, PATIENCE * limits.call_seconds
        sentence = f"All checks of this exercise together may take {limits.exercise_seconds:.0f} seconds."
        if not self._left:
            raise WorkerLost("time", sentence)
        before = worker.spent
        try:
            return worker.request(message, min(seconds, self._left.counted), min(patience, self._left.by_the_wall))
        except WorkerLost as lost:
            if lost.kind != "time":
                raise
            short = self._left.counted < seconds or self._left.by_the_wall < patience
            self._left = Spent()
            raise WorkerLost("time", sentence) if short else lost from None
        finally:
            self._left -= worker.spent - before

    def close(self) -> None:
        """End every worker of this submission."""
        memory_guard.lift()
        for loaded in self._loaded.values():
            loaded.worker.close()
        self._loaded.clear()

    def take_up(self, submission: Submission) -> None:
        """Go on with another version of the work, in the same workers: for versions that nobody is graded by."""
        self.submission = submission
        self._imports = Imports()
        self._written.clear()
        try:
            for loaded in self._loaded.values():
                loaded.broken = dict(submission.problems)
                with suppress(WorkerLost):  # it is replaced when it is needed
                    loaded.worker.request({"do": "sources", "modules": submission.modules, "stand_ins": {}}, SOURCES)
        except SandboxError:  # the next check will find that there is no zygote
            self.forget()

    def forget(self) -> None:
        """Drop every worker without a word to its zygote, which is gone."""
        self._loaded.clear()

    def _find_worker(self, exercise: Exercise) -> LoadedWorker:
        unit = exercise.unit
        self.secret = False
        if unit in self.submission.problems:
            raise Unloadable(unit, self.submission.problems[unit])
        if unit not in self.submission.modules:
            raise NotStarted(f"{unit}.py was not handed in.")
        if unit in self._imports.stuck:
            raise Unloadable(unit, self._imports.stuck[unit])
        loaded = self._load_worker(exercise.limits, {})
        if unit not in loaded.broken and not self._is_written(exercise, loaded):
            raise NotStarted(f"{exercise.name} is not written yet.")  # no check has to find out
        if not self.course.has_solutions:
            waits_for = [name for name in self.course.prerequisites(exercise.name) if name in self._failed]
            if waits_for and unit not in loaded.broken:
                raise Waiting(waits_for[0])
        elif chosen := stand_ins.choose(self.course, exercise, self._failed, self._absent(loaded)):
            plain, self.secret = loaded.broken.get(unit), stand_ins.holds_solutions(chosen)
            loaded = self._load_worker(exercise.limits, chosen)
            if isinstance(plain, StudentRaised) and _same_type(plain, loaded.broken.get(unit)):
                self.secret = False  # what a worker without sound versions said of it may be told
                raise Unloadable(unit, plain)
        if unit in self._imports.stuck:
            raise Unloadable(unit, self._imports.stuck[unit])
        if unit in loaded.broken:
            raise Unloadable(unit, loaded.broken[unit])
        return loaded

    def _is_written(self, exercise: Exercise, loaded: LoadedWorker) -> bool:
        """Whether there is more than the stub; asked once an exercise."""
        if exercise.name not in self._written:
            request = {"do": "written", "unit": exercise.unit, "name": exercise.name}
            try:
                self._written[exercise.name] = self._ask(loaded.worker, request)["value"] is not False
            except (StudentRaised, NoSuchName):  # an odd object stands there; the checks will tell
                self._written[exercise.name] = True
        return self._written[exercise.name]

    def _absent(self, plain: LoadedWorker) -> set[str]:
        """The units that were not handed in or cannot be imported."""
        return {
            each.name
            for each in self.course.units
            if each.name not in self.submission.modules or each.name in plain.broken or each.name in self._imports.stuck
        }

    def _load_worker(self, limits: Limits, chosen: StandIns) -> LoadedWorker:
        key = (limits.memory_mib, limits.file_mib, repr({unit: (each.names, bool(each.stub)) for unit, each in chosen.items()}))
        loaded = self._loaded.get(key)
        while loaded is None or loaded.worker.lost:
            stuck = len(self._imports.stuck)
            worker = Worker(self.zygote, limits, self.device, secret=stand_ins.holds_solutions(chosen))
            if self.device != "cpu":
                take_up(worker)
            loaded = self._loaded[key] = LoadedWorker(worker, dict(self.submission.problems))
            self._imports.load(loaded, self.submission.modules, self.units, limits, chosen)
            if loaded.worker.lost and len(self._imports.stuck) == stuck:
                raise loaded.worker.lost
        return loaded


def _same_type(one: StudentRaised, other: object) -> bool:
    return isinstance(other, StudentRaised) and one.type == other.type
