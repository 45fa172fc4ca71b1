"""The import of a submission's units into fresh workers, and what was learned of it: which units end a worker, or take too long."""

from contextlib import suppress

from grader.course import Limits
from grader.grading.sandboxed.loaded_worker import Seat
from grader.grading.sandboxed.stand_ins import Sound
from grader.sandbox.failures import NoSuchName, StudentRaised, WorkerLost

TIMES = 2  # a unit may take so many times the limit of a call, in all the workers that import it


class Imports:
    """One version of a submission's imports. `stuck` are the units that ended a worker, and how: never imported again."""

    def __init__(self) -> None:
        self.stuck: dict[str, WorkerLost] = {}
        self._seconds: dict[str, float] = {}  # that each unit's imports took so far
        self._killed: set[str] = set()  # units whose import was ended from outside; once may be the machine's doing

    def load(self, seat: Seat, modules: dict[str, str], units: list[str], limits: Limits, sound: Sound) -> None:
        """Hand a fresh worker the modules and import the `units` among them, in order, until one of them ends it."""
        most = TIMES * limits.call_seconds
        for unit in [unit for unit, seconds in self._seconds.items() if seconds > most and unit not in self.stuck]:
            sentence = f"It had to be imported anew, and that took over {most:.0f} seconds in all."
            self.stuck[unit] = WorkerLost("time", sentence)
        modules = {name: text for name, text in modules.items() if name not in self.stuck}
        modules |= {unit: each.stub for unit, each in sound.items() if each.stub is not None}
        codes = {unit: [each.code, list(each.names)] for unit, each in sound.items()}
        with suppress(WorkerLost):
            seat.worker.request({"do": "sources", "modules": modules, "sound": codes}, limits.call_seconds)
        for unit in units:
            if unit in modules and not seat.worker.lost:
                self._import(seat, unit, limits.call_seconds)

    def _import(self, seat: Seat, unit: str, seconds: float) -> None:
        before = seat.worker.spent.counted
        try:
            seat.worker.request({"do": "import", "unit": unit}, seconds)
        except StudentRaised as raised:
            seat.broken[unit] = raised
        except NoSuchName:  # no worker says so of a unit: the learner's code has answered in its place
            seat.broken[unit] = f"{unit}.py could not be imported."
        except WorkerLost as lost:
            if lost.kind != "killed" or unit in self._killed:
                self.stuck[unit] = lost
            self._killed.add(unit)
        self._seconds[unit] = self._seconds.get(unit, 0.0) + seat.worker.spent.counted - before
