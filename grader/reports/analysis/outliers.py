"""Who took far longer than the others, and whose code ran into a limit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from grader.grading.record import Result, limit_of, why_of

FAR = 3.5  # modified z-scores; Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993), section 3.3
NORMAL = 0.6745  # of a normal distribution's standard deviation is its median absolute deviation
LEAST = 3.0  # seconds above the median: less may be the machine's doing, or what torch imports for the first of a class


@dataclass(frozen=True)
class Slow:
    """An exercise that took a learner's code far longer than the others': seconds, and the class's median."""

    learner: str
    exercise: str
    seconds: float
    usual: float


@dataclass(frozen=True)
class Hit:
    """A limit that a learner's code ran into (see Why in grader/checking/why.py), and the last thing that they were told of it."""

    learner: str
    exercise: str
    limit: str
    said: str


def slow(results: Iterable[Result]) -> list[Slow]:
    """The slowest first. A time counts as far off by its modified z-score, 0.6745 · (time - median) / median absolute deviation."""
    times: dict[str, dict[str, float]] = defaultdict(dict)
    for result in results:
        for exercise in result["exercises"]:
            if exercise["status"] != "not_started":
                times[exercise["name"]][str(result["submission"])] = seconds(exercise)
    found = []
    for name, took in times.items():
        usual = median(took.values())
        spread = median(abs(each - usual) for each in took.values())
        for learner, each in took.items():
            if each - usual > LEAST and NORMAL * (each - usual) > FAR * spread:
                found.append(Slow(learner, name, each, usual))
    return sorted(found, key=lambda each: -each.seconds)


def hits(results: Iterable[Result]) -> list[Hit]:
    """Every limit that was hit, once an exercise and learner, in the order of the results."""
    found: dict[tuple[str, str, str], Hit] = {}
    for result in results:
        for exercise in result["exercises"]:
            for check in exercise["checks"]:
                if (limit := limit_of(check)) and (why := why_of(check)):
                    key = (str(result["submission"]), str(exercise["name"]), limit)
                    found.setdefault(key, Hit(*key, why.parts[-1]))
    return list(found.values())


def seconds(exercise: Result) -> float:
    """How long an exercise's checks took together."""
    return sum(float(each["seconds"]) for each in exercise["checks"])
