"""Real submissions, graded end to end: the right verdict, the right points, the right sentence."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from checks.embedded import Digits
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course, Limits
from grader.grading import outcomes, record, score
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.submission.model import Submission
from tests.conftest import zygote_of

Rewrite = Callable[..., Submission]


def judged(judge: Judge, submission: Submission, *names: str) -> dict[str, ExerciseVerdict]:
    return {each.name: each for each in judge.grade(submission, frozenset(names))}


def early(course: Course) -> list[str]:
    """The exercises of the first four units: enough to see that one of them costs no other anything."""
    return [each.name for unit in course.units[:4] for each in unit.exercises]


def stubs(course: Course) -> Submission:
    return Submission("stubs", {path.stem: path.read_text() for path in course.modules("assignments")}, {})


def test_the_reference_passes_everything(judge: Judge, course: Course) -> None:
    verdicts = judge.grade(Submission("reference", course.reference, {}))
    assert {each.name: each.status for each in verdicts if each.status is not Status.PASSED} == {}
    assert score.total(verdicts) == pytest.approx(sum(each.points for each in judge.exercises))


def test_the_stubs_are_not_started_and_score_nothing(judge: Judge, course: Course) -> None:
    verdicts = judge.grade(stubs(course))
    assert {each.status for each in verdicts} == {Status.NOT_STARTED}
    assert score.total(verdicts) == 0


def test_an_empty_submission_is_not_started(judge: Judge) -> None:
    verdicts = judge.grade(Submission("empty", {}, {}))
    assert {each.status for each in verdicts} == {Status.NOT_STARTED}
    assert verdicts[-1].checks[0].message == f"{verdicts[-1].unit}.py was not handed in."


def test_what_is_not_in_the_file_is_said_to_be_absent_by_every_check(judge: Judge) -> None:
    """Also by that of the examples, also where sound versions stand in: and nobody is told that they misspelt a name."""
    work = Submission("part", {"unit02_similarity": "def mnist_distance(a, b):\n    return a"}, {})
    for name, each in judged(judge, work, "l1_distance", "mnist_distance", "is_3").items():
        if name != "mnist_distance":
            assert each.status is Status.NOT_STARTED
            said = {check.message for check in each.checks if "Judged once" not in check.message}
            assert said == {f"There is no {name} in your file. Keep the names that the stub gives."}


def test_a_mistake_is_named_and_costs_once(judge: Judge, course: Course, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return (a - b).abs().mean()")
    verdicts = judged(judge, wrong, *early(course))
    assert [name for name, each in verdicts.items() if each.status is not Status.PASSED] == ["mnist_distance"]
    check = verdicts["mnist_distance"].checks[0]
    assert check.mistake == "averages_everything"
    assert check.message.split("\n") == [
        "Called mnist_distance(a [25, 28, 28], b [28, 28]).",
        "Expected shape [25]; got a single number.",
        "You averaged over the images too: a batch of n images needs n distances, so average over the last two axes only.",
    ]


def test_an_unknown_wrong_answer_says_what_is_right(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return (a - b).abs().mean((-1, -2)) + 0.5")
    checks = {each.name: each for each in judged(judge, wrong, "mnist_distance")["mnist_distance"].checks}
    public, hidden = checks["check_mean_absolute_difference"], checks["check_other_sizes"]
    assert (public.visibility, hidden.visibility) == ("public", "hidden")
    assert public.message.split("\n")[1].startswith("Expected 0.")
    assert hidden.message.split("\n") == [
        "Called mnist_distance(a [7, 12, 9], b [12, 9]).",
        "The shape is right; the values are not.",
        "Every number is 0.5 too large: is something added that should not be, or the other way round?",
    ]


def test_a_check_that_needs_a_failed_one_names_its_blocker(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return (a - b).abs().mean()")
    checks = {each.name: each for each in judged(judge, wrong, "mnist_distance")["mnist_distance"].checks}
    blocked = checks["check_mean_absolute_difference"]
    assert blocked.status is Status.NOT_CHECKED
    assert blocked.message == 'Judged once "gives one distance per image" passes.'


def test_a_syntax_error_names_its_line_and_costs_its_unit_alone(judge: Judge, course: Course) -> None:
    modules = {**course.reference, "unit02_similarity": "import torch\n\ndef mnist_distance(a, b:\n    return a\n"}
    verdicts = judged(judge, Submission("broken", modules, {}), *early(course))
    wrong = {each.unit for each in verdicts.values() if each.status is not Status.PASSED}
    assert wrong == {"unit02_similarity"}
    lines = verdicts["mnist_distance"].checks[0].message.split("\n")
    assert lines[0] == "unit02_similarity.py could not be imported."
    assert lines[1].startswith("It raised SyntaxError: ")
    assert lines[2] == "  unit02_similarity.py, line 3: def mnist_distance(a, b:"


def test_a_unit_that_exits_at_import_costs_its_unit_alone(judge: Judge, course: Course) -> None:
    modules = {**course.reference, "unit04_loss": "import os\nos._exit(0)\n"}
    verdicts = judged(judge, Submission("exits", modules, {}), "is_3", "mnist_loss", "calc_grad", "train_epoch")
    assert {name: each.status for name, each in verdicts.items()} == {
        "is_3": Status.PASSED,
        "mnist_loss": Status.FAILED,
        "calc_grad": Status.PASSED,
        "train_epoch": Status.PASSED,
    }
    assert verdicts["mnist_loss"].checks[0].message.split("\n") == [
        "unit04_loss.py could not be imported.",
        "Your code ended the process (exit code 0). Take out the call that exits, such as os._exit.",
    ]


def test_a_unit_after_all_that_is_judged_is_not_imported(judge: Judge, course: Course) -> None:
    modules = {**course.reference, "unit03_descent": "while True:\n    pass\n"}
    verdicts = judged(judge, Submission("endless", modules, {}), "mnist_distance")
    assert verdicts["mnist_distance"].status is Status.PASSED
    assert judge.course.units_up_to(["mnist_distance"]) == ["unit01_pixels", "unit02_similarity"]


def test_a_call_that_exits_costs_its_exercise_alone(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad="import os\ndef mnist_distance(a, b):\n    os._exit(3)")
    verdicts = judged(judge, wrong, "mnist_distance", "is_3")
    assert verdicts["mnist_distance"].checks[0].message.split("\n") == [
        "Called mnist_distance(a [25, 28, 28], b [28, 28]).",
        "Your code ended the process (exit code 3). Take out the call that exits, such as os._exit.",
    ]
    assert verdicts["is_3"].status is Status.PASSED


def test_an_error_of_the_learners_own_shows_their_line_only(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit05_training", bad="def train_epoch(model, dl, lr, params):\n    for xb, yb in train_dl:\n        pass")
    check = judged(judge, wrong, "train_epoch")["train_epoch"].checks[0]
    lines = check.message.split("\n")
    assert lines[1] == "It raised NameError: name 'train_dl' is not defined"
    assert lines[2].startswith("  unit05_training.py, line ")
    assert lines[2].endswith(": for xb, yb in train_dl:")
    assert lines[3] == "Is it a variable of your notebook? Use the function's own arguments."
    assert len(lines) == 4


def test_a_missing_name_is_not_started(judge: Judge, course: Course) -> None:
    modules = {**course.reference, "unit05_training": "x = 1\n"}
    check = judged(judge, Submission("renamed", modules, {}), "calc_grad")["calc_grad"].checks[0]
    assert (check.status, check.message) == (
        Status.NOT_STARTED,
        "There is no calc_grad in your file. Keep the names that the stub gives.",
    )


def test_a_file_that_cannot_be_read_says_why(judge: Judge) -> None:
    problem = "unit02_similarity.py holds NUL bytes, so it is no Python text. Save it again from your editor."
    found = judged(judge, Submission("nul", {}, {"unit02_similarity": problem}), "is_3")["is_3"]
    assert (found.status, found.checks[0].message) == (Status.FAILED, problem)


def test_a_sound_version_is_never_where_its_own_exercise_is_judged(judge: Judge, rewrite: Rewrite) -> None:
    """A wrong mnist_loss that looks for a sound one among all objects finds none where it is judged itself."""
    thief = """
import gc, types
def mnist_loss(predictions, targets):
    for each in gc.get_objects():
        if isinstance(each, types.ModuleType) and each is not globals() and each.__name__ == "unit04_loss":
            other = vars(each).get("mnist_loss")
            if other is not mnist_loss and other is not None:
                return other(predictions, targets)
    return predictions.mean()
"""
    verdicts = judged(judge, rewrite("unit04_loss", sly=thief), "mnist_loss", "calc_grad")
    assert verdicts["mnist_loss"].status is Status.FAILED
    assert verdicts["calc_grad"].status is Status.PASSED


def test_the_same_seed_gives_the_same_verdicts(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad="def is_3(x, mean3, mean7):\n    return x.mean((-1, -2)) > 0.1")
    first, second = (judge.grade(wrong, frozenset({"mnist_distance", "is_3"})) for _ in range(2))
    plain = [record.make("x", each, seed=0, device="cpu", data="embedded") for each in (first, second)]
    for made in plain:
        for exercise in made["exercises"]:
            for check in exercise["checks"]:
                check["seconds"] = 0
    assert plain[0] == plain[1]


def test_other_seeds_are_other_inputs_and_the_reference_still_passes(judge: Judge, course: Course, embedded: Digits) -> None:
    try:
        for seed in (1, 2**40):
            judge.use(Terms(seed, "embedded"))
            verdicts = judged(judge, Submission("reference", course.reference, {}), "is_3", "train_epoch")
            assert {each.status for each in verdicts.values()} == {Status.PASSED}
    finally:
        judge.use(Terms(0, "embedded"))


def test_a_check_that_breaks_is_ungraded_and_its_points_are_withheld(course: Course, embedded: Digits, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("checks") / "hidden" / "unit02_similarity"
    folder.mkdir(parents=True)
    (folder / "check_is_3.py").write_text('def check_broken(student, digits):\n    """is broken"""\n    digits.nines\n')
    with Judge(course, Terms(0, "embedded"), (folder.parent,)) as judge:
        (verdict,) = judge.grade(Submission("reference", course.reference, {}))
        assert verdict.status is Status.UNGRADED
        assert score.points(verdict) is None
        (broken,) = [each for each in verdict.checks if each.name == "check_broken"]
        assert broken.message == (
            "The grader itself failed at this check, so it was not judged: it costs you nothing, and it will be tried again."
        )
        assert "AttributeError" in judge.faults[0]


ODD = """
epochs = []

def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
            p.grad.zero_()
    epochs.append(xb.shape[1])
    if epochs.count(784) == 10:
        params[0].data = torch.zeros(3, 5)
"""


def test_an_answer_that_breaks_a_check_earns_nothing_by_it(judge: Judge, rewrite: Rewrite) -> None:
    """The check multiplies by weights of a shape that it does not expect; a fault of the grader's would not be counted."""
    found = judged(judge, rewrite("unit05_training", odd=ODD), "train_epoch")["train_epoch"]
    assert {each.name for each in found.checks if each.status is not Status.PASSED} == {"check_accuracy"}
    (check,) = [each for each in found.checks if each.status is not Status.PASSED]
    assert check.status is Status.FAILED
    assert check.message.split("\n") == [
        "Called train_epoch(model, dl, lr 1, params).",
        "The answer is of a kind that this check cannot judge: look at its type and its shape.",
    ]
    assert "mat1 and mat2" in judge.faults.pop()


def test_a_result_that_cannot_be_sent_says_so(judge: Judge, rewrite: Rewrite) -> None:
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return torch.zeros(25, dtype=torch.complex64)")
    check = judged(judge, wrong, "mnist_distance")["mnist_distance"].checks[0]
    assert check.message.split("\n") == [
        "Called mnist_distance(a [25, 28, 28], b [28, 28]).",
        "Its result cannot be handed to the grader: a tensor of dtype torch.complex64, layout torch.strided cannot be sent.",
        "Return numbers, strings or tensors, or lists of them, no larger than the exercise needs.",
    ]


def test_a_zygote_that_dies_is_replaced_and_no_grade_is_lost(judge: Judge, course: Course) -> None:
    zygote_of(judge).wait_ready()
    zygote_of(judge).process.kill()
    verdicts = judged(judge, Submission("reference", course.reference, {}), "mnist_distance", "is_3")
    assert {each.status for each in verdicts.values()} == {Status.PASSED}


def test_naming_a_mistake_is_not_the_learners_time(judge: Judge, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=0.0)
    name = judge.diagnosis.name

    def slowly(*arguments: object) -> object:
        clock.now += 1000
        return name(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(judge.diagnosis, "name", slowly)
    monkeypatch.setattr(outcomes, "time", SimpleNamespace(perf_counter=lambda: clock.now))
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return (a - b).abs().mean()")
    checks = judged(judge, wrong, "mnist_distance")["mnist_distance"].checks
    assert clock.now >= 1000
    assert {each.seconds for each in checks} == {0.0}


def test_the_mistakes_of_an_exercise_take_turns_in_one_worker_that_ends_with_the_submission(
    judge: Judge, rewrite: Rewrite, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Limits] = []
    zygote = zygote_of(judge)
    start = zygote.worker

    def worker(limits: Limits, cuda: bool) -> object:
        started.append(limits)
        return start(limits, cuda)

    monkeypatch.setattr(zygote, "worker", worker)
    judge.diagnosis.forget()
    wrong = rewrite("unit02_similarity", bad="def mnist_distance(a, b):\n    return (a - b).abs().mean((1, 2))")
    verdict = judged(judge, wrong, "mnist_distance")["mnist_distance"]
    assert {each.mistake for each in verdict.checks if each.mistake} == {"counts_axes_from_the_start"}
    assert len(judge.diagnosis.traces) > 5
    assert len(started) == 2  # the submission's, and that of the mistakes
    zygote.settle()
    pid = zygote.process.pid
    assert Path(f"/proc/{pid}/task/{pid}/children").read_text() == ""
