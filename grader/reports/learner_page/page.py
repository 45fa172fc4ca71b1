"""One self-contained HTML page for each learner: the score by unit, and every exercise with its sentence and its hint.

The page holds what a learner may see and nothing else: of a hidden check its line and its message, which name shapes, dtypes and
the known mistake but no values (see grader/checking/messages.py). It needs no script, no network and no other file.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.course import Course, Exercise
from grader.grading.record import Result, is_bonus, message, remarks, share, telling, withheld, worth
from grader.reports.file_names import file_names
from grader.results.statuses import LOOKS, Look, look


@dataclass(frozen=True)
class Picture:
    """A PNG of a learner's own results: under which unit it stands, and what is on it."""

    unit: str
    caption: str
    png: bytes

    @property
    def address(self) -> str:
        """The picture as an address that holds it whole."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


@dataclass(frozen=True)
class ExercisePart:
    """One exercise on the page."""

    result: Result
    exercise: Exercise | None

    @property
    def look(self) -> Look:
        """How its status is shown."""
        return look(self.result["status"])

    @property
    def worth(self) -> str:
        """What it earned: "3 of 4 points", or that it is a bonus."""
        return "a bonus" if is_bonus(self.result) else f"{worth([self.result])} points"

    @property
    def said(self) -> str:
        """The message of the check that tells most; empty where all passed."""
        found = telling(self.result)
        return message(found) if found else ""

    @property
    def remarks(self) -> list[str]:
        """What is to be said of checks that passed."""
        return remarks(self.result)

    @property
    def hint(self) -> str:
        """The first hint, where the exercise is not right yet."""
        hints = self.exercise.hints if self.exercise else ()
        return hints[0] if hints and self.result["status"] in ("failed", "not_started") else ""


@dataclass(frozen=True)
class UnitPart:
    """One unit on the page."""

    name: str
    title: str
    exercises: list[ExercisePart]
    pictures: list[Picture]

    @property
    def worth(self) -> str:
        """What the unit earned: "3 of 4", or "bonus"."""
        return worth([each.result for each in self.exercises])

    @property
    def share(self) -> float:
        """How much of the unit is right, in per cent; 0 where that is not known."""
        return 100 * (share([each.result for each in self.exercises]) or 0.0)


def write_learner_pages(
    results: Iterable[Result], out: Path, course: Course, pictures: Mapping[str, Sequence[Picture]] | None = None
) -> list[Path]:
    """Write the page of each result into the folder `out`; the files, in the order of the results.

    `pictures` are those of the learners' own results, by submission.
    """
    out.mkdir(parents=True, exist_ok=True)
    written: dict[Path, None] = {}
    every = list(results)
    names = file_names(str(each["submission"]) for each in every)
    for each in every:
        path = out / f"{names[str(each['submission'])]}.html"
        while path in written:  # the same submission, in another folder of results
            path = path.with_name(f"{path.stem}+.html")
        path.write_text(learner_page(each, course, (pictures or {}).get(each["submission"], ())), encoding="utf-8")
        written[path] = None
    return list(written)


def learner_page(result: Result, course: Course, pictures: Sequence[Picture] = ()) -> str:
    """The page of one result as HTML."""
    environment = Environment(
        loader=PackageLoader("grader.reports.learner_page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: "?" if value is None else f"{value:g}"
    return environment.get_template("learner.html.j2").render(
        result=result,
        withheld=withheld(result["exercises"]),
        course=course,
        data=next((each.title for each in course.tiers if each.name == result["data"]), result["data"]),
        units=list(_units(result, course, pictures)),
        looks=LOOKS,
    )


def _units(result: Result, course: Course, pictures: Sequence[Picture]) -> Iterable[UnitPart]:
    titles = {unit.name: unit.title for unit in course.units}
    names = dict.fromkeys(each["unit"] for each in result["exercises"])
    for name in names:
        parts = [ExercisePart(e, course.exercises.get(e["name"])) for e in result["exercises"] if e["unit"] == name]
        yield UnitPart(name, titles.get(name, name), parts, [each for each in pictures if each.unit == name])
