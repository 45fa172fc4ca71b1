"""nbgrader's autograding without a kernel: the learner's cells are judged in the kit's worker, the verdicts become outputs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Integer, Unicode

from grader import course as courses
from grader.course import Course
from grader.course.find import refuse_inside
from grader.grading.record import Result, share
from grader.notebooks.kernel import card
from grader.notebooks.nbgrader.adapter import keep_engines
from grader.notebooks.nbgrader.collect import Work, collect, takes_modules
from grader.notebooks.nbgrader.names import exercise_of, is_test
from grader.notebooks.nbgrader.normalize_cells import known_cells
from grader.results.seed import SeedError, draw
from grader.sandbox import prestart

if TYPE_CHECKING:
    from grader.grading.grading_process import Graded
    from grader.grading.terms import Terms

UNJUDGED = "NotJudged"  # an error that is no learner's: see scores.py
AGAIN = "The grader itself failed here, so there is no score. Autograde again, or grade it by hand."
NO_SEED = "This course has no seed yet. Add a line below the one of configure in nbgrader_config.py:  c.JudgeCells.seed = {seed}"
STRANGE = "This cell is not one of the kit's: nothing was executed. Grade it by hand."


class JudgeCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """Takes the place of Execute in `c.Autograde.autograde_preprocessors`; what is no unit of the course is left to Execute."""

    seed = Integer(None, allow_none=True, help="The course's own: the same seed gives the same grades.").tag(config=True)
    course = Unicode("", help="The folder of the course; `configure` sets it.").tag(config=True)
    data = Unicode("", help="Other data of the course, by name, or a folder with them.").tag(config=True)
    unsafe = Bool(False, help="Judge also where the sandbox does not hold; every card says so.").tag(config=True)

    judged: ClassVar[dict[str, "Graded"]] = {}  # by the digest of a submission: judged beforehand (parallel.py)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        keep_engines()

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Judge one learner's notebook; what it holds never raises here, and the grader's own failures go to the log."""
        place = resources["nbgrader"]
        course = self.open_course()
        unit = course.unit(place["notebook"])
        if unit is None:
            self.log.warning(
                "%s is no unit of the course: it is executed in a kernel, as without the kit.", place["notebook"]
            )
            return Execute(parent=self.parent).preprocess(nb, resources)  # type: ignore[no-any-return]  # nbgrader is untyped
        with Gradebook(place["db_url"]) as gradebook:
            known = known_cells(gradebook, unit.name, place["assignment"])
        work = collect(course, unit, place["student"], nb, self._folder(resources), takes_modules(set(known), unit))
        graded = self.judged.get(work.submission.digest) or self.judge(work)
        for fault in graded.faults:
            self.log.error("%s: the grader itself failed, and what it could not judge has no score:\n%s", place["student"], fault)
        self._write(nb, graded.result)
        return nb, resources

    def judge(self, work: Work) -> "Graded":
        """The result of one learner's work under the configured terms.

        Raises Untrusted, SeedError, DataError or CheckFault with the cure.
        """
        prestart.prepare()  # first: a zygote imports torch while this process does
        from grader.grading import grading_process
        from grader.grading.identity import identify

        return grading_process.grade(work.submission, "", self.terms, identify(self.open_course()), work.exercises)

    def open_course(self) -> Course:
        """The course, as configured. Raises CourseError, also where it lies among the submissions."""
        course = courses.load(Path(self.course) if self.course else None)
        if coursedir := getattr(getattr(self.parent, "parent", None), "coursedir", None):
            refuse_inside(course.root, [Path(coursedir.root) / coursedir.submitted_directory])
        return course

    @property
    def terms(self) -> "Terms":
        """What grades depend on, as configured. Raises SeedError for no seed, CourseError where there are no such data."""
        from grader.course.loaded import choose_data
        from grader.grading.terms import Terms

        if self.seed is None:
            raise SeedError(NO_SEED.format(seed=draw()))
        data = choose_data(self.open_course(), self.data)
        return Terms(self.seed, data.name, unsafe=self.unsafe, folder=data.folder)

    def _folder(self, resources: Any) -> Path:
        """Where the learner's files lie as they were handed in: in autograded/, nbgrader has overwritten some of them."""
        place = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        return Path(coursedir.format_path(coursedir.submitted_directory, place["student"], place["assignment"]))

    def _write(self, nb: Any, result: Result) -> None:
        """Fill the outputs of the test cells: a card to read, and the points, as nbgrader reads partial credit."""
        exercises = {each["name"]: each for each in result["exercises"]}
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader", {})
            if cell.cell_type != "code" or not marks.get("grade") or marks.get("solution"):
                continue
            exercise = exercises.get(exercise_of(marks["grade_id"])) if is_test(marks["grade_id"]) else None
            if exercise is None:
                self.log.error("%s: %s", marks["grade_id"], STRANGE)
                cell.outputs = [new_output("error", ename=UNJUDGED, evalue=STRANGE, traceback=[STRANGE])]
                continue
            cell.execution_count = 1
            cell.outputs = outputs(exercise, marks["points"], result["unsafe"])


def outputs(exercise: card.Exercise, points: float, unsafe: list[str]) -> list[Any]:
    """A test cell's outputs for a judged exercise that is worth so many points in the gradebook."""
    right = share([exercise])
    data = {"text/plain": card.text(exercise), "text/html": card.html(exercise)}
    made = [new_output("display_data", data=data)]
    if unsafe:
        text = f"Judged without all layers of the sandbox: {', '.join(unsafe)} missing."
        made.append(new_output("display_data", data={"text/plain": text}))
    if right is None:
        return [*made, new_output("error", ename=UNJUDGED, evalue=AGAIN, traceback=[AGAIN])]
    value = repr(round(min(right, 1.0) * points, 2))
    return [*made, new_output("execute_result", data={"text/plain": value}, execution_count=1)]
