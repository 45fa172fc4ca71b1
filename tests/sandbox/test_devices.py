"""Which CUDA devices a worker sees: those of the grader where it is to use them, else none. No device is needed to find out."""

import pytest

from grader.course import Limits
from grader.sandbox.forking import Zygote
from grader.sandbox.worker import Worker

SOURCE = "import os\n\ndef visible():\n    return os.environ.get('CUDA_VISIBLE_DEVICES')\n"


@pytest.mark.parametrize(("device", "seen"), [("cpu", ["", ""]), ("cuda", [None, "2"])])
def test_the_devices_of_a_worker(monkeypatch: pytest.MonkeyPatch, device: str, seen: list[str | None]) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    with Zygote() as zygote:
        assert _visible(zygote, device) == seen[0]
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "2")
        assert _visible(zygote, device) == seen[1]


def _visible(zygote: Zygote, device: str) -> object:
    worker = Worker(zygote, Limits(), device)
    worker.request({"do": "begin", "seed": 1, "device": "cpu", "threads": 1}, 5)
    worker.request({"do": "sources", "modules": {"work": SOURCE}, "sound": {}}, 5)
    request = {"do": "call", "unit": "work", "name": "visible", "args": (), "kwargs": {}, "keep": False, "count": False}
    reply = worker.request(request, 5)
    worker.close()
    return reply["value"]
