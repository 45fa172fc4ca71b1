"""`grader dev thresholds`: what right answers reach, seed by seed, beside the thresholds of the manifest.

A threshold is chosen from this: far enough below what sound training reaches that nobody fails by chance. Sound are the solution
and the right answers in other styles, which train other models in other ways.
"""

import sys
from dataclasses import dataclass, field, replace
from statistics import mean, stdev

from rich.console import Console
from rich.progress import track
from rich.table import Table

from grader import course as courses
from grader.authoring.styles import styles
from grader.course import Course, CourseError, Exercise
from grader.course.data import DataError
from grader.course.loaded import choose_data
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.submission.model import Submission

SAFE = (
    4.0  # standard deviations between the mean and a threshold: less than one sound solution in 30,000 fails by chance
)


WIDTH = 120  # where nobody looks at a terminal
SOLUTION = "the solution"


class Probe(float):
    """A threshold that writes down what a check compares it with."""

    seen: list[float]

    def __new__(cls, value: float) -> "Probe":
        made = super().__new__(cls, value)
        made.seen = []
        return made

    def __gt__(self, other: float) -> bool:  # Python asks a subclass first, so this answers `reached < threshold`
        self.seen.append(float(other))
        return float(self) > other


@dataclass(frozen=True)
class Reached:
    """What one right answer reached at one threshold: once a seed, or twice where both ways to label two classes are trained."""

    exercise: str
    answer: str  # "the solution", or the title of another style
    name: str
    threshold: float
    values: list[float] = field(default_factory=list)

    @property
    def margin(self) -> float:
        """How many standard deviations the mean lies above the threshold."""
        return (mean(self.values) - self.threshold) / max(stdev(self.values), 1e-9)


def measure(seeds: int, data: str, console: Console, only: frozenset[str] = frozenset()) -> list[Reached]:
    """Judge right answers with every threshold probed. `data` is the name of a tier. Raises DataError, CourseError."""
    course = courses.load_solved()
    data = choose_data(course, data).name
    course = probed(course, data)
    others = styles(course)
    found: list[Reached] = []
    with Judge(course, Terms(0, data)) as judge:
        for seed in track(range(seeds), "seeds", console=console, transient=True):
            judge.use(Terms(seed, data))
            for name, exercise in course.exercises.items():
                if exercise.thresholds and (not only or name in only):
                    answers = {style.title: style.submission(course) for style in others[name]}
                    for title, submission in {SOLUTION: Submission(SOLUTION, course.reference, {}), **answers}.items():
                        judge.grade(submission, frozenset([name]))
                        _take(found, exercise, title, data)
    return found


def _take(found: list[Reached], exercise: Exercise, title: str, data: str) -> None:
    """Move what the probes have seen to the answer that was judged."""
    for key, probe in exercise.thresholds[data].items():
        assert isinstance(probe, Probe)
        known = next((each for each in found if (each.exercise, each.answer, each.name) == (exercise.name, title, key)), None)
        if known is None and probe.seen:
            found.append(known := Reached(exercise.name, title, key, float(probe)))
        if known is not None:
            known.values.extend(probe.seen)
        probe.seen.clear()


def probed(course: Course, data: str) -> Course:
    """The course with a probe in place of every threshold for the data."""

    def change(exercise: Exercise) -> Exercise:
        thresholds = exercise.thresholds.get(data, {})
        probes: dict[str, float] = {key: Probe(value) for key, value in thresholds.items()}
        return replace(exercise, thresholds={data: probes} if probes else {})

    units = [replace(unit, exercises=tuple(change(each) for each in unit.exercises)) for unit in course.units]
    return replace(course, units=tuple(units))


def show_thresholds(seeds: int, data: str, only: frozenset[str] = frozenset()) -> int:
    """Print the table; 1 where a threshold is closer than SAFE standard deviations or was not met, 2 where it cannot be tried."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    try:
        found = measure(seeds, data, console, only)
    except (CourseError, DataError) as error:
        console.print(str(error), markup=False, soft_wrap=True)
        return 2
    table = Table(
        box=None, pad_edge=False, header_style="bold", title=f"{data} data, {seeds} seeds", title_justify="left"
    )
    for column in ("exercise", "answer", "threshold", "", "worst", "mean", "deviation", "margin"):
        table.add_column(column, justify="left" if column in ("exercise", "answer", "threshold") else "right")
    close = []
    for each in found:
        if min(each.values) < each.threshold or each.margin < SAFE:
            close.append(f"{each.exercise} ({each.answer})")
        row = (each.threshold, min(each.values), mean(each.values), stdev(each.values))
        numbers = [f"{value:.4f}" for value in row]
        table.add_row(each.exercise, each.answer, each.name, *numbers, f"{each.margin:.1f}")
    console.print(table)
    if close:
        console.print(f"Too close: {', '.join(close)}. Lower the threshold in course.toml.")
    else:
        console.print(f"Every threshold lies at least {SAFE:g} standard deviations below what every right answer reaches.")
    return 1 if close else 0
