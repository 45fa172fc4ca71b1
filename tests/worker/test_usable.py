"""What a locked worker still can do: use its scratch folder, threads, torch, and whatever Python imports late."""

import pytest

from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security


def test_the_scratch_folder_is_home(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import getpass
        import os
        import pathlib
        import tempfile

        getpass.getuser()
        places = {os.environ[name] for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME")}
        return {*places, os.getcwd(), str(pathlib.Path.home()), tempfile.gettempdir()} == {here.scratch}

    assert locked(attempt).value is True


def test_the_scratch_folder_can_be_used(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import os
        import tempfile

        os.makedirs("a/b")
        with open("a/b/x.txt", "w") as file:
            file.write("one")
        os.rename("a/b/x.txt", "y.txt")
        os.truncate(os.open("y.txt", os.O_WRONLY), 2)
        with (
            tempfile.TemporaryFile() as file,
            tempfile.NamedTemporaryFile() as named,
            tempfile.TemporaryDirectory() as folder,
        ):
            file.write(b"x")
            named.write(b"x")
            open(folder + "/x", "w").close()
        os.removedirs("a/b")
        return open("y.txt").read(), sorted(os.listdir())

    assert locked(attempt).value == ["on", ["secret.txt", "y.txt"]]


def test_threads_torch_and_late_imports_work(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import sys
        import threading

        import torch

        late = ("wave", "xml.dom.minidom", "_lsprof", "numpy.polynomial.laguerre", "torch.utils.benchmark", "zoneinfo")
        new = [name for name in late if name not in sys.modules]
        for name in late:
            __import__(name)
        done: list[int] = []
        threads = [threading.Thread(target=done.append, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        torch.set_num_threads(2)
        x = torch.ones(512, 512, requires_grad=True)
        x.mm(x).sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        assert x.grad is not None
        return sorted(done), torch.get_num_threads(), float(x.grad.sum()), len(new) > 3

    assert locked(attempt).value == [[0, 1, 2, 3], 2, 2 * 512.0**3, True]


def test_devices_of_no_harm_work(locked: Cell) -> None:
    def attempt(here: Here) -> object:
        import os
        import signal
        import time

        with open(os.devnull, "w") as null:
            null.write("x")
        os.kill(os.getpid(), 0)
        signal.signal(signal.SIGALRM, lambda *_: None)
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        signal.pause()
        os.environ["TZ"] = "Europe/Paris"
        time.tzset()
        return len(open("/dev/urandom", "rb").read(4)), time.localtime(0).tm_hour

    assert locked(attempt).value == [4, 1]
