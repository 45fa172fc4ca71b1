"""A Dask cluster as an executor: each of its processes opens a judge of its own, with its own zygote.

Submissions travel as text, results come back as plain values. Dask grades elsewhere what a lost worker was about to grade.
"""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from grader import VARIABLE
from grader.batch.usage import UsageError
from grader.course.text import not_installed
from grader.grading import fingerprint
from grader.grading.identity import Identity, of_course_here

CONNECT_SECONDS = 20
ENCRYPTED = ("tls", "wss")


def connect(scheduler: str, which: Identity, insecure: bool = False) -> Callable[[], Executor]:
    """A way to the scheduler at an address such as tls://10.0.0.5:8786, its workers' versions and courses compared.

    Raises UsageError. Certificates are found as Dask finds them, in its configuration (docs/cluster.md).
    """
    if find_spec("distributed") is None:
        raise UsageError(not_installed("Dask", "cluster"))
    if not scheduler:
        raise UsageError("Say where the scheduler is: --scheduler tls://ADDRESS:PORT, as `dask scheduler` prints it.")
    if not (insecure or is_closed(scheduler)):
        raise UsageError(
            f"Whoever reaches {scheduler} could read the submissions and run code of their own on every machine of the cluster.\n"
            "Start it with TLS and give tls://ADDRESS:PORT (docs/cluster.md says how), or add --insecure where nobody else\n"
            "can reach its network."
        )
    if scheduler.startswith(tuple(f"{each}://" for each in ENCRYPTED)):
        _find_certificates()
    client = _client(scheduler)
    try:
        _compare(client.run(fingerprint.of_machine))
        _compare_courses(client.run(of_course_here, which), which)
    except UsageError:
        raise
    except Exception as error:  # whatever the workers raise for want of the kit, in their own words
        raise UsageError(
            f"The workers at {scheduler} cannot use the kit ({error}): install the same version on them."
        ) from None
    finally:
        client.close()
    return lambda: Dask(_client(scheduler))


def is_closed(scheduler: str) -> bool:
    """Whether others are kept out: by certificates, or because the address is this machine's own."""
    scheme, _, rest = scheduler.rpartition("://")
    if scheme in ENCRYPTED:
        return True
    try:
        host = urlsplit(f"//{rest}").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # another machine's name, or no address at all
        return False


def _find_certificates() -> None:
    """Raises UsageError where Dask's configuration names no certificates for this side, or some that cannot be used."""
    from distributed import Security

    try:
        found = Security().get_connection_args("client")["ssl_context"]  # type: ignore[no-untyped-call]  # Dask leaves it untyped
    except OSError as error:  # no such file, or no certificate in it
        raise UsageError(f"The certificates that Dask's configuration names cannot be used ({error}).") from None
    if found is None:
        raise UsageError("Dask's configuration names no certificates here: set DASK_CONFIG, as docs/cluster.md says.")


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


def _compare_courses(machines: dict[str, str], which: Identity) -> None:
    """Refuse a cluster one of whose machines has not the very course, by the fingerprints of what each machine has."""
    for address, there in machines.items():
        if not there:
            raise UsageError(
                f"The worker {address} has no course {which.id}: install it there, or let {VARIABLE} name its folder there."
            )
        if there != which.fingerprint:
            raise UsageError(
                f"The worker {address} has another version of the course {which.id}: its fingerprint is {there[:12]} there,\n"
                f"and {which.fingerprint[:12]} on this machine. Put the same version of the course and the grader on both."
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
