"""The helpers of a course, which come to workers as text: to those that are forked and to those that are spawned."""

from collections.abc import Iterator
from typing import Any

import pytest

from grader import protocol
from grader.course import Course, CourseError, Limits
from grader.sandbox.client import Worker
from grader.sandbox.failures import SandboxError, StudentRaised
from grader.sandbox.forking import Zygote
from grader.sandbox.launcher import HELPER_BYTES, Launcher
from grader.sandbox.spawning import Spawner
from grader.worker import server

IMPORT = "from grader.worker.helpers.registry import helper, kept\n"
TEXTS = {
    "counting": f"""{IMPORT}
from checks.helpers.numbers import THREE

@helper
def three(): return THREE

@kept
def many(): return [THREE] * THREE
""",
    "numbers": "THREE = 3\n",  # which `counting` imports, though it comes before
}
OTHERS = {"other": f"{IMPORT}\n@helper\ndef four(): return 4\n"}
BROKEN = {"numbers": "THREE = 3\n", "slip": "THREE = TWO + 1\n"}
REASON = r"checks/helpers/slip\.py cannot be run \(NameError: name 'TWO' is not defined\)"


@pytest.fixture(params=[Zygote, pytest.param(Spawner, marks=pytest.mark.slow)])
def launcher(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    with request.param() as launcher:
        yield launcher


def begun(launcher: Launcher, source: str = "") -> Worker:
    worker = Worker(launcher, Limits())
    worker.request({"do": "begin", "seed": 0, "device": "cpu", "threads": 1}, 10)
    worker.request({"do": "sources", "modules": {"work": source}, "stand_ins": {}}, 10)
    return worker


def call(worker: Worker, target: dict[str, str]) -> Any:
    return worker.request({"do": "call", **target, "args": (), "kwargs": {}, "keep": False, "count": False}, 10)["value"]


def ask(launcher: Launcher, name: str) -> Any:
    """What the helper says in a fresh worker."""
    worker = begun(launcher)
    try:
        return call(worker, {"helper": name})
    finally:
        worker.close()


def test_workers_come_with_the_helpers_and_so_do_those_of_the_next_launcher(launcher: Launcher) -> None:
    launcher.use_helpers(TEXTS)
    assert ask(launcher, "three") == 3
    assert isinstance(ask(launcher, "many"), protocol.Handle)
    with launcher.renew() as renewed:
        assert ask(renewed, "three") == 3


def test_the_helpers_of_another_course_take_the_place_of_the_first_ones(launcher: Launcher) -> None:
    launcher.use_helpers(TEXTS)
    assert ask(launcher, "three") == 3
    launcher.use_helpers(OTHERS)
    assert ask(launcher, "four") == 4
    with pytest.raises(StudentRaised, match="KeyError"):
        ask(launcher, "three")


def test_helpers_that_cannot_be_run_are_the_graders_own_fault(launcher: Launcher) -> None:
    launcher.use_helpers(BROKEN)
    with pytest.raises(SandboxError, match=REASON):
        Worker(launcher, Limits())


def test_a_worker_is_told_no_text_of_a_helper(launcher: Launcher) -> None:
    source = """
import gc
def f():
    words = "return [" + "THREE]"
    return [each for each in gc.get_objects() if type(each) is dict for text in list(each.values()) if type(text) is str and words in text]
"""
    launcher.use_helpers(TEXTS)
    worker = begun(launcher, source)
    assert call(worker, {"unit": "work", "name": "f"}) == []
    worker.close()


def test_a_learners_own_module_may_have_the_packages_name(launcher: Launcher) -> None:
    launcher.use_helpers(TEXTS)
    worker = Worker(launcher, Limits())
    worker.request({"do": "begin", "seed": 0, "device": "cpu", "threads": 1}, 10)
    modules = {"checks": "MINE = 5\n", "work": "import checks\ndef f(): return checks.MINE\n"}
    worker.request({"do": "sources", "modules": modules, "stand_ins": {}}, 10)
    assert call(worker, {"unit": "work", "name": "f"}) == 5
    assert call(worker, {"helper": "three"}) == 3
    worker.close()


def test_a_zygote_that_has_the_same_helpers_is_left_alone() -> None:
    with Zygote() as zygote:
        zygote.use_helpers(TEXTS)
        zygote.wait_ready()
        zygote.use_helpers(dict(TEXTS))
        assert zygote.unready == 0
        zygote.use_helpers(OTHERS)
        assert zygote.unready == 1


def test_more_files_than_can_wait_for_a_zygote_at_once_arrive() -> None:
    with Zygote() as zygote:
        zygote.use_helpers(TEXTS | {f"more{number}": "x = 1\n" for number in range(300)})
        assert ask(zygote, "three") == 3


@pytest.mark.parametrize("text", ["x" * HELPER_BYTES, "é" * (HELPER_BYTES // 6)])
def test_a_file_that_is_too_long_is_named(text: str) -> None:
    with Zygote() as zygote:
        with pytest.raises(CourseError, match=r"checks/helpers/long\.py is too long: divide it"):
            zygote.use_helpers({"long": f"'{text}'"})
        zygote.use_helpers({"nearly": f"'{text[:-10]}'"} | TEXTS)
        assert ask(zygote, "three") == 3


def test_what_is_kept_is_kept_for_one_server() -> None:
    """In a notebook's kernel, several are in one process."""
    first, second = server.Worker(()), server.Worker(())

    def recalled(worker: server.Worker) -> Any:
        worker.begin(0, "cpu", 1)
        return worker.call({"helper": "recall", "args": ("net",), "kwargs": {}, "keep": False, "count": False})["value"]

    first.begin(0, "cpu", 1)
    first.call({"helper": "remember", "args": ("net", 1), "kwargs": {}, "keep": False, "count": False})
    assert (recalled(first), recalled(second), recalled(first)) == (1, None, 1)
    first.sources({}, {})
    assert recalled(first) is None


def test_a_course_gives_the_texts_of_its_helpers(course: Course) -> None:
    assert list(course.helpers) == ["functions", "layers", "learner", "library", "networks", "optimizers"]
    assert "def trace(" in course.helpers["layers"]


def test_a_course_without_the_folder_has_no_helpers(course: Course, tmp_path: Any) -> None:
    assert Course(tmp_path, "Empty", ()).helpers == {}
