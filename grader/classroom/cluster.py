"""A Dask cluster as an executor: each of its processes opens a lane of its own, with its own zygote.

Submissions travel as text, results come back as plain values. Dask grades elsewhere what a lost worker was about to grade.
"""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from importlib.util import find_spec
from typing import Any

from grader.classroom import fingerprint
from grader.classroom.usage import UsageError

CONNECT_SECONDS = 20


def connect(scheduler: str) -> Callable[[], Executor]:
    """A way to the scheduler at an address such as tcp://10.0.0.5:8786, its workers' versions compared. Raises UsageError."""
    if find_spec("distributed") is None:
        raise UsageError("Dask is not installed here: pip install 'mnist-basics-kit[cluster]'.")
    if not scheduler:
        raise UsageError("Say where the scheduler is: --scheduler tcp://ADDRESS:PORT, as `dask scheduler` prints it.")
    client = _client(scheduler)
    try:
        _compare(client.run(fingerprint.of_machine))
    except UsageError:
        raise
    except Exception as error:  # whatever the workers raise for want of the kit, in their own words
        raise UsageError(
            f"The workers at {scheduler} cannot use the kit ({error}): install the same version on them."
        ) from None
    finally:
        client.close()
    return lambda: Dask(_client(scheduler))


def _client(scheduler: str) -> Any:
    from distributed import Client

    try:
        return Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # Dask leaves it untyped
    except (OSError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {scheduler} ({error}). Start one: dask scheduler") from None


def _compare(machines: dict[str, dict[str, str]]) -> None:
    """Refuse a cluster whose machines would grade differently from this one."""
    if not machines:
        raise UsageError("The scheduler has no workers yet: start some with `dask worker ADDRESS --nthreads 1`.")
    here = fingerprint.of_machine()
    for address, there in machines.items():
        for name, version in here.items():
            if there.get(name) != version:
                raise UsageError(
                    f"The worker {address} has {name} {there.get(name)}, this machine {version}: "
                    "install the same versions on both."
                )


class Dask(Executor):
    """Hands jobs to a Dask client, and speaks of a cluster that keeps losing workers as every executor does."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.executor = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        from distributed import KilledWorker

        inner = self.executor.submit(fn, *args, **kwargs)
        outer: Future[Any] = Future()

        def pass_on(done: Future[Any]) -> None:
            if done.cancelled():
                outer.cancel()
            elif isinstance(error := done.exception(), KilledWorker):
                outer.set_exception(BrokenExecutor(str(error)))
            elif error:
                outer.set_exception(error)
            else:
                outer.set_result(done.result())

        inner.add_done_callback(pass_on)
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.executor.shutdown(wait=wait)
        self.client.close()
