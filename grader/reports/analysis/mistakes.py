"""The class's mistakes, the most common first: what to teach tomorrow."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grader.grading.record import Result, is_named, why_of


@dataclass(frozen=True)
class Slip:
    """A known mistake in an exercise: who made it, of how many who began the exercise, and what they were told."""

    exercise: str
    mistake: str
    sentence: str
    learners: tuple[str, ...]
    began: int

    @property
    def words(self) -> str:
        """The mistake's name in words: "averages everything"."""
        return self.mistake.replace("_", " ")


def rank(results: Iterable[Result]) -> list[Slip]:
    """Every mistake that was named, by how many learners made it. A learner counts once, however many checks name it."""
    who: dict[tuple[str, str], list[str]] = defaultdict(list)
    told: dict[tuple[str, str], str] = {}
    began: dict[str, int] = defaultdict(int)
    for result in results:
        for exercise in result["exercises"]:
            name = str(exercise["name"])
            began[name] += exercise["status"] != "not_started"
            for check in exercise["checks"]:
                if is_named(check) and (why := why_of(check)):
                    key = (name, why.name)
                    told.setdefault(key, why.parts[-1])
                    if str(result["submission"]) not in who[key]:
                        who[key].append(str(result["submission"]))
    found = [Slip(*key, told[key], tuple(names), began[key[0]]) for key, names in who.items()]
    return sorted(found, key=lambda each: (-len(each.learners), each.exercise, each.mistake))
