"""`make gpu-check`: the whole course on a GPU, for a machine that has one. Needs no network, and nothing but what the kit itself needs.

Judges the references and every known mistake on the CPU and on the GPU, compares the verdicts, and prints what it took.
Should workers that are forked fail with a driver, try `GRADER_WORKERS=spawn make gpu-check`: fresh processes.
"""

import sys
import time

import torch

from grader import course as courses
from grader.checks.diagnosis import graft
from grader.checks.kit import MISTAKES
from grader.course import Course
from grader.digits import find_data_folder, load_embedded, split
from grader.grade import Judge, Terms
from grader.submission import Submission
from grader.verdict import ExerciseVerdict, Status

Verdicts = dict[str, tuple[str, list[tuple[str, str, str | None]]]]


def judged(device: str, course: Course) -> tuple[Verdicts, float]:
    """The verdicts of the references and of every mistake on a device, and the seconds that they took."""
    found: Verdicts = {}
    digits = split(load_embedded(find_data_folder()), 0)
    with Judge(course, digits, Terms(0, "embedded", device, unsafe=True)) as judge:
        judge.zygote.wait_ready()
        start = time.perf_counter()
        for verdict in judge.grade(Submission("reference", course.reference, {})):
            found[verdict.name] = summary(verdict)
            if verdict.status is not Status.PASSED:
                print(f"{device}: the reference of {verdict.name}: {verdict.status}")
        for name, mistakes in MISTAKES.items():
            for mistake in mistakes:
                (verdict,) = judge.grade(graft(course, mistake), frozenset({name}))
                found[f"{name}.{mistake.name}"] = summary(verdict)
        for fault in judge.faults:
            print(fault)
    return found, time.perf_counter() - start


def summary(verdict: ExerciseVerdict) -> tuple[str, list[tuple[str, str, str | None]]]:
    """What has to be the same on every device."""
    return str(verdict.status), [(each.name, str(each.status), each.mistake) for each in verdict.checks]


def main() -> int:
    if not torch.cuda.is_available():
        print("torch finds no CUDA device here: nothing was checked.")
        return 2
    course = courses.load()
    on_cpu, cpu_seconds = judged("cpu", course)
    on_gpu, gpu_seconds = judged("cuda", course)
    other = [name for name in on_cpu if on_cpu[name] != on_gpu[name]]
    for name in other:
        print(f"{name}\n  cpu  {on_cpu[name]}\n  cuda {on_gpu[name]}")
    sound = all(on_gpu[name][0] == "passed" for name in course.exercises if name in on_gpu)
    missed = [name for name in on_gpu if "." in name and on_gpu[name][0] == "passed"]
    print(f"{torch.cuda.get_device_name()}, torch {torch.__version__}: {len(on_cpu)} gradings on each device")
    print(f"CPU {cpu_seconds:.0f} s, GPU {gpu_seconds:.0f} s; verdicts that differ: {len(other)}; mistakes missed: {missed or 'none'}")
    return 0 if sound and not other and not missed else 1


if __name__ == "__main__":
    sys.exit(main())
