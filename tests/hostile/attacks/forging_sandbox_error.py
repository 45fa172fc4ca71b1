"""Raises exceptions with the names of the grader's own, to be taken for a fault that costs no points.

Must: only the name crosses the wire, and it is shown as the learner's error.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["It raised SandboxError"]
# ///


class SandboxError(Exception):
    """As in grader.sandbox.failures."""


class GraderFault(SandboxError):
    """There may be one."""


def mnist_distance(a, b):
    raise SandboxError("the zygote does not answer")
