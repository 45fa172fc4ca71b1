"""Hostile code gets exactly the points that it earned: every attack is graded in a class with ten honest submissions.

The attacks are in attacks/, one a file; attack.py says how to read and to add one.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.console import Console

from grader.checking.verdict import Status
from grader.submission.model import Submission
from grader.worker.lockdown import landlock, seccomp
from tests.hostile import run
from tests.hostile.attack import FAMILIES, FOLDER, Attack, load
from tests.hostile.target import ROOT, Target
from tests.hostile.trial import Trial, Trials
from tests.processes import GUARD

pytestmark = [pytest.mark.security, pytest.mark.slow]

ATTACKS = load()
BARE = [each for each in ATTACKS if each.bare]
here = pytest.mark.skipif(
    landlock.abi() == 0 or seccomp.program() is None,
    reason="there is no Landlock or no seccomp here: the attacks would succeed",
)


@pytest.fixture(autouse=True)
def lowered_is_lifted() -> None:
    """Not asked here: the runs of the honest ones go on from test to test, and the limit with them."""


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    with Trials(sparse=3, patience=GUARD) as trials:
        yield trials


@here
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.id)
def test_an_attack_gains_and_leaves_nothing(attack: Attack, trials: Trials) -> None:
    assert trials.attempt(attack).found == ()


@here
def test_the_honest_grades_are_what_they_are_without_attackers(trials: Trials) -> None:
    assert trials.neighbours.changed() == []
    assert len(trials.neighbours.alone) == 10
    assert trials.neighbours.alone["right"] != trials.neighbours.alone["untouched"]


def test_there_are_attacks_of_every_family_and_each_says_what_must_happen() -> None:
    count = Counter(each.family for each in ATTACKS)
    assert set(count) == set(FAMILIES)
    assert min(count.values()) >= 5
    assert len(ATTACKS) >= 60
    assert [each.id for each in ATTACKS if not (each.tries and each.must)] == []


@pytest.fixture(scope="module")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Target, "subprocess.Popen[str]"]]:
    """A target, and a process that attacks it with nothing in the way."""
    with Target() as target:
        folder = tmp_path_factory.mktemp("bare")
        (folder / "target.py").write_text(target.module)
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.bare", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
            text=True,
        )
        yield target, process
        process.communicate()
        target.evidence()


@pytest.mark.parametrize("attack", BARE, ids=lambda each: each.id)
def test_an_attack_is_a_real_one(attack: Attack, unguarded: tuple[Target, "subprocess.Popen[str]"]) -> None:
    target, process = unguarded
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{FOLDER / attack.id}.py\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n"
    assert target.evidence(known=(process.pid,)) != []
    target.restore()


BELIEVED = """

def take_over():
    import gc

    for each in gc.get_objects():
        if type(each).__name__ == "Worker" and hasattr(each, "handles"):
            honest = each.call
            each.call = lambda request: {**honest(request), "operations": 1, "mutated": []}


take_over()


def mnist_distance(a, b):
    return torch.stack([(each - b).abs().mean() for each in a]) if a.ndim == 3 and b.ndim == 2 else (a - b).abs().mean((-1, -2))
"""


@here
def test_what_a_worker_says_of_its_own_running_is_believed(trials: Trials) -> None:
    """A known limit (docs/security.md): how many operations a call took, and whether it changed its inputs, is known inside alone."""
    text = trials.course.reference["unit02_similarity"]
    (forged,), (honest,) = (
        trials.judge.grade(Submission("loop", {"unit02_similarity": text + each}, {}), frozenset({"mnist_distance"}))
        for each in (BELIEVED, BELIEVED.replace("\ntake_over()\n", ""))
    )
    assert [each.name for each in honest.checks if each.status is not Status.PASSED] == ["check_no_loop"]
    assert [each.name for each in forged.checks if each.status is not Status.PASSED] == []


def test_what_was_found_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    good = Trial(ATTACKS[0], (), 0.5, -9.0, ())
    bad = replace(good, attack=ATTACKS[1], found=("is_3 earned [all]",))
    run.show([good, bad], ["right: is_3 was passed and is failed"], 10, 2.5, Console(width=200, color_system=None))
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[0] == ATTACKS[0].id
    assert lines[1].endswith("held  ")
    assert lines[2].endswith("broken")
    assert f"{ATTACKS[1].id}: is_3 earned [all]" in lines
    assert "honest right: is_3 was passed and is failed" in lines
    assert lines[-2].startswith("1 of 2 attacks held: no point that was not earned")
    assert lines[-1] == (
        "9 of 10 honest grades unchanged. The longest call took 0.0 s more than its limit; "
        "2.5 s is allowed, since others use this machine too."
    )
