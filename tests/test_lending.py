"""One slip costs once: a right answer is right whatever an earlier one of the learner's own does in the same call, and says so."""

from collections.abc import Callable

import pytest

from grader import course as courses
from grader.authoring.styles import Style, styles
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.recording import raised
from grader.sandbox.failures import WorkerLost
from grader.submission.model import Submission
from tests.recordings import played, recorded

Rewrite = Callable[..., Submission]

ITEM = "def batch_accuracy(preds, yb):\n    return ((preds.sigmoid() > 0.5) == yb).float().mean().item()"
STACK = (
    "def validate_epoch(model, dl):\n"
    "    accs = [batch_accuracy(model(xb), yb) for xb, yb in dl]\n"
    "    return round(torch.stack(accs).mean().item(), 4)"
)
ALL_PAIRS = "def nearest_ideal_digit(x, ideals):\n    return mnist_distance(x[:, None], ideals).argmin(1)"
MEAN_OF_AXES = "def mnist_distance(a, b):\n    d = (a - b).abs()\n    return d.mean((1, 2)) if d.ndim == 3 else d.mean()"
# What a solution needs and the docstring of what it uses does not promise: (used style, by what), and the remark it therefore gets.
MORE = {
    # Batch norm needs evaluation mode while it validates. Unit 8 asks for it in predict alone, since no layer there minds.
    ("no modes in validation", "train_deeper"): {"Judged with the course's Learner: with your own it fails."},
}
SURE = """
def make_simple_net():
    net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))
    with torch.no_grad():
        net[2].bias += 40
    return net
"""


def judged(judge: Judge, work: Submission, name: str) -> ExerciseVerdict:
    found = {each.name: each for each in judge.grade(work)}
    return found[name]


def all_pairs(course: Course, distance: str) -> Submission:
    """Own code of two units: a distance, and a classifier that asks for the distances of all pairs at once, more than is promised."""
    own = {"unit02_similarity": distance, "unit09_full_mnist": ALL_PAIRS}
    modules = {unit: f"{text}\n\n{own.get(unit, '')}\n" for unit, text in course.reference.items()}
    return Submission("all pairs", modules, {})


def remarks(verdict: ExerciseVerdict) -> set[str]:
    return {each.message for each in verdict.checks if each.message}


def test_a_number_where_a_tensor_is_wanted(judge: Judge, rewrite: Rewrite) -> None:
    work = rewrite("unit05_training", code=f"{ITEM}\n\n{STACK}")
    assert judged(judge, work, "batch_accuracy").status is Status.PASSED
    verdict = judged(judge, work, "validate_epoch")
    assert verdict.status is Status.PASSED
    assert remarks(verdict) == {"Judged with the course's batch_accuracy: with your own it raises a TypeError."}


def test_a_distance_for_stacks_of_images_and_no_others(judge: Judge) -> None:
    work = all_pairs(judge.course, MEAN_OF_AXES)
    assert judged(judge, work, "mnist_distance").status is Status.PASSED
    verdict = judged(judge, work, "nearest_ideal_digit")
    assert verdict.status is Status.PASSED
    assert remarks(verdict) == {"Judged with the course's mnist_distance: with your own it raises an IndexError."}


def test_a_network_that_starts_badly(judge: Judge, rewrite: Rewrite) -> None:
    work = rewrite("unit07_network", code=SURE)
    assert judged(judge, work, "make_simple_net").status is Status.PASSED
    verdict = judged(judge, work, "train_simple_net")
    assert verdict.status is Status.PASSED
    assert "Judged with the course's make_simple_net: with your own it fails." in remarks(verdict)


def test_what_is_wrong_by_itself_is_not_mended_by_a_loan(judge: Judge, rewrite: Rewrite) -> None:
    wrong = "def validate_epoch(model, dl):\n    for xb, yb in dl:\n        return round(float(batch_accuracy(model(xb), yb)), 4)"
    verdict = judged(judge, rewrite("unit05_training", code=f"{ITEM}\n\n{wrong}"), "validate_epoch")
    assert verdict.status is Status.FAILED
    assert not [each for each in verdict.checks if "Judged with" in each.message]


def test_a_slow_one_is_told(judge: Judge) -> None:
    """One that raises an error, of which the recording says instead that it was stopped after its time."""
    work, names = all_pairs(judge.course, MEAN_OF_AXES), frozenset({"mnist_distance", "nearest_ideal_digit"})
    with recorded(judge) as recording:
        judge.grade(work, names)
    late = raised(WorkerLost("time", "Your code was not done after 10 seconds and was stopped."))
    for heard in recording.values():
        heard.calls[:] = [(asked, late if isinstance(reply, list) else reply) for asked, reply in heard.calls]
    verdict = played(judge, recording, work, names)[-1]
    assert verdict.status is Status.PASSED
    assert remarks(verdict) == {"Judged with the course's mnist_distance: with your own it takes too long."}


def pairs(course: Course) -> list[object]:
    """(what is used in some right style, by what) for all that the manifest says of `needs`."""
    others = styles(course)
    return [
        pytest.param(style, name, id=f"{name} with {used}: {style.title}", marks=[pytest.mark.proof(name), *([pytest.mark.slow] * (name == "train_deeper"))])
        for name, each in course.exercises.items() for used in each.needs for style in others[used]
    ]  # fmt: skip


@pytest.mark.parametrize(("style", "name"), pairs(courses.load()))
def test_no_solution_relies_on_more_than_the_docstring_of_what_it_uses(judge: Judge, style: Style, name: str) -> None:
    verdicts = judge.grade(style.submission(judge.course), frozenset([style.exercise, name]))
    assert [each.status for each in verdicts] == [Status.PASSED] * 2
    assert remarks(verdicts[-1]) == MORE.get((style.title, name), set())
