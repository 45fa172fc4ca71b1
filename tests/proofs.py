"""What is proved is kept: a test of one exercise that passed is not run again until something that it depends on has changed.

A test says which exercise it proves with `@pytest.mark.proof("is_3")`. When it passes, its id is noted in pytest's cache beside a
fingerprint of what it depends on: the exercise's checks, its entry in course.toml, solutions and stubs up to its unit, the engine, the
embedded digits, the versions of what is installed, and the test's own file. With KEEP_PROOFS=1, which `make test` and `make test-all`
set, a test whose fingerprint is still the same is not run. A clean checkout has no notes, so everything is proved there.
"""

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from grader import course as courses
from grader.grading.fingerprint import data_files, engine_files, of_machine

KINDS = ("public", "hidden")
NOTES = "grader/proofs"  # the name in pytest's cache: test ids and fingerprints
SAID = "passed before, and nothing that they depend on has changed. make with KEEP_PROOFS= runs them, too."
TESTS = Path(__file__).resolve().parent
SHARED = (TESTS / "conftest.py", TESTS / "checks" / "variants.py")  # what the proofs themselves are made with


def of_files(paths: Iterable[Path]) -> str:
    """A sha256 over the contents of files, in this order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


the_course = cache(courses.load)


@cache
def of_engine() -> str:
    """What every proof depends on: the engine without what only looks at grades, what all checks share, the data, the versions."""
    course = the_course()
    shared = sorted(path for path in course.checks.rglob("*.py") if path.relative_to(course.checks).parts[0] not in KINDS)
    shared += sorted((course.root / "extras").rglob("*.py"))
    return of_files([*engine_files(), *shared, *data_files(course), *SHARED]) + repr(of_machine())


@cache
def of_exercise(name: str, test: Path) -> str:
    """The fingerprint of what a test in the file `test` of one exercise depends on."""
    course = the_course()
    exercise = course.exercises[name]
    units = course.units_up_to([name])
    texts = [*course.sources, *course.modules("assignments")]
    texts = [path for path in texts if path.stem in units or path.name in course.support]
    checks = [course.checks / kind / exercise.unit / f"check_{name}.py" for kind in KINDS]
    styles = course.root / "solutions" / "styles" / exercise.unit / f"{name}.py"
    own = of_files([*texts, *(path for path in (*checks, styles) if path.exists()), test])
    return hashlib.sha256(f"{of_engine()}:{exercise!r}:{own}".encode()).hexdigest()


def kept(items: list[pytest.Item], notes: dict[str, str]) -> list[pytest.Item]:
    """Tests that need not run, by the notes. Every proof among the items is given its fingerprint on the way."""
    found = []
    for item in items:
        if (mark := item.get_closest_marker("proof")) is not None:
            fingerprint = of_exercise(mark.args[0], item.path)
            item.user_properties.append(("proof", fingerprint))
            if notes.get(item.nodeid) == fingerprint:
                found.append(item)
    return found


class Keeper:
    """Keeps the notes: told of each test in the process that started the run, whose other processes do not write."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.notes = read(config)
        self.left_out = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a proof that passed, and strike one out that did not, or whose clearing up failed."""
        for key, value in report.user_properties:
            if key == "proof" and report.when == "call" and report.passed:
                self.notes[report.nodeid] = str(value)
            elif key == "proof" and not report.passed:
                self.notes.pop(report.nodeid, None)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Every process leaves the same tests out."""
        self.left_out = max(self.left_out, getattr(node, "workeroutput", {}).get("proofs", 0))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the notes. Where all that was asked for is proved already, that is no failure."""
        if self.left_out and session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK
        if (cache := getattr(self.config, "cache", None)) is not None:
            cache.set(NOTES, self.notes)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Nothing is left out without a line."""
        if self.left_out:
            terminalreporter.write_line(f"Not run: {self.left_out} tests of single exercises; they {SAID}")


def read(config: pytest.Config) -> dict[str, str]:
    """The notes of earlier runs; empty where pytest keeps no cache."""
    cache = getattr(config, "cache", None)
    return dict(cache.get(NOTES, {})) if cache is not None else {}


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Keeper(config), "keeper of proofs")


@pytest.hookimpl(trylast=True)  # of the tests that -m and -k leave
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    known = kept(items, read(config))
    if not os.environ.get("KEEP_PROOFS"):
        return
    gone = set(known)
    items[:] = [item for item in items if item not in gone]
    config.hook.pytest_deselected(items=known)
    if (output := getattr(config, "workeroutput", None)) is not None:
        output["proofs"] = len(known)
    elif (keeper := config.pluginmanager.get_plugin("keeper of proofs")) is not None:
        keeper.left_out = len(known)
