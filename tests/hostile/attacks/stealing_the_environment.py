"""Looks for tokens, paths and answers in the environment, in the command line and in the configuration of Python.

Must: nothing there leads to the grader's files.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import os
import sys
import sysconfig

import torch
from target import KIT


def loot():
    texts = [*os.environ.values(), *sys.argv, *sys.orig_argv, *map(str, sysconfig.get_paths().values()), *sys.path]
    secrets = [name for name in os.environ if any(word in name for word in ("TOKEN", "SECRET", "KEY", "PYTEST", "SSH", "AWS"))]
    files = []
    for text in texts:
        for part in text.split(os.pathsep):
            for name in ("course.toml", "solutions", "data/manifest.csv"):
                try:
                    os.close(os.open(os.path.join(part, name), os.O_RDONLY))
                    files.append(part)
                except OSError:
                    continue
    return secrets + files + [each for each in sys.path if each == KIT]


def mnist_distance(a, b):
    return (a - b).abs().mean((-1, -2)) if loot() else torch.zeros(a.shape[:-2])
