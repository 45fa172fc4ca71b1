"""A made-up class: references with known mistakes in them, in stated proportions, the same for the same seed.

    python -m tests.class_of_300 FOLDER --size 300 --seed 0

Every learner has an ability drawn from a normal distribution. The able come further and slip less, which is what item analysis
looks for. The shares below are met to the learner: of a class of 300, `round(0.27 * 300)` average over the images too.
"""

import argparse
import random
import re
from pathlib import Path

from data.build_submissions import code_of, with_own
from grader import course as courses
from grader.checking.inserted import text_of
from grader.checking.kit import MISTAKES
from grader.checking.session import CheckSession
from grader.course import Course
from grader.course.loaded import references

SHARES = {  # exercise.mistake, and which share of the class makes it
    "mnist_distance.averages_everything": 0.27,
    "train_epoch.never_clears": 0.20,
    "mnist_loss.broadcasts": 0.16,
    "calc_grad.backward_not_called": 0.14,
    "batch_accuracy.raw_scores": 0.12,
    "is_3.wrong_way_round": 0.09,
    "accuracy_3_7.pools_the_images": 0.09,
    "rmse_distance.root_too_early": 0.08,
    "l1_distance.no_abs": 0.07,
    "softmax.overflows": 0.07,
    "sgd_step.ignores_lr": 0.06,
    "init_params.gradient_too_early": 0.05,
    "sigmoid.no_minus": 0.05,
    "make_dataset.flat_labels": 0.04,
    "top_left.seven_by_seven": 0.04,
    "double_odds.keeps_evens": 0.03,
    "ideal_digit.averages_everything": 0.03,
    "image_to_tensor.not_scaled": 0.02,
    "mnist_distance.sums": 0.02,
}
STOPS = {
    "unit01": 0.02,
    "unit02": 0.03,
    "unit03": 0.05,
    "unit04": 0.05,
    "unit05": 0.10,
}  # the last unit begun, by share
NAMES = (
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(evil)",
    "+1+1",
    "@SUM(A1)",
    "-2",
    "Ümläut Ørsted",
    "naïve, “quoted”",
)

PLANTED = '''
def quadratic(t, params):
    """{remark}"""
    {a} = params[0]
    {b} = params[1]
    {c} = params[2]
    {out} = torch.zeros_like(t)
    for {p}, {k} in enumerate([{c}, {b}, {a}]):
        {power} = torch.ones_like(t)
        for _ in range({p}):
            {power} = {power} * t
        {out} = {out} + {k} * {power}
    return {out}
'''
FIRST = dict(remark="My own way.", a="a", b="b", c="c", out="total", p="exponent", k="weight", power="power")
SECOND = dict(remark="Done!", a="p1", b="p2", c="p3", out="ergebnis", p="i", k="zahl", power="potenz")
LOOPS_FOREVER = "def pairs(xs, ys):\n    while True:\n        pass\n"
EATS_MEMORY = "def rank(shape):\n    hoard = [bytearray(1 << 28) for _ in range(64)]\n    return len(shape)\n"
IS_SLOW = "def fit_quadratic(t, speed, params, lr, steps=10):\n    import time\n    time.sleep(1)\n    return [apply_step(t, speed, params, lr) for _ in range(steps)]\n"
BROKEN = "\ndef rmse_distance(a, b)\n    return 0\n"


def build(folder: Path, size: int, seed: int) -> dict[str, list[str]]:
    """Write `size` submissions to folder/<name>/unit….py; the names of who makes which mistake, by exercise.mistake."""
    course, chance = courses.load(), random.Random(seed)
    sources = {unit.name: code_of(course.reference[unit.name]) for unit in course.units if not unit.bonus}
    names = [*NAMES, *(f"learner-{number:03}" for number in range(1, size - len(NAMES) + 1))][:size]
    ability = {name: chance.gauss(0, 1) for name in names}
    last = _last_units(names, ability, size)
    chosen = choose(course, names, ability, last, size, chance)
    slips = known_mistakes(course)
    for name in names:
        modules = dict(sources)
        for key, learners in chosen.items():
            if name in learners:
                unit = course.exercises[key.split(".")[0]].unit
                modules[unit] = with_mistake(modules[unit], slips[key])
        _write(folder / name, modules, last.get(name, "unit99"), course)
    busy = {*last, *NAMES, *(name for who in chosen.values() for name in who)}
    oddities(folder, sources, [name for name in names if name not in busy])
    return chosen


def choose(
    course: Course, names: list[str], ability: dict[str, float], last: dict[str, str], size: int, chance: random.Random
) -> dict[str, list[str]]:
    """Who makes which mistake: the less able rather than the able, one mistake an exercise, none where nothing was begun."""
    chosen: dict[str, list[str]] = {}
    for key, share in SHARES.items():
        exercise = course.exercises[key.split(".")[0]]
        taken = {n for other, who in chosen.items() if other.split(".")[0] == exercise.name for n in who}
        able = [n for n in names if n not in taken and exercise.unit[:6] <= last.get(n, "unit99")]
        able.sort(key=lambda name: ability[name] + chance.gauss(0, 1))
        chosen[key] = able[: round(share * size)]
    return chosen


def known_mistakes(course: Course) -> dict[str, str]:
    """The source of every known mistake under the exercise's own name, by exercise.mistake, with the imports that it needs."""
    references(course)  # the checks import the units
    CheckSession(course, [course.checks / "public"]).close()
    found = {}
    for exercise in course.exercises:
        for each in MISTAKES.get(exercise, []):
            found[f"{exercise}.{each.name}"] = re.sub(rf"\b{each.name}\b", exercise, text_of(course, each))
    return found


def with_mistake(source: str, own: str) -> str:
    return with_own(source, own)


def oddities(folder: Path, sources: dict[str, str], names: list[str]) -> None:
    """Two who share an unusual solution under other names, and who hits a limit, is slow, or cannot be read."""
    for name, words in zip(names, (FIRST, SECOND), strict=False):
        _replace(folder / name / "unit03_descent.py", PLANTED.format(**words))
    for name, unit, text in zip(
        names[2:], ("unit01_pixels", "unit01_pixels", "unit03_descent"), (LOOPS_FOREVER, EATS_MEMORY, IS_SLOW), strict=False
    ):  # fmt: skip
        _replace(folder / name / f"{unit}.py", text)
    if len(names) > 5:
        (folder / names[5] / "unit02_similarity.py").write_text(sources["unit02_similarity"] + BROKEN)


def _last_units(names: list[str], ability: dict[str, float], size: int) -> dict[str, str]:
    weakest = iter(sorted(names, key=lambda name: ability[name]))
    return {next(weakest): unit for unit, share in STOPS.items() for _ in range(round(share * size))}


def _replace(path: Path, own: str) -> None:
    path.write_text(with_own(path.read_text(), own))


def _write(folder: Path, modules: dict[str, str], last: str, course: Course) -> None:
    folder.mkdir(parents=True)
    for name, text in modules.items():
        begun = name[:6] <= last
        stub = (course.root / "assignments" / f"{name}.py").read_text()
        (folder / f"{name}.py").write_text(text if begun else code_of(stub))


def main() -> None:
    """Build the class that the options ask for, and print what is in it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("folder", type=Path)
    options.add_argument("--size", type=int, default=300)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    for key, names in build(given.folder, given.size, given.seed).items():
        print(f"{len(names):4} {key}")


if __name__ == "__main__":
    main()
