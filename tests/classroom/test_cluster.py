"""A real Dask scheduler and worker processes on this machine grade a class; one worker is killed in the middle."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import course as courses
from grader.classroom import cluster, fingerprint, roll
from grader.classroom.usage import UsageError
from grader.course import Course
from grader.grade import Terms
from grader.result import Result
from grader.scratch import PREFIX
from tests.processes import until

pytestmark = pytest.mark.slow

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'mnist-basics-kit[cluster]'")
TERMS = Terms(3, "embedded")
CLASS = 12


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers of one thread each."""
    folder = tmp_path_factory.mktemp("dask")
    temporary = folder / "temporary"
    for each in (temporary, folder, *folder.parents):  # pytest's own folders are private, and root's workers may be other users
        each.mkdir(exist_ok=True)
        if os.access(each, os.W_OK) and (each in (temporary, folder) or each.name.startswith(("pytest-", "popen-"))):
            each.chmod(0o711)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TMPDIR": str(temporary)}
    with open(folder / "log", "w") as log:
        start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        processes = [subprocess.Popen(start, stderr=log, cwd=folder, env=environment)]
        try:
            address = _wait_for(folder / "log", r"Scheduler at:\s+(tcp://\S+)")
            worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
            processes += [subprocess.Popen(worker, stderr=log, cwd=folder, env=environment) for _ in range(2)]
            _wait_for(folder / "log", r"(Registered to:[\s\S]*Registered to:)")
            yield f"{address} {processes[1].pid}"
        finally:
            for process in reversed(processes):
                process.kill()
                process.wait()
            until(lambda: not list(temporary.glob(f"{PREFIX}*")), "the end of the scratch folders of workers that were killed")


def _wait_for(path: Path, pattern: str) -> str:
    found = until(lambda: re.search(pattern, path.read_text()), f"{pattern} in {path}")
    assert found
    return found[1]


def test_other_versions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    here = fingerprint.of_machine()
    with pytest.raises(UsageError, match=r"The worker tcp://a has torch 1\.0, this machine .*: install the same versions on both\."):
        cluster._compare({"tcp://a": {**here, "torch": "1.0"}})
    with pytest.raises(UsageError, match="The scheduler has no workers yet"):
        cluster._compare({})


def test_a_class_is_graded_although_a_worker_is_killed(scheduler: str, tmp_path: Path, course: Course) -> None:
    address, victim = scheduler.split()
    path = tmp_path / "unit02_similarity.py"
    path.write_text(course.reference["unit02_similarity"])
    register = roll.register(courses.load(), TERMS, None)
    jobs = register.plan({f"s{number}": path for number in range(CLASS)})
    store = roll.Store(tmp_path / "out")
    results: list[Result] = []
    for each in roll.call(jobs, store, cluster.connect(address), register):
        if not results:
            os.kill(int(victim), 9)
        results.append(each)
    assert sorted(each["submission"] for each in results) == sorted(job.id for job in jobs)
    assert len({each["score"] for each in results}) == 1
    assert all(each["status"] == "passed" for each in results[0]["exercises"] if each["unit"] == "unit02_similarity")
    assert all(store.known(job) for job in jobs)
