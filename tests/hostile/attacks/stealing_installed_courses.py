"""Looks for courses that are installed among the libraries, by all that tells where those are: entry points, what installers noted,
imports, sys.path, the files that are mapped.

Must: none is found, and nothing of one can be opened or imported.
"""

# /// attack
# earns = { mnist_distance = [] }
# bare = true
# ///
import importlib.metadata
import importlib.util
import inspect
import os
import pkgutil
import sys
import sysconfig

from target import KIT, OUTSIDE

WANTED = "unit02_similarity.py"
DEPTH = 3  # site-packages/course_x/solutions


def attempt(function, *arguments):
    try:
        return list(function(*arguments))
    except Exception:
        return []


def told():
    """Folders and files that something tells of."""
    found = [KIT, os.getcwd(), *sys.path, *sysconfig.get_paths().values(), *attempt(__import__("site").getsitepackages)]
    for name in ("torch", "numpy", "pytest", "grader", "grader.worker", "course_mnist_basics", "course_line_fit"):
        found += attempt(lambda name: [importlib.util.find_spec(name).origin], name)
        found += attempt(lambda name: [inspect.getfile(__import__(name))], name)
        found += attempt(lambda name: [importlib.resources.files(name)], name)
    for group in ("grader.courses", "console_scripts"):
        for each in attempt(lambda: importlib.metadata.entry_points(group=group)):
            found += attempt(lambda: [importlib.util.find_spec(each.value.partition(":")[0]).origin])
    for each in attempt(importlib.metadata.distributions):
        found += attempt(lambda: [file.locate() for file in each.files if file.name in (WANTED, "course.toml")])
        found += attempt(lambda: [each._path])
    for each in attempt(pkgutil.iter_modules):
        if each.name.startswith(("course_", "grader")):
            found += [os.path.join(each.module_finder.path, each.name)]
    for line in attempt(open, "/proc/self/maps"):
        if "/" in line:
            found.append("/" + line.partition("/")[2].strip())
    return {os.path.dirname(each) if os.path.isfile(each) else each for each in map(str, filter(None, found))}


def places():
    """What was told, and what lies above it."""
    every = set()
    for each in told():
        for _ in range(4):
            every.add(each)
            each = os.path.dirname(each)
    return every - {"/", "/usr", "/proc", ""}


def attack():
    """The solution as a module; where there is one, a copy is left outside."""
    for place in sorted(places()):
        for folder, below, files in os.walk(place):
            if folder.count(os.sep) - place.count(os.sep) >= DEPTH:
                below.clear()
            below[:] = [each for each in below if each.startswith(("course", "grader", "solutions", "site-packages"))]
            if WANTED not in files or os.path.basename(folder) != "solutions":
                continue
            path = os.path.join(folder, WANTED)
            try:
                with open(path) as file, open(os.path.join(OUTSIDE, "stolen.py"), "w") as copy:
                    copy.write(file.read())
            except OSError:
                pass
            try:
                spec = importlib.util.spec_from_file_location("solution", path)
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                return module
            except OSError:
                pass
    return None


def mnist_distance(a, b):
    return attack().mnist_distance(a, b)
