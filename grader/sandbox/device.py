"""Prepares the device of a worker before student code is in it: what fails there is the grader's fault."""

from grader.sandbox.client import Worker
from grader.sandbox.failures import SandboxError, StudentRaised, WorkerLost

SECONDS = 60  # the driver of a GPU may take its time


class NoDevice(SandboxError):
    """Workers cannot use the device here; the message names the cure."""


def take_up(worker: Worker) -> list[str]:
    """Have a fresh worker make its device ready; the layers of the sandbox that hold in it. Raises NoDevice; it has ended then."""
    try:
        reply = worker.request({"do": "begin", "seed": 0, "device": worker.device, "threads": 1}, SECONDS)
    except (StudentRaised, WorkerLost) as error:
        worker.close()
        cure = "See `grader doctor`." if worker.device == "cpu" else "Grade with --device cpu, or try GRADER_WORKERS=spawn."
        reason = f"the process ended: {error.kind}" if isinstance(error, WorkerLost) else error
        raise NoDevice(f"Workers cannot use {worker.device} here ({reason}). {cure}") from None
    return [str(each) for each in reply["value"]]
