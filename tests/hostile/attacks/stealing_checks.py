"""Imports the checks and the grader, or reads their sources, for the oracle that they compare with.

Must: nothing of the kit but the wire and the worker's own side can be imported, and no source can be read.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import importlib
import importlib.util
import inspect
import os
import pkgutil
import sys

import torch
from target import KIT

NAMES = [
    "checks.hidden.unit02_similarity.check_mnist_distance", "check_mnist_distance", "checks.oracles.loss", "checks.given",
    "grader.checking.kit", "grader.grading.judge",
]  # fmt: skip


def oracle():
    sys.path[:0] = [KIT, os.path.join(KIT, "grader"), os.path.join(KIT, "checks"), os.path.join(KIT, "checks", "hidden", "unit02_similarity")]
    importlib.invalidate_caches()
    import grader

    grader.__path__ = [os.path.join(KIT, "grader")]
    for name in [each for each in sys.modules if each.partition(".")[0] == "checks"]:
        del sys.modules[name]  # what the worker has of them holds no path to the rest
    for name in NAMES + [each.name for each in pkgutil.walk_packages(grader.__path__, "grader.")]:
        try:
            module = importlib.import_module(name)
            inspect.getsource(module)
        except (Exception, SystemExit):
            continue
        if hasattr(module, "distance"):
            return module.distance
    return None


def mnist_distance(a, b):
    found = oracle()
    return found(a, b).float() if found else torch.zeros(a.shape[:-2])
