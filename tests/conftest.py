"""What the tests share: one warm judge, and submissions made from the reference with some text replaced."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch: tests share the processors, and threads that wait for others spin

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

from checks.embedded import Digits, find_data_folder, load_embedded
from grader import course as courses
from grader.course import Course
from grader.grading.judge import Judge
from grader.grading.sandboxed.backend import Sandboxed
from grader.grading.terms import Terms
from grader.sandbox import forking, health, launcher, spawning
from grader.sandbox.forking import Zygote
from grader.submission.model import Submission
from tests import typed
from tests.covered import traced

pytest_plugins = ("tests.proofs", "tests.skips")
ROOT = Path(__file__).resolve().parents[1]
Rewrite = Callable[..., Submission]
LONGEST = ("test_as_user.py", "test_attacks.py", "test_verify.py")

# The same examples every time, however slow the machine is.
settings.register_profile("here", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")

signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background is told to ignore it, and its children too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that processes that share the tests end at about the same time."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture(autouse=True)
def lowered_is_lifted() -> Iterator[None]:
    """Whoever lowers this process's own memory limit lifts it: what comes next, a browser or a zygote, would inherit it."""
    before = resource.getrlimit(resource.RLIMIT_DATA) if resource else None
    yield
    assert before == (resource.getrlimit(resource.RLIMIT_DATA) if resource else None)


@pytest.fixture(scope="session")
def course() -> Course:
    return courses.load()


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that `grader new-course` makes, in a folder of its own. Not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("made") / "toy"
    done = typed.typed("new-course", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def embedded() -> Digits:
    return load_embedded(find_data_folder())


@pytest.fixture(scope="session")
def judge(course: Course, embedded: Digits) -> Iterator[Judge]:
    """One judge for all tests: it keeps nothing of a submission but what the terms decide."""
    with Judge(course, Terms(0, "embedded")) as judge:
        yield judge


def zygote_of(judge: Judge) -> Zygote:
    """The one whose workers a judge puts submissions to."""
    assert isinstance(judge.backend, Sandboxed)
    assert isinstance(judge.backend.zygote, Zygote)
    return judge.backend.zygote


@pytest.fixture(scope="session", autouse=True)
def workers_are_traced() -> Iterator[None]:
    """Where the run is measured, zygotes of this process note what their workers run."""
    environment = launcher.environment
    with ExitStack() as stack:
        for each in (health, forking, spawning):
            stack.enter_context(patch.object(each, "environment", lambda: traced(environment())))
        yield


@pytest.fixture(scope="session", autouse=True)
def end_what_was_put_by() -> Iterator[None]:
    """The zygotes of typed commands end with the tests."""
    yield
    typed.end()


@pytest.fixture(scope="session")
def rewrite(course: Course) -> Rewrite:
    """rewrite("unit02_similarity", mnist_distance="def mnist_distance(a, b): …") is the reference with these names redefined."""

    def make(unit: str, **definitions: str) -> Submission:
        modules = dict(course.reference)
        modules[unit] = "\n\n".join([modules[unit], *definitions.values(), ""])
        return Submission("rewritten", modules, {})

    return make
