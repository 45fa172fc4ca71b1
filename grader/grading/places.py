"""What a learner reads names the places of what they wrote, which the module that is judged may be made of."""

from dataclasses import replace

from grader.checking.verdict import ExerciseVerdict
from grader.submission.model import Submission


def located(verdict: ExerciseVerdict, submission: Submission) -> ExerciseVerdict:
    """The verdict, whose messages name places in the submission's own files."""
    if not submission.files:
        return verdict
    to, line_of = submission.located, submission.line_of
    checks = [replace(each, why=each.why.located(to, line_of)) if each.why else each for each in verdict.checks]
    return replace(verdict, checks=tuple(checks))
