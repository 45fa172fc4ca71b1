"""The helpers of the course, run from text: a worker can read no folder of a course, and neither can what it is made from."""

import sys
from types import ModuleType

from grader.worker.helpers.registry import HELPERS, KEPT
from grader.worker.modules import Modules

PACKAGE = "checks.helpers"


def use_helpers(texts: dict[str, str]) -> None:
    """Run the files of a course's checks/helpers/, given as their texts by name; those of another course are forgotten.

    Each is the module `checks.helpers.NAME`, whatever their order, so that they may import one another. No text is kept.

    Raises SystemExit where one cannot be run, with its name and the reason.
    """
    _forget()
    modules = Modules()
    modules.add({f"{PACKAGE}.{name}": text for name, text in texts.items()}, {})
    for package in ("checks", PACKAGE):
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = []  # no folder: what is not among the texts is not there
    try:
        for name in texts:
            _run(modules, name)
    finally:
        del sys.modules["checks"]  # a learner's own module may have this name
        sys.meta_path.remove(modules)
        modules.modules.clear()


def _run(modules: Modules, name: str) -> None:
    try:
        modules.load(f"{PACKAGE}.{name}")
    except Exception as error:
        raise SystemExit(f"checks/helpers/{name}.py cannot be run ({type(error).__name__}: {error})") from None


def _forget() -> None:
    for name in [name for name, each in HELPERS.items() if each.__module__.startswith(f"{PACKAGE}.")]:
        del HELPERS[name]
        KEPT.discard(name)
    for name in [each for each in sys.modules if each.partition(".")[0] == "checks"]:
        del sys.modules[name]
