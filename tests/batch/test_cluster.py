"""A real Dask scheduler and worker processes on this machine grade a class; one worker is killed in the middle."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from grader import course as courses
from grader.batch import dask, run
from grader.batch.usage import UsageError
from grader.course import Course, CourseError
from grader.grading import fingerprint
from grader.grading.identity import Identity
from grader.grading.record import Result
from grader.grading.terms import Terms
from grader.protocol.scratch import PREFIX
from grader.results.store import Store
from tests.processes import finish, until

pytestmark = pytest.mark.slow

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'exercise-grader[cluster]'")
PROTOCOL, LINE_FIT = r"tcp://\S+", Path(__file__).resolve().parents[2] / "examples" / "line_fit"
TERMS = Terms(3, "embedded")
CLASS = 12


DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "cluster.md").read_text()


def documented(language: str, folder: Path) -> str:
    """The one block of docs/cluster.md in this language, for certificates that lie in this folder."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.M | re.S)
    return str(found).replace("/etc/grading", str(folder))


@contextmanager
def cluster_of_two(folder: Path, protocol: str, **around: str) -> Iterator[tuple[str, int]]:
    """The address of a scheduler with two workers of one thread each, and the process number of one of them."""
    temporary = folder / "temporary"
    for each in (temporary, folder, *folder.parents):  # pytest's own folders are private, and root's workers may be other users
        each.mkdir(exist_ok=True)
        if os.access(each, os.W_OK) and (each in (temporary, folder) or each.name.startswith(("pytest-", "popen-"))):
            each.chmod(0o711)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TMPDIR": str(temporary), **around}
    with open(folder / "log", "w") as log:
        start = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        processes = [subprocess.Popen([*start, "--protocol", protocol], stderr=log, cwd=folder, env=environment)]
        try:
            address = _wait_for(folder / "log", rf"Scheduler at:\s+({protocol}://\S+)")
            worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
            processes += [subprocess.Popen(worker, stderr=log, cwd=folder, env=environment) for _ in range(2)]
            _wait_for(folder / "log", r"(Registered to:[\s\S]*Registered to:)")
            yield address, processes[1].pid
        finally:
            for process in reversed(processes):
                process.kill()
                process.wait()
            until(lambda: not list(temporary.glob(f"{PREFIX}*")), "the end of the scratch folders of workers that were killed")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with cluster_of_two(tmp_path_factory.mktemp("dask"), "tcp") as found:
        yield found


def _wait_for(path: Path, pattern: str) -> str:
    found = until(lambda: re.search(pattern, path.read_text()), f"{pattern} in {path}")
    assert found
    return found[1]


def test_a_course_that_is_another_there_is_refused() -> None:
    which = Identity("line-fit", "0123456789abcdef")
    dask._compare_courses({"tcp://a": which.fingerprint}, which)
    sentence = "The worker tcp://b has no course line-fit: install it there, or let GRADER_COURSE name its folder there."
    with pytest.raises(UsageError, match=f"^{sentence}$"):
        dask._compare_courses({"tcp://a": which.fingerprint, "tcp://b": ""}, which)
    sentence = (
        "The worker tcp://b has another version of the course line-fit: its fingerprint is ffffffffffff there,\n"
        r"and 0123456789ab on this machine\. Put the same version of the course and the grader on both\."
    )
    with pytest.raises(UsageError, match=f"^{sentence}$"):
        dask._compare_courses({"tcp://a": which.fingerprint, "tcp://b": "f" * 64}, which)


def test_a_course_that_the_machines_have_elsewhere_is_found_by_its_id(tmp_path: Path) -> None:
    """They know it by their own variable; the folder of the machine that asks is not there."""
    here, there, work = tmp_path / "here", tmp_path / "there", tmp_path / "unit1_line.py"
    for each in (here, there):
        shutil.copytree(LINE_FIT, each, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(LINE_FIT / "solutions" / "unit1_line.py", work)
    batch = run.open_batch(courses.load(here), Terms(3, "measured"))
    batch = replace(batch, which=replace(batch.which, root=str(tmp_path / "nowhere")))
    with cluster_of_two(tmp_path, "tcp", GRADER_COURSE=str(there)) as (address, _):
        opener = dask.connect(address, batch.which)
        (made,) = run.grade_jobs(batch.plan({"ann": work}), Store(tmp_path / "out"), opener, batch)
        assert {each["name"] for each in made["exercises"] if each["status"] == "passed"} >= {"predict", "residuals", "mse"}
        (there / "checks" / "given.py").write_text("# another one\n")
        with pytest.raises(UsageError, match="has another version of the course line-fit: its fingerprint is"):
            dask.connect(address, batch.which)
        late = run.grade_jobs(batch.plan({"bob": work}), Store(tmp_path / "out"), opener, replace(batch, terms=Terms(4, "measured")))
        with pytest.raises(CourseError, match=f"^{platform.node()} has another version of the course line-fit: its fingerprint is"):
            list(late)  # whoever joins a cluster later is not compared at the start
        with pytest.raises(UsageError, match=f"^The worker {PROTOCOL} has no course none: install it there"):
            dask.connect(address, Identity("none", "0"))


def test_other_versions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    here = fingerprint.of_machine()
    with pytest.raises(UsageError, match=r"The worker tcp://a has torch 1\.0, this machine .*: install the same versions on both\."):
        dask._compare({"tcp://a": {**here, "torch": "1.0"}})
    with pytest.raises(UsageError, match="The scheduler has no workers yet"):
        dask._compare({})


def test_a_class_is_graded_although_a_worker_is_killed(scheduler: tuple[str, int], tmp_path: Path, course: Course) -> None:
    address, victim = scheduler
    path = tmp_path / "unit02_similarity.py"
    path.write_text(course.reference["unit02_similarity"])
    batch = run.open_batch(courses.load(), TERMS)
    jobs = batch.plan({f"s{number}": path for number in range(CLASS)})
    store = Store(tmp_path / "out")
    results: list[Result] = []
    for each in run.grade_jobs(jobs, store, dask.connect(address, batch.which), batch):
        if not results:
            os.kill(victim, 9)
        results.append(each)
    assert sorted(each["submission"] for each in results) == sorted(job.id for job in jobs)
    assert len({each["score"] for each in results}) == 1
    assert all(each["status"] == "passed" for each in results[0]["exercises"] if each["unit"] == "unit02_similarity")
    assert all(store.known(job.id, job.key) for job in jobs)


def test_a_class_is_graded_over_tls_as_documented_and_nobody_else_is_let_in(tmp_path: Path, course: Course) -> None:
    folder = tmp_path / "grading"
    folder.mkdir()
    subprocess.run(["bash", "-e", "-c", documented("bash", folder)], cwd=folder, check=True, capture_output=True)
    (folder / "dask.yaml").write_text(documented("yaml", folder))
    (folder / "wrong.yaml").write_text(documented("yaml", tmp_path / "nowhere"))
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "unit02_similarity.py").write_text(course.reference["unit02_similarity"])
    known = {"DASK_CONFIG": str(folder / "dask.yaml")}
    with cluster_of_two(tmp_path, "tls", **known) as (address, _):
        command = [sys.executable, "-m", "grader", "grade", tmp_path / "ann", "--executor", "dask", "--scheduler", address]
        done = finish(*command, "--out", tmp_path / "out", cwd=tmp_path, **known)
        assert done.returncode == 0, done.stdout + done.stderr
        (line,) = json.loads((tmp_path / "out" / "results.json").read_text())["submissions"]
        assert line["exercises"]["mnist_distance"] == "passed"
        for words, config, sentence in (
            ([], "", "Dask's configuration names no certificates here: set DASK_CONFIG, as docs/cluster.md says."),
            (["--insecure"], "", "Dask's configuration names no certificates here"),
            ([], str(folder / "wrong.yaml"), "The certificates that Dask's configuration names cannot be used ([Errno 2]"),
        ):
            refused = finish(*command, *words, "--out", tmp_path / "none", cwd=tmp_path, DASK_CONFIG=config)
            assert refused.returncode == 2
            assert sentence in " ".join(refused.stderr.split())
            assert "Traceback" not in refused.stderr
        with pytest.raises(UsageError, match="No Dask scheduler answers"):
            dask.connect(address.replace("tls://", "tcp://"), Identity("x", "0"))


@pytest.mark.parametrize("address", ["tls://10.0.0.5:8786", "wss://grading.example:443", "tcp://127.0.0.1:8786", "127.3.2.1:8786",
                                     "tcp://localhost:8786", "tcp://[::1]:8786"])  # fmt: skip
def test_a_closed_address(address: str) -> None:
    assert dask.is_closed(address)


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "10.0.0.5:8786", "ws://10.0.0.5:80", "tcp://localhost.example:1", "tcp://[::]:1",
                                     "tcp://0.0.0.0:8786", "ucx://10.0.0.5:1", "tcp://[bad", "nonsense", "tls:10.0.0.5"])  # fmt: skip
def test_an_open_address_is_refused_without_insecure(address: str) -> None:
    assert not dask.is_closed(address)
    with pytest.raises(UsageError, match=r"or add --insecure where nobody else\ncan reach its network\."):
        dask.connect(address, Identity("x", "0"))
