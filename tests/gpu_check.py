"""`make gpu-check`: the whole course on a GPU (CUDA's or Apple's), for a machine that has one. Needs no network.

Without an environment of the kit's own it runs by the machine's Python (`make gpu-check PYTHON=…`), which needs torch, numpy, pillow
and pytest, and for the sample class click and rich.

Judges the references and every known mistake on the CPU and on the GPU and compares the verdicts; lets submissions spoil the GPU and
looks at those after them; grades the sample class with two jobs that share it. Prints what it took.
Should workers that are forked fail with a driver, try `GRADER_WORKERS=spawn make gpu-check`: fresh processes.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path

import torch

from grader import course as courses
from grader.checking.inserted import insert
from grader.checking.kit import MISTAKES
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms
from grader.submission.model import Submission

Summary = tuple[str, list[tuple[str, str, str | None]]]
SAMPLES = Path(__file__).parents[1] / "data" / "submissions"
SPOILERS = {
    "more memory than there is": "return torch.empty(1 << 42, device=a.device)",
    "an index out of range": "torch.zeros(3, device=a.device)[torch.tensor([7], device=a.device)].tolist()",
}


def open_judge(course: Course, device: str) -> Judge:
    """A judge on the embedded digits, ready to begin."""
    backend = Sandboxed(course)
    judge = Judge(course, Terms(0, "embedded", device, unsafe=True), backend=backend)
    backend.zygote.wait_ready()
    return judge


def judged(device: str, course: Course, names: Collection[str]) -> tuple[dict[str, Summary], float]:
    """The verdicts of the references and of every mistake of the exercises `names` on a device, and the seconds that they took."""
    found = {}
    with open_judge(course, device) as judge:
        start = time.perf_counter()
        for verdict in judge.grade(Submission("reference", course.reference, {}), frozenset(names)):
            found[verdict.name] = summary(verdict)
        for name in names:
            for mistake in MISTAKES.get(name, ()):
                (verdict,) = judge.grade(insert(course, mistake), frozenset({name}))
                found[f"{name}.{mistake.name}"] = summary(verdict)
        for fault in judge.faults:
            print(fault)
        return found, time.perf_counter() - start


def summary(verdict: ExerciseVerdict) -> Summary:
    """What has to be the same on every device."""
    return str(verdict.status), [(each.name, str(each.status), each.mistake) for each in verdict.checks]


def compare(device: str, course: Course, names: Collection[str]) -> list[str]:
    """What is wrong with the verdicts of a device beside those of the CPU: a sentence each. Prints the seconds."""
    (on_cpu, cpu_seconds), (found, seconds) = judged("cpu", course, names), judged(device, course, names)
    print(f"{len(found)} gradings on each device: cpu {cpu_seconds:.0f} s, {device} {seconds:.0f} s")
    wrong = [f"{name}: cpu {on_cpu[name]}, {device} {found[name]}" for name in found if on_cpu[name] != found[name]]
    wrong += [f"the reference of {name}: {found[name]}" for name in names if found[name][0] != "passed"]
    return wrong + [f"the mistake {name} passes" for name in found if "." in name and found[name][0] == "passed"]


def spoil(device: str, course: Course) -> list[str]:
    """What a submission that spoils the device does to its own next exercise and to the next submission: a sentence for each harm."""
    wrong = []
    with open_judge(course, device) as judge:
        for what, line in SPOILERS.items():
            modules = dict(course.reference)
            modules["unit02_similarity"] += f"\n\ndef mnist_distance(a, b):\n    {line}\n"
            own = judge.grade(Submission(what, modules, {}), frozenset({"mnist_distance", "l1_distance", "rank"}))
            after = judge.grade(Submission("stand_ins", course.reference, {}), frozenset({"mnist_distance"}))
            statuses = [each.status for each in (*own, *after)]
            print(f"{what}: {'; '.join(own[-1].checks[0].message.splitlines()[1:])}")
            if statuses != [Status.PASSED, Status.PASSED, Status.FAILED, Status.PASSED]:
                wrong.append(f"{what}: {[str(each) for each in statuses]}")
    return wrong


def grade_together(device: str, jobs: int, names: Collection[str]) -> dict[str, float]:
    """The points of the sample submissions `names`, graded on a device by so many jobs at a time, as an instructor would."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "grader", "grade", *(str(SAMPLES / name) for name in names), "--seed", "0"]
        options = ["--out", folder, "--device", device, "--jobs", str(jobs), "--unsafe"]
        subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
        rows = json.loads(Path(folder, "results.json").read_text())["submissions"]
        return {each["submission"]: each["score"] for each in rows}


def device_here() -> str:
    """ "cuda", or "mps" for Apple's GPUs; empty where torch finds neither."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else ""


def main() -> int:
    device = device_here()
    if not device:
        print("torch finds no GPU here: nothing was checked.")
        return 2
    name = torch.cuda.get_device_name() if device == "cuda" else "Apple's GPU"
    print(f"{name}, torch {torch.__version__}")
    course = courses.load()
    wrong = compare(device, course, list(course.exercises)) + spoil(device, course)
    if find_spec("click") and find_spec("rich"):
        samples = sorted(path.name for path in SAMPLES.iterdir() if path.name.startswith("student"))
        alone, together = grade_together("cpu", 1, samples), grade_together(device, 2, samples)
        wrong += [f"{each}: {alone[each]} points on the CPU, {together[each]} on the GPU" for each in alone if alone[each] != together[each]]
    else:
        print("The sample class was left out: click and rich are not installed here.")
    print("\n".join(wrong) or "The GPU judges as the CPU does.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
