"""Right answers in other styles than the solution: solutions/styles/<unit>/<exercise>.py, a cell of jupytext's percent format each.

    # %% a slice
    def row(image, i):
        return image[i, :]

Below the solution's module, the last definition counts, as in a learner's file. Each style earns all points on every seed: so
`grader verify` proves that no check asks for the solution's own way of writing.
"""

import re
from dataclasses import dataclass

from grader.course import Course, CourseError, read_source
from grader.submission.model import Submission

CELL = re.compile(r"^# %% (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Style:
    """One right answer: the exercise that it solves, what is special about it, and its text."""

    exercise: str
    title: str
    text: str

    def submission(self, course: Course) -> Submission:
        """The solutions with this answer in place of one of them."""
        unit = course.exercises[self.exercise].unit
        text = f"{course.reference[unit]}\n\n{self.text}\n"
        return Submission(f"style {self.exercise}: {self.title}", {**course.reference, unit: text}, {})


def styles(course: Course) -> dict[str, list[Style]]:
    """All styles by exercise, in the order of the course. Raises CourseError for a file without a cell.

    Files of no exercise are left out: leftovers.py names them.
    """
    folder = course.root / "solutions" / "styles"
    found: dict[str, list[Style]] = {name: [] for name in course.exercises}
    for path in sorted(folder.glob("*/*.py")):
        exercise = course.exercises.get(path.stem)
        shown = path.relative_to(course.root).as_posix()
        if exercise is None or exercise.unit != path.parent.name:
            continue
        _, *parts = CELL.split(read_source(path))
        found[path.stem] = [Style(path.stem, title, text.strip()) for title, text in zip(parts[::2], parts[1::2], strict=True)]
        if not parts:
            raise CourseError(f"{shown} has no cell: begin each answer with a line such as `# %% a loop`.")
        titles = parts[::2]
        if twice := sorted({each for each in titles if titles.count(each) > 1}):
            raise CourseError(f"{shown} has two cells of one title: {', '.join(twice)}.")
    return found
