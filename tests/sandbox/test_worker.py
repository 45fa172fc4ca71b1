"""A worker, forked or spawned: what student code does to its process becomes a sentence, and nothing of it stays."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from grader import protocol
from grader.course import Limits
from grader.protocol import watchdog
from grader.sandbox import forking
from grader.sandbox.client import Worker, _why
from grader.sandbox.failures import NoSuchName, SandboxError, StudentRaised, WorkerLost
from grader.sandbox.forking import Zygote
from grader.sandbox.launcher import Ended, Launcher, environment
from grader.sandbox.spawning import Spawner
from tests.processes import GUARD, until

pytestmark = pytest.mark.security

LIMITS = Limits(call_seconds=5, exercise_seconds=10, memory_mib=1024)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as zygote:
        yield zygote


@pytest.fixture(scope="module", params=[Zygote, pytest.param(Spawner, marks=pytest.mark.slow)])
def launcher(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    with request.param() as launcher:
        launcher.busy_poll = request.param is Zygote  # each way of waiting for a message once
        yield launcher


def start(launcher: Launcher, source: str) -> Worker:
    worker = Worker(launcher, LIMITS)
    worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, GUARD)
    worker.request({"do": "sources", "modules": {"work": source}, "stand_ins": {}}, GUARD)
    return worker


def call(worker: Worker, name: str, *args: object, seconds: float = GUARD, **more: object) -> dict[str, object]:
    request = {"do": "call", "unit": "work", "name": name, "args": args, "kwargs": {}, "keep": False, "count": False}
    return worker.request({**request, **more}, seconds)


def test_a_call_there_and_back(launcher: Launcher) -> None:
    worker = start(launcher, "def double(x):\n    return x * 2")
    reply = call(worker, "double", torch.arange(3))
    assert isinstance(reply["value"], torch.Tensor)
    assert reply["value"].tolist() == [0, 2, 4]
    worker.close()


def test_what_student_code_raises_comes_as_text_with_its_own_frames(zygote: Zygote) -> None:
    worker = start(zygote, "def f(x):\n    return g(x)\n\ndef g(x):\n    return x / 0\n")
    with pytest.raises(StudentRaised) as caught:
        call(worker, "f", 1)
    assert (caught.value.type, caught.value.message) == ("ZeroDivisionError", "division by zero")
    assert caught.value.frames == [["work.py", 2, "f", "return g(x)"], ["work.py", 5, "g", "return x / 0"]]
    worker.close()


def test_a_name_that_is_not_there(zygote: Zygote) -> None:
    worker = start(zygote, "x = 1")
    with pytest.raises(NoSuchName, match="is_3"):
        call(worker, "is_3")
    worker.close()


def test_changed_arguments_and_operations_are_reported(zygote: Zygote) -> None:
    worker = start(zygote, "def f(a, b):\n    return b.add_(a).sum()")
    reply = call(worker, "f", torch.ones(2), torch.ones(2), count=True)
    assert reply["mutated"] == [1]
    assert reply["operations"] == 2
    worker.close()


@pytest.mark.parametrize("change", ["a.data.add_(1)", "a.numpy()[0] = 7", "a.resize_(1)", "a[0] = float('nan')"])
def test_a_change_is_seen_however_it_is_made(zygote: Zygote, change: str) -> None:
    worker = start(zygote, f"import torch\ndef f(a, b):\n    {change}")
    assert call(worker, "f", torch.ones(3), torch.tensor([float("nan")]))["mutated"] == [0]
    worker.close()


def test_a_loader_that_asks_for_processes_works(launcher: Launcher) -> None:
    source = "from torch.utils.data import DataLoader\ndef f(x): return list(DataLoader(list(x), batch_size=2, num_workers=2))"
    worker = start(launcher, source)
    value = call(worker, "f", torch.arange(4))["value"]
    assert isinstance(value, list)
    assert [each.tolist() for each in value] == [[0, 1], [2, 3]]
    worker.close()


def test_objects_stay_and_answer_by_handle(zygote: Zygote) -> None:
    source = "class Counter:\n    def __init__(self): self.n = 0\n    def up(self, by): self.n += by; return self.n\n"
    worker = start(zygote, source)
    handle = call(worker, "Counter")["value"]
    assert handle == protocol.Handle(1, "Counter")
    request = {
        "do": "call",
        "handle": handle,
        "method": "up",
        "args": (2,),
        "kwargs": {},
        "keep": False,
        "count": False,
    }
    assert [worker.request(request, GUARD)["value"] for _ in range(3)] == [2, 4, 6]
    worker.close()


def test_a_method_that_an_object_does_not_have_is_missing(zygote: Zygote) -> None:
    worker = start(zygote, "class Counter:\n    def up(self): pass\n")
    handle = call(worker, "Counter")["value"]
    request = {"do": "call", "handle": handle, "method": "down", "args": (), "kwargs": {}, "keep": False, "count": False}
    with pytest.raises(NoSuchName, match="down"):
        worker.request(request, GUARD)
    worker.close()


def test_a_request_that_no_worker_knows_is_an_error_and_no_end(zygote: Zygote) -> None:
    worker = start(zygote, "def f(): return 7")
    with pytest.raises(StudentRaised, match="unknown request"):
        worker.request({"do": "dance"}, GUARD)
    assert call(worker, "f")["value"] == 7
    worker.close()


ENDINGS = {
    "exit": ("import os\ndef f(): os._exit(0)", "exit", "Your code ended the process (exit code 0)."),
    "hang": ("def f():\n    while True: pass", "time", "Your code was still running after 1 seconds of processor time and was stopped."),
    "sleep": ("import time\ndef f(): time.sleep(60)", "time", "Your code did nothing for 1 seconds"),
    "crash": (
        "import ctypes\ndef f(): ctypes.string_at(0)",
        "crash",
        "Your code crashed the Python interpreter (SIGSEGV).",
    ),
    "abort": ("import os\ndef f(): os.abort()", "crash", "Your code crashed the Python interpreter (SIGABRT)."),
    "garbage": ("import os\ndef f(): os.write(3, b'x' * 4096)", "protocol", "Your code's answer could not be read"),
    "close": (
        "import os, time\ndef f(): os.close(3); time.sleep(60)",
        "ended",
        "Your code closed its connection to the grader",
    ),
    "forged": (
        "import socket, time\nfrom grader import protocol\ndef f(): protocol.send(socket.socket(fileno=3), [1], time.monotonic() + 1)",
        "protocol",
        "Your code's answer could not be read",
    ),
}


FORGED = {  # what stands on the wire instead of an honest reply
    "no error at all": {"error": {"type": 1, "message": "", "frames": []}},
    "an error without frames": {"error": {"type": "E", "message": ""}},
    "frames of numbers": {"error": {"type": "E", "message": "", "frames": [1]}},
    "a frame of tensors": {"error": {"type": "E", "message": "", "frames": [[torch.ones(9), 1, "f", "x"]]}},
    "a flood of frames": {"error": {"type": "E", "message": "", "frames": [["f", 1, "f", "x"]] * 1000}},
    "a name that is missing and no text": {"missing": ["is_3"]},
    "nothing": {},
    "a flood of changed arguments": {"value": 1, "mutated": [0] * 1000},
    "changed arguments as text": {"value": 1, "mutated": "all"},
}


@pytest.mark.parametrize("reply", FORGED.values(), ids=FORGED.keys())
def test_a_reply_of_another_shape_ends_the_worker(zygote: Zygote, reply: dict[str, object]) -> None:
    source = """
import socket, time
from grader import protocol
def f(reply): protocol.send(socket.socket(fileno=3), reply, time.monotonic() + 1)
"""
    worker = start(zygote, source)
    with pytest.raises(WorkerLost, match=r"could not be read \(it is not a reply\)") as caught:
        call(worker, "f", reply)
    assert caught.value.kind == "protocol"


def test_an_answer_to_a_call_never_made_ends_the_worker(launcher: Launcher) -> None:
    source = """
import os, time
from grader import protocol
def f():
    os.write(3, 2 * b"".join(protocol.pack({"value": 42, "mutated": []})))
    time.sleep(60)
"""
    worker = start(launcher, source)
    assert call(worker, "f")["value"] == 42
    with pytest.raises(WorkerLost, match="it came before it was asked for"):
        call(worker, "f")


def test_what_an_error_says_is_made_safe_to_show(zygote: Zygote) -> None:
    source = r"""
def f():
    said = "\x1b]0;title\x07 \u202epassed\r\nsecond" + "x" * 3000
    raise type("Bad\x1b[31m", (Exception,), {})(said)  # FF
""".replace("FF", "\f")
    worker = start(zygote, source)
    with pytest.raises(StudentRaised) as caught:
        call(worker, "f")
    assert caught.value.type == "Bad�[31m"
    assert caught.value.message.startswith("�]0;title� �passed \nsecondxxx")
    assert len(caught.value.message) <= 2000
    assert all(each.isprintable() for each in str(caught.value.frames))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import torch\ndef f(): return torch.zeros(2, dtype=torch.complex64)", "a tensor of dtype torch.complex64"),
        ("def f():\n    x = []\n    x.append(x)\n    return x", "nested too deeply"),
        ("def f(): return [object()] * 20000", "too many objects"),
        ("def f(): return 'x' * (2 << 20)", "too large"),
        ("import torch\ndef f(): return torch.zeros(20 << 20)", "too large"),
    ],
)
def test_a_result_that_cannot_be_sent_is_told_apart_from_an_error(
    launcher: Launcher, source: str, message: str
) -> None:
    worker = start(launcher, source + "\ndef g(): return 7")
    with pytest.raises(StudentRaised, match=message) as caught:
        call(worker, "f")
    assert caught.value.type == "Unsendable"
    assert call(worker, "g")["value"] == 7
    worker.close()


def test_a_worker_that_outgrows_its_memory_is_killed_from_outside(launcher: Launcher) -> None:
    """A worker that uses CUDA has no limit of address space, so this one could take all that there is."""
    worker = Worker(launcher, Limits(call_seconds=20, memory_mib=300), device="cuda")
    source = (
        "import time\ndef f():\n    x = []\n    while True: x.append(bytearray(b'x') * (8 << 20)); time.sleep(0.001)"
    )
    worker.request({"do": "sources", "modules": {"work": source}, "stand_ins": {}}, GUARD)
    with pytest.raises(WorkerLost) as caught:
        call(worker, "f")
    assert (caught.value.kind, caught.value.sentence) == (
        "memory",
        "Your code used more than 300 MiB of memory and was stopped.",
    )


def test_too_many_threads_are_named_with_their_number() -> None:
    lost = _why(Ended(-signal.SIGKILL, 0, "threads", 40), LIMITS)
    assert (lost.kind, lost.sentence) == ("threads", "Your code started more than 40 threads and was stopped.")


THREADS = """
import threading, time

def f():
    threading.stack_size(32 << 10)
    started = 0
    try:
        while started < 2000:
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
            started += 1
    except RuntimeError:
        return started
"""


def test_a_worker_may_start_so_many_threads_whatever_others_have(launcher: Launcher) -> None:
    workers = [start(launcher, THREADS) for _ in range(2)]
    exact = ["thread limit" in worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, GUARD)["value"] for worker in workers]
    if not all(exact):
        pytest.skip("the kernel does not count a worker's threads for itself here")
    for worker in workers:
        started = call(worker, "f")["value"]
        assert isinstance(started, int)
        # An ordinary user's workers are counted together: what one had when the next began, and has no more, is free.
        assert 0 < started < watchdog.THREADS + len(workers)
        worker.close()


@pytest.mark.parametrize(("source", "kind", "sentence"), ENDINGS.values(), ids=ENDINGS.keys())
def test_every_ending_is_a_sentence_and_leaves_nothing(
    launcher: Launcher, source: str, kind: str, sentence: str
) -> None:
    worker = start(launcher, source)
    with pytest.raises(WorkerLost) as caught:
        call(worker, "f", seconds=1 if kind == "time" else GUARD)
    assert caught.value.kind == kind
    assert caught.value.sentence.startswith(sentence)
    with pytest.raises(WorkerLost):
        call(worker, "f")
    assert not Path(f"/proc/{worker.pid}").exists()
    assert not worker.scratch.exists()


@pytest.mark.parametrize("ending", ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])
def test_exceptions_that_usually_end_a_program_do_not_end_a_worker(zygote: Zygote, ending: str) -> None:
    worker = start(zygote, f"def f(): raise {ending}('bye')\ndef g(): return 7")
    with pytest.raises(StudentRaised) as caught:
        call(worker, "f")
    assert caught.value.type == ending
    assert call(worker, "g")["value"] == 7
    worker.close()


def test_an_exception_that_cannot_be_printed(zygote: Zygote) -> None:
    worker = start(zygote, "class Bad(Exception):\n    def __str__(self): raise SystemExit\ndef f(): raise Bad")
    with pytest.raises(StudentRaised) as caught:
        call(worker, "f")
    assert (caught.value.type, caught.value.message) == ("Bad", "")
    worker.close()


def test_no_name_of_ours_but_the_wire_the_watch_the_scratch_and_inside_is_loaded_in_a_worker(launcher: Launcher) -> None:
    source = "import sys\ndef f(): return sorted(m for m in sys.modules if m.split('.')[0] in ('grader', 'pytest', '_pytest'))"
    worker = start(launcher, source)
    loaded = call(worker, "f")["value"]
    assert isinstance(loaded, list)
    ours = ("grader", "__main__")
    assert [name for name in loaded if name not in ours and not name.startswith(("grader.worker", "grader.protocol", "grader.protocol.watchdog", "grader.protocol.scratch"))] == []
    worker.close()


def test_a_workers_import_path_holds_no_checkout_of_the_kit(launcher: Launcher) -> None:
    worker = start(launcher, "import sys\ndef f(): return [p for p in sys.path]")
    root = str(Path(__file__).resolve().parents[2])
    paths = call(worker, "f")["value"]
    assert isinstance(paths, list)
    assert root not in paths
    worker.close()


@pytest.mark.parametrize("kind", [Zygote, pytest.param(Spawner, marks=pytest.mark.slow)])
def test_the_environment_of_the_grader_does_not_reach_a_worker(kind: type[Launcher]) -> None:
    os.environ["COURSE_SECRET"] = "hunter2"
    try:
        with kind() as launcher:
            worker = start(launcher, "import os\ndef f(): return dict(os.environ)")
            seen = call(worker, "f")["value"]
    finally:
        del os.environ["COURSE_SECRET"]
    assert isinstance(seen, dict)
    assert "OMP_NUM_THREADS" in seen
    assert not {"COURSE_SECRET", "PYTEST_CURRENT_TEST"} & set(seen)
    assert seen["HOME"] == str(worker.scratch)


def test_scratch_files_are_gone_afterwards(launcher: Launcher) -> None:
    worker = start(launcher, "def f():\n    open('a.txt', 'w').write('x')\n    return open('a.txt').read()")
    assert call(worker, "f")["value"] == "x"
    assert worker.scratch.exists()
    worker.close()
    launcher.settle()
    assert not worker.scratch.exists()


def test_a_worker_that_was_closed_is_dead_before_there_is_another(launcher: Launcher) -> None:
    worker = start(launcher, "import threading, time\ndef f(): threading.Thread(target=time.sleep, args=[60]).start()")
    call(worker, "f")
    worker.close()
    other = start(launcher, "x = 1")
    assert not Path(f"/proc/{worker.pid}").exists()
    assert not worker.scratch.exists()
    other.close()


def test_a_worker_that_is_retired_after_its_end_leaves_nothing(zygote: Zygote) -> None:
    worker, other = start(zygote, "x = 1"), start(zygote, "x = 1")
    zygote.kill(worker.pid)
    until(lambda: zygote.wait(other.pid, 0.05) or worker.pid in zygote.ended, "the first one's death")  # it hears of it on the way
    worker.close()
    assert worker.pid not in zygote.ended
    other.close()
    assert not worker.scratch.exists()


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Zygote, Spawner])
def test_optimizers_are_warm_once_they_are_expected(kind: type[Launcher]) -> None:
    source = """
import sys, torch
def compiler(): return "torch._dynamo" in sys.modules
def f():
    weight = torch.ones(1, requires_grad=True)
    weight.sum().backward()
    torch.optim.SGD([weight], lr=0.5).step()
    return weight.detach()
"""
    with kind(keep_spare=True) as launcher:
        cold = start(launcher, source)
        assert call(cold, "compiler")["value"] is False
        assert call(cold, "f")["value"].tolist() == [0.5]  # type: ignore[attr-defined]  # a tensor
        launcher.expect_optimizers()
        launcher.expect_optimizers()
        warm = start(launcher, source)
        assert call(warm, "compiler")["value"] is True
        reply = call(warm, "f")
        assert isinstance(reply["value"], torch.Tensor)
        launcher.busy_poll = True
        with launcher.renew() as renewed:
            assert (renewed.keep_spare, renewed.busy_poll) == (True, True)
            assert call(start(renewed, source), "compiler")["value"] is True


@pytest.mark.slow
def test_what_a_worker_may_use_comes_on_top_of_what_it_inherits() -> None:
    with Zygote() as zygote:
        zygote.wait_ready()
        zygote.expect_optimizers()  # some 60 MiB
        worker = start(zygote, "x = 1")
        used = int(Path(f"/proc/{worker.pid}/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        (line,) = (each for each in Path(f"/proc/{worker.pid}/limits").read_text().splitlines() if each.startswith("Max data size"))
        assert int(line.split()[3]) - used > (LIMITS.memory_mib - 30) << 20
        worker.close()


def test_counting_operations_imports_no_compiler(zygote: Zygote) -> None:
    worker = start(zygote, "import sys\ndef f(a): return a + a\ndef g(): return 'torch._dynamo' in sys.modules")
    assert call(worker, "f", torch.ones(1), count=True)["operations"] == 1
    assert call(worker, "g")["value"] is False
    worker.close()


def test_seeds_make_workers_alike(launcher: Launcher) -> None:
    source = "import torch, random, numpy\ndef f(): return [torch.rand(3), random.random(), float(numpy.random.rand())]"
    first, second = (call(start(launcher, source), "f")["value"] for _ in range(2))
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert torch.equal(first[0], second[0])
    assert first[1:] == second[1:]


def test_a_dead_zygote_is_the_graders_own_fault() -> None:
    zygote = Zygote()
    zygote.wait_ready()
    os.kill(zygote.process.pid, 9)
    zygote.process.wait()
    with pytest.raises(SandboxError, match="the zygote"):
        Worker(zygote, LIMITS)
    zygote.close()
    assert not zygote.folder.exists()


def test_a_zygote_that_does_not_end_is_killed() -> None:
    zygote = Zygote()
    zygote.wait_ready()
    os.kill(zygote.process.pid, signal.SIGSTOP)
    zygote.close()
    assert zygote.process.returncode == -signal.SIGKILL
    assert not zygote.folder.exists()


@pytest.mark.slow
def test_a_zygote_with_threads_of_its_own_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its forks could hang at a lock that a thread held."""
    starts = "import threading, time\nthreading.Thread(target=time.sleep, args=[3600], daemon=True).start()\n"
    (tmp_path / "sitecustomize.py").write_text(starts)
    monkeypatch.setattr(forking, "environment", lambda: {**environment(), "PYTHONPATH": f"{tmp_path}{os.pathsep}{environment()['PYTHONPATH']}"})
    with Zygote() as zygote, pytest.raises(SandboxError, match="the zygote has 2 threads; a fork would hang"):
        zygote.wait_ready()


def test_a_zygote_that_dies_during_a_call_is_the_graders_own_fault() -> None:
    with Zygote() as zygote:
        worker = start(zygote, "import time\ndef f(): time.sleep(60)")
        killer = threading.Timer(0.2, zygote.process.kill)
        killer.start()
        with pytest.raises(SandboxError, match="the zygote"):
            call(worker, "f")
        with pytest.raises(SandboxError, match="the zygote"):
            call(worker, "f")
        worker.close()


@pytest.mark.parametrize("kind", [Zygote, pytest.param(Spawner, marks=pytest.mark.slow)])
def test_workers_end_with_what_started_them(kind: type[Launcher]) -> None:
    launcher = kind()
    worker = start(launcher, "x = 1")
    launcher.close()
    assert not Path(f"/proc/{worker.pid}").exists()


def test_a_worker_that_does_not_die_is_not_waited_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "DEATH_SECONDS", 0.0)
    with Zygote() as zygote:
        stuck = start(zygote, "x = 1")
        os.kill(stuck.pid, signal.SIGSTOP)
        monkeypatch.setattr(zygote, "kill", lambda pid: None)  # together as if it were deep in the kernel
        stuck.close()
        other = start(zygote, "x = 1")
        assert zygote.retired == {}
        assert Path(f"/proc/{stuck.pid}").exists()
        other.close()
    assert not stuck.scratch.exists()
