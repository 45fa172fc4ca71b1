"""One submission's run in the sandbox: its workers, and the units that load in them."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from grader.checking.student import Student
from grader.course import Course, Exercise, Limits
from grader.grading.sandboxed import stand_ins
from grader.grading.sandboxed.imports import Imports
from grader.grading.sandboxed.loaded_worker import LoadedWorker
from grader.grading.sandboxed.stand_ins import StandIns
from grader.grading.sandboxed.time_left import TimeLeft
from grader.grading.turn import Signatures, Turn
from grader.sandbox.client import Worker
from grader.sandbox.device import take_up
from grader.sandbox.failures import NoSuchName, NotStarted, SandboxError, StudentRaised, Unloadable, Waiting, WorkerLost
from grader.sandbox.launcher import Launcher
from grader.sandbox.memory_guard import MemoryGuard
from grader.submission.model import Submission

SOURCES = 10.0  # seconds within which a worker takes sources in, without running them


class SandboxedRun:
    """Runs one submission's code for the checks, in as few workers as an honest grade allows; see grader/grading/backend.py.

    One worker serves every exercise as long as the submission's own earlier exercises are sound. Where one of them failed, the
    exercises that stand on it are judged in another worker that holds a sound version of it: so one slip costs once, and a
    sound version is never present where its own exercise is judged.
    """

    turn: Turn
    _time: TimeLeft

    def __init__(
        self, zygote: Launcher, course: Course, submission: Submission,
        device: str = "cpu", threads: int = 1, signatures: Signatures | None = None,
    ) -> None:  # fmt: skip
        self.zygote = zygote
        self.course = course
        self.submission = submission
        self.device = device
        self.threads = threads
        self.signatures = signatures or {}
        self.units = [each.name for each in course.units]  # that are imported; those after the last one judged need not be
        self.secret = False
        self._loaded: dict[tuple[int, int, str], LoadedWorker] = {}
        self._current: LoadedWorker | None = None
        self._beginning: dict[str, Any] | None = None  # of a check that has called nothing yet; it goes with the first call
        self._imports = Imports()
        self._written: dict[str, bool] = {}
        self._guard = MemoryGuard()

    def turn_to(self, exercise: Exercise, failed: Collection[str]) -> None:
        """Judge this exercise from now on, within its limits, and hold the grader's own memory down meanwhile."""
        self.turn = Turn(self.course, exercise, frozenset(failed))
        self._time = TimeLeft(exercise.limits)
        self._guard.lower()

    @property
    def lends(self) -> bool:
        """Whether the course has solutions."""
        return self.course.has_solutions

    @contextmanager
    def lending(self, names: Iterable[str]) -> Iterator[None]:
        """Judge the exercise at hand with sound versions of these, too, for as long as it lasts. All loans share one time."""
        before = self.turn, self.secret
        self.turn = self.turn.lent(names)
        try:
            with self._time.lending():
                yield
        finally:
            self.turn, self.secret = before

    def student(self, seed: int) -> Student:
        """The learner for one check of the exercise, everything random in the worker seeded.

        Raises NotStarted, Waiting, Unloadable, WorkerLost, or SandboxError where the grader's own side failed.
        """
        exercise = self.turn.exercise
        try:
            self._current = self._find_worker(exercise)
        except WorkerLost as lost:
            if lost.kind == "time":
                raise
            self._current = self._find_worker(exercise)  # a fresh one: see request
        device = exercise.device or self.device
        self._beginning = {"seed": seed, "device": device, "threads": self.threads}
        return self.turn.student(self, self.signatures, device)

    def request(self, message: dict[str, Any]) -> dict[str, Any]:
        """One call within the exercise's limits; an exercise that used up its time is over."""
        assert self._current is not None
        if self._beginning is None:
            return self._time.ask(self._current.worker, message)
        first, self._beginning = {**message, "begin": self._beginning}, None
        name, before = self.turn.exercise.name, self._current.served
        self._current.served = name
        try:
            return self._time.ask(self._current.worker, first)
        except WorkerLost as lost:
            if before in ("", name) or lost.kind == "time":
                raise
        self._current = self._find_worker(self.turn.exercise)  # what an earlier exercise left running may have ended the worker
        self._current.served = name
        return self._time.ask(self._current.worker, first)

    def close(self) -> None:
        """End every worker of this submission, and hold the grader's own memory down no longer."""
        self._guard.lift()
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
            waits_for = self.turn.lacking()
            if waits_for and unit not in loaded.broken:
                raise Waiting(waits_for[0])
        elif chosen := stand_ins.choose(self.course, exercise, self.turn.failed, self._absent(loaded)):
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
                self._written[exercise.name] = self._time.ask(loaded.worker, request)["value"] is not False
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
