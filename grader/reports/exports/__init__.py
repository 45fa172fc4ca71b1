"""`grader export`: results in the formats of other programs. Who adds a format writes its module, and an entry here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format that can be asked for by its name.

    Its module is named as text and imported when it is asked for, so that `grader --help` need not. There `render(final_grades,
    title)` gives the text of the one file; where `each` learner has a file, which `each` is the ending of, `render(final_grade,
    title)` gives the text of that. A module that knows better how to write, which stands `alone`, has `write(final_grades, course,
    out)` in its place; it may need a library that comes with an `extra` of this program.
    """

    module: str
    help: str
    each: str = ""
    alone: bool = False
    extra: str = ""


@dataclass(frozen=True)
class Exported:
    """What was written, in sentences, and whether that is `whole`: nothing of it had to be left out."""

    said: tuple[str, ...]
    whole: bool = True


class ExportError(Exception):
    """Nothing can be written like this; the message names the cure."""


HERE = "grader.reports.exports"
FORMATS = {  # in the order of `grader export --help`
    "csv": Format(f"{HERE}.spreadsheet", "a spreadsheet's table: a learner a row, an exercise a column"),
    "canvas": Format(f"{HERE}.canvas", "a table that Canvas imports as grades"),
    "gradescope": Format(f"{HERE}.gradescope", "what Gradescope's autograder gives: a test an exercise", each=".json"),
    "junit": Format(f"{HERE}.junit", "JUnit XML, as CI servers read it: a test a check"),
    "nbgrader": Format(
        "grader.notebooks.nbgrader.export",
        "a gradebook.db of nbgrader's, or an address of SQLAlchemy's",
        alone=True,
        extra="nbgrader",
    ),
    "check50": Format(f"{HERE}.check50", "JSON as check50 prints it: every check", each=".json"),
    "markdown": Format(f"{HERE}.markdown", "a comment for a pull request"),
}
