"""Imports a submission's units in new workers, and remembers which units end a worker or take too long."""

from contextlib import suppress

from grader.course import Limits
from grader.grading.sandboxed.loaded_worker import LoadedWorker
from grader.grading.sandboxed.stand_ins import StandIns
from grader.sandbox.failures import NoSuchName, StudentRaised, WorkerLost

TIMES = 2  # a unit may take so many times the limit of a call, in all the workers that import it


class Imports:
    """One version of a submission's imports. `stuck` are the units that ended a worker, and how: never imported again."""

    def __init__(self) -> None:
        self.stuck: dict[str, WorkerLost] = {}
        self._seconds: dict[str, float] = {}  # that each unit's imports took so far
        self._killed: set[str] = set()  # units whose import was ended from outside; once may be the machine's doing

    def load(self, loaded: LoadedWorker, modules: dict[str, str], units: list[str], limits: Limits, stand_ins: StandIns) -> None:
        """Hand a fresh worker the modules and import the `units` among them, in order, until one of them ends it."""
        most = TIMES * limits.call_seconds
        for unit in [unit for unit, seconds in self._seconds.items() if seconds > most and unit not in self.stuck]:
            sentence = f"It had to be imported anew, and that took over {most:.0f} seconds in all."
            self.stuck[unit] = WorkerLost("time", sentence)
        modules = {name: text for name, text in modules.items() if name not in self.stuck}
        modules |= {unit: each.stub for unit, each in stand_ins.items() if each.stub is not None}
        codes = {unit: [each.code, list(each.names)] for unit, each in stand_ins.items()}
        with suppress(WorkerLost):
            loaded.worker.request({"do": "sources", "modules": modules, "stand_ins": codes}, limits.call_seconds)
        for unit in units:
            if unit in modules and not loaded.worker.lost:
                self._import(loaded, unit, limits.call_seconds)

    def _import(self, loaded: LoadedWorker, unit: str, seconds: float) -> None:
        before = loaded.worker.spent.counted
        try:
            loaded.worker.request({"do": "import", "unit": unit}, seconds)
        except StudentRaised as raised:
            loaded.broken[unit] = raised
        except NoSuchName:  # no worker says so of a unit: the learner's code has answered in its place
            loaded.broken[unit] = f"{unit}.py could not be imported."
        except WorkerLost as lost:
            if lost.kind != "killed" or unit in self._killed:
                self.stuck[unit] = lost
            self._killed.add(unit)
        self._seconds[unit] = self._seconds.get(unit, 0.0) + loaded.worker.spent.counted - before
