"""The report: every layer is tried, and what it says can be read by a person."""

import pytest

from grader.worker.lockdown import landlock, seccomp
from grader.worker.lockdown.trials import LAYERS, ROOT_ONLY
from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security

NAMES = [
    "new session", "descriptors", "unprivileged user", "die with parent", "limits", "memory limit",
    "thread limit", "bounded folder", "covered kit", "landlock", "not dumpable", "seccomp",
]  # fmt: skip
NAMESPACE = {"bounded folder", "covered kit", "thread limit"}  # what a container may not allow


def reported(here: Here, spoil: str) -> object:
    """The report of a process in which one part of the lock-down was made to do nothing."""
    from dataclasses import astuple

    from grader.worker.lockdown import enter, landlock, mounts, privileges, report, rlimits, seccomp, syscalls

    match spoil:
        case "kernel":
            syscalls.LIBC = None
        case "landlock":
            landlock.restrict = lambda rules: 7
        case "bounded folder":
            mounts.bound = lambda *_: None
        case "covered kit":
            mounts.cover = lambda paths: None
        case "namespace":
            mounts.enter_namespace = lambda: False
        case "seccomp":
            seccomp.restrict = lambda code: None
        case "limits":
            rlimits.restrict = lambda limits, base: ("limits", "memory limit", "thread limit")
        case "die with parent":
            rlimits.die_with_parent = lambda parent: None
        case "not dumpable":
            rlimits.not_dumpable = lambda: syscalls.prctl(4, 1)  # type: ignore[assignment]  # nobody looks at its int. A change of user alone has the same effect
        case "descriptors":
            enter._close = lambda first, last: None
        case "user":
            privileges.drop = lambda uid, real=None: "unprivileged user"
    return [astuple(each) for each in report.report()]


def holding(cell: Cell, spoil: str) -> list[str]:
    found = cell(reported, spoil)
    assert found.error is None, found
    return [name for name, holds, _ in found.value if holds]


def test_all_hold_here(bare: Cell) -> None:
    if landlock.abi() == 0 or seccomp.program() is None:
        pytest.skip("this kernel lacks Landlock or the filter")
    found = bare(reported, "").value
    names = [name for name, _, _ in found]
    assert [name.split(" ")[0] for name in names] == [
        "new", "descriptors", names[2].split(" ")[0], "die", "limits", "memory", "thread", "bounded", "covered", "landlock", "not",
        "seccomp"
    ]  # fmt: skip
    assert names[2] in ("unprivileged user", "root without capabilities")
    assert names[9] == f"landlock {landlock.abi()}"
    assert [name for name, holds, _ in found if not holds and name not in NAMESPACE] == []
    sentences = {each.name: each.holds for each in (*LAYERS, ROOT_ONLY)}
    assert [meaning for _, holds, meaning in found if holds] == [sentences[name.rstrip(" 0123456789")] for name, holds, _ in found if holds]


@pytest.mark.parametrize(
    ("spoil", "gone"),
    [
        ("landlock", "landlock"),
        ("seccomp", "seccomp"),
        ("limits", "limits"),
        ("limits", "memory limit"),
        ("limits", "thread limit"),
        ("bounded folder", "bounded folder"),
        ("covered kit", "covered kit"),
        ("namespace", "bounded folder"),
        ("namespace", "covered kit"),
        ("die with parent", "die with parent"),
        ("not dumpable", "not dumpable"),
        ("descriptors", "descriptors"),
    ],
)
def test_a_layer_that_only_claims_to_hold_is_found_out(spoil: str, gone: str, bare: Cell) -> None:
    held = [name.rstrip(" 0123456789") for name in holding(bare, "")]
    if gone not in held:
        pytest.skip(f"{gone} does not hold on this machine")
    assert gone not in [name.rstrip(" 0123456789") for name in holding(bare, spoil)]


def test_root_with_all_its_rights_is_found_out(bare: Cell) -> None:
    import os

    if os.geteuid() != 0:
        pytest.skip("only root has rights to keep")
    assert "unprivileged user" not in holding(bare, "user")


def test_without_a_linux_kernel_the_report_says_what_that_means(bare: Cell) -> None:
    found = {name: (holds, meaning) for name, holds, meaning in bare(reported, "kernel").value}
    assert list(found) == NAMES
    for name, sentence in (
        (
            "landlock",
            "The learner's code can read and change what you can: solutions, hidden checks, other submissions, results.",
        ),
        ("seccomp", "The learner's code can start processes, use the network and send signals to your other programs."),
        ("die with parent", "A worker may run on when the grader is killed."),
        ("not dumpable", "A worker may look into the memory of another worker of the same user."),
    ):
        assert found[name] == (False, sentence)
    assert found["limits"] == (True, "Processor time, the size of a file and the number of open files are limited.")


def test_every_sentence_is_one() -> None:
    sentences = [text for each in LAYERS for text in (each.holds, each.lacks)] + [ROOT_ONLY.holds]
    assert [each.name for each in LAYERS] == NAMES
    assert len(set(sentences)) == len(sentences)
    for text in sentences:
        assert text[0].isupper()
        assert text.endswith(".")
        assert text.count(". ") == 0
