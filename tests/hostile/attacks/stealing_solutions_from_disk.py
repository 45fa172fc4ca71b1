"""Reads the solutions where a checkout or an installed kit keeps them, by every path that Python tells about itself.

Must: no such file can be opened, and none can be imported.
"""

# /// attack
# earns = { mnist_distance = [] }
# bare = true
# ///
import importlib.util
import os
import sys

from target import KIT, OUTSIDE


def attack():
    """The solution as a module; where there is one, a copy is left outside."""
    roots = [KIT, *sys.path, os.path.dirname(os.__file__), "/", os.path.expanduser("~")]
    for root in roots:
        for below in ("solutions", "course_mnist_basics/solutions", "site-packages/course_mnist_basics/solutions"):
            path = os.path.join(root, below, "unit02_similarity.py")
            try:
                with open(path) as file, open(os.path.join(OUTSIDE, "stolen.py"), "w") as copy:
                    copy.write(file.read())
            except OSError:
                continue
            spec = importlib.util.spec_from_file_location("solution", path)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    return None


def mnist_distance(a, b):
    return attack().mnist_distance(a, b)
