"""One exercise judged again for the whole class, after a check was mended: everything else of a result stays as it is."""

from grader.grading import score
from grader.grading.record import Result


def merged(before: Result, again: Result) -> Result:
    """The earlier result with the exercises of the later one in their places.

    It has no key: its parts were judged by different checks, so the next run without `--only` grades the submission anew.
    """
    judged = {each["name"]: each for each in again["exercises"]}
    exercises = [judged.pop(each["name"], each) for each in before["exercises"]] + list(judged.values())
    return {
        **before,
        "key": "",
        "score": score.added(each["points"] for each in exercises),
        "max_score": score.added(each["max_points"] for each in exercises),
        "unsafe": sorted({*before["unsafe"], *again["unsafe"]}),
        "exercises": exercises,
    }
