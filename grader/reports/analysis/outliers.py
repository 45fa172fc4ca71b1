"""Who took far longer than the others, and whose code ran into a limit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from grader.grading.result import Result

FAR = 3.5  # modified z-scores; Iglewicz & Hoaglin, How to Detect and Handle Outliers (1993), section 3.3
NORMAL = 0.6745  # of a normal distribution's standard deviation is its median absolute deviation
LEAST = 3.0  # seconds above the median: less may be the machine's doing, or what torch imports for the first of a class
LIMITS = {  # what the learner is told where a limit was hit (grader/sandbox/client.py, grader/grading/sandboxed/run.py)
    "was still running after": "time",
    "Your code did nothing for": "time",
    "Your code was not done after": "time",
    "exercise together may take": "time",
    "used up its processor time": "time",
    "of memory and was stopped": "memory",
    "memory limit was reached": "memory",
    "asked for more memory": "memory",
    "used too much memory": "memory",
    "Your code wrote more than": "files",
}


@dataclass(frozen=True)
class Slow:
    """An exercise that took a learner's code far longer than the others': seconds, and the class's median."""

    learner: str
    exercise: str
    seconds: float
    usual: float


@dataclass(frozen=True)
class Hit:
    """A limit that a learner's code ran into: "time", "memory" or "files", and what they were told."""

    learner: str
    exercise: str
    limit: str
    message: str


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
                if limit := limit_of(str(check["message"])):
                    key = (str(result["submission"]), str(exercise["name"]), limit)
                    found.setdefault(key, Hit(*key, str(check["message"])))
    return list(found.values())


def limit_of(message: str) -> str:
    """Which limit a message speaks of; empty where it speaks of none."""
    return next((limit for words, limit in LIMITS.items() if words in message), "")


def seconds(exercise: Result) -> float:
    """How long an exercise's checks took together."""
    return sum(float(each["seconds"]) for each in exercise["checks"])
