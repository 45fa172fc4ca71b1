"""Replaces whole modules, torch and the wire among them, by others that say what suits it.

Must: what the worker then says is read as before, and is wrong.
"""

# /// attack
# earns = { mnist_distance = [] }
# ///
import sys
from types import ModuleType


class Yes(ModuleType):
    """Every name of it is a function that says yes."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: True


def mnist_distance(a, b):
    for name in list(sys.modules):
        if name.partition(".")[0] in ("torch", "numpy", "grader", "checks", "json", "struct", "socket", "time", "random"):
            sys.modules[name] = Yes(name)
    sys.modules["grader.checking"] = sys.modules["checks"] = sys.modules["pytest"] = sys.modules["__main__"] = Yes("yes")
    return True
