"""What nbgrader must be told for the whole cycle to go without surprises; nbgrader_config.py of a course calls `configure`.

It is read at every nbgrader command, so nothing heavy is imported here: nbgrader imports the preprocessors by their names, when it
comes to use them.
"""

import os
import sys
import warnings
from pathlib import Path
from typing import Any

from grader import course as courses
from grader.course.stubs import PLACEHOLDER
from grader.notebooks.nbgrader.names import ANSWER

PLUGIN = "grader.notebooks.nbgrader"


def configure(c: Any) -> None:
    """Set up nbgrader's configuration object for the course.

    Each setting closes one trap; docs/nbgrader.md tells what happens without it.
    """
    course = courses.load()
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
    c.Autograde.pre_convert_hook = f"{PLUGIN}.match_renamed.adopt_renamed"
    # A submitted module must not give way to the one in source/. (JudgeCells reads it from submitted/ in any case.)
    c.Autograde.exclude_overwriting = {unit.name: [f"{unit.name}.py"] for unit in course.units}
    c.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        f"{PLUGIN}.hide_tests.HideTests",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]


def find_alembic() -> None:
    """nbgrader calls `alembic` by its bare name, which fails where the environment was not activated."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
