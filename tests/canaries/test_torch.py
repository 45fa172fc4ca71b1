"""torch's inner parts, as grader/worker/torch_internals.py uses them. The words of its errors: tests/checks/test_causes.py."""

import subprocess
import sys

import torch

from grader.worker.torch_internals import Counter, version
from tests.processes import GUARD

SEE = "see grader/worker/torch_internals.py"
FRESH = """
import sys, torch
from grader.worker.torch_internals import Counter
x = torch.ones(2, requires_grad=True)
with Counter() as counter:
    (x * 2).sum().backward()
print(counter.operations > 2, sorted({each.split(".")[1] for each in sys.modules if each.startswith(("torch._dynamo", "torch._inductor"))}))
"""


def counted(n: int) -> int:
    rows, counter = torch.ones(n, 3), Counter()
    with counter:
        for row in rows:
            row.abs().sum()
    return counter.operations


def test_operations_are_counted_one_by_one() -> None:
    x = torch.ones(4)
    with Counter() as counter:
        x.abs().sum()
    assert counter.operations == 2, f"torch's dispatch mode counts otherwise: {SEE}, Counter"
    grows = counted(20) - counted(10), counted(30) - counted(20)
    assert grows[0] == grows[1] > 0, f"a loop over tensors is counted otherwise: {SEE}, Counter; and checking/expectation.py"
    x.abs()
    assert counter.operations == 2, f"torch's dispatch mode does not end with its block: {SEE}, Counter"


def test_counting_does_not_import_torchs_compiler() -> None:
    """In a fresh Python: it would take each worker two seconds."""
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, timeout=GUARD, check=True)
    assert done.stdout.strip() == "True []", f"the first counted operation imports torch's compiler: {SEE}, _should_skip_dynamo"


def test_a_change_in_place_is_seen_by_the_version() -> None:
    x = torch.zeros(3)
    before = version(x)
    x.add_(1)
    assert version(x) > before, f"torch counts no versions any more: {SEE}, version"
    assert version(x) == version(x.detach()), f"torch's versions are not shared by views: {SEE}, version"


def test_a_stub_is_told_from_what_torch_leaves_unwritten() -> None:
    """Both raise NotImplementedError; torch's own does so by no raise statement of the learner's."""
    assert "_forward_unimplemented" in repr(torch.nn.Module.forward), "torch.nn.Module.forward is another one: see grader/worker/raised.py, unwritten"
