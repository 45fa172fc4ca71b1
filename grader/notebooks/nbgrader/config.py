"""What nbgrader must be told for the whole cycle to go without surprises; nbgrader_config.py of a course calls `configure`.

It is read at every nbgrader command, so nothing heavy is imported here: nbgrader imports the preprocessors by their names, when it
comes to use them.
"""

import os
import sys
import warnings
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from grader import course as courses
from grader.course import CourseError
from grader.course.find import find
from grader.course.stubs import PLACEHOLDER
from grader.notebooks.nbgrader.names import ANSWER, CONFIG, by_unit

PLUGIN = "grader.notebooks.nbgrader"


def configure(c: Any, course: str = "") -> None:
    """Set up nbgrader's configuration object for a course: a folder, or the id of an installed one.

    Each setting closes one trap; docs/nbgrader.md tells what happens without it. Ends the process with a sentence where there is no
    such course: nbgrader takes any other error for nothing, and would run learners' code in a kernel.
    """
    try:
        found = find(course, by=CONFIG) if course else courses.current()
        loaded = courses.load(found.root)
    except CourseError as error:
        raise SystemExit(str(error)) from None
    find_alembic()
    # SQLAlchemy's words to nbgrader's authors, at the first submission that is added: nothing that an instructor could mend.
    warnings.filterwarnings("ignore", message="Object of type <Submitted", module=r"nbgrader\.api")
    # What a learner starts from is the same text in a notebook as in a stub.
    c.ClearSolutions.code_stub = {"python": "\n".join(PLACEHOLDER)}
    c.ClearSolutions.text_stub = ANSWER
    # Rubrics stand in the locked question above the answer, where a grader reads them; generate_assignment clears them.
    c.ClearMarkScheme.enforce_metadata = False
    c.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        f"{PLUGIN}.normalize_cells.NormalizeCells",  # in place of DeduplicateIds, which leaves cells behind that stop the class
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.OverwriteCells",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Autograde.autograde_preprocessors = [
        f"{PLUGIN}.judge_cells.JudgeCells",  # in place of Execute: no kernel, no learner's code in this process
        f"{PLUGIN}.scores.SaveScores",  # in place of SaveAutoGrades, for which what was not judged is worth nothing
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.JudgeCells.course = str(found.root)
    c.Autograde.pre_convert_hook = partial(_adopt, by_unit(loaded))
    # A submitted module must not give way to the one in source/. (JudgeCells reads it from submitted/ in any case.)
    c.Autograde.exclude_overwriting = {unit.name: [f"{unit.name}.py"] for unit in loaded.units}
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        f"{PLUGIN}.hide_tests.HideTests",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]


def _adopt(units: dict[str, list[str]], assignment: str, student: str, notebooks: list[str]) -> None:
    from grader.notebooks.nbgrader.match_renamed import adopt_renamed

    adopt_renamed(units, assignment, student, notebooks)


def find_alembic() -> None:
    """nbgrader calls `alembic` by its bare name, which fails where the environment was not activated.

    It lies where pip put it, which need not be beside Python: that of a user has a folder of its own.
    """
    scripts = [str(each.locate()) for each in metadata.files("alembic") or () if each.stem == "alembic"]
    folders = [os.path.dirname(os.path.abspath(each)) for each in scripts] or [str(Path(sys.executable).parent)]
    known = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join([*(each for each in folders if each not in known), *known])
