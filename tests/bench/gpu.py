"""What a GPU costs and gains: the start of a worker that uses it, and a submission's grading, beside the CPU. Needs a CUDA device."""

import torch
from rich.console import Console

from grader import course as courses
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.submission.model import Submission
from tests.bench.floor import HEAVY, LIGHT, WORKER, fork_and_lock
from tests.bench.measure import Action, in_turns, table

SUITES = {"light suite (5 exercises)": LIGHT, "training-heavy suite (7 exercises)": HEAVY, "all exercises": frozenset[str]()}


def bench(console: Console, repeats: int) -> None:
    """Print the milliseconds of each on the CPU and on the GPU."""
    if not torch.cuda.is_available():
        console.print("GPU: torch finds no CUDA device here, so nothing is measured.\n")
        return
    course = courses.load()
    reference = Submission("reference", course.reference, {})
    with Judge(course, Terms(0, "embedded", "cpu")) as cpu, Judge(course, Terms(0, "embedded", "cuda")) as gpu:
        actions: dict[str, Action] = {}
        for device, judge in {"cpu": cpu, "cuda": gpu}.items():
            actions[f"{WORKER} {device}"] = lambda judge=judge, device=device: fork_and_lock(judge, device)  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
            for name, suite in SUITES.items():
                actions[f"{name} {device}"] = lambda judge=judge, suite=suite: judge.grade(reference, suite)  # type: ignore[misc]  # as above
        for action in actions.values():
            action()
        medians = in_turns(actions, repeats, console)
    shown = table(torch.cuda.get_device_name(), "what", "CPU ms", "GPU ms", "GPU × CPU")
    for name in (WORKER, *SUITES):
        on_cpu, on_gpu = medians[f"{name} cpu"], medians[f"{name} cuda"]
        shown.add_row(name, f"{on_cpu * 1000:.0f}", f"{on_gpu * 1000:.0f}", f"{on_gpu / on_cpu:.2f}")
    console.print(shown)
