"""Dask, as grader/batch/dask.py uses it."""

import inspect

import distributed

SEE = "see grader/batch/dask.py"


def test_a_client_is_made_as_before() -> None:
    taken = set(inspect.signature(distributed.Client).parameters)
    assert {"address", "timeout", "set_as_default"} <= taken, f"distributed.Client takes other arguments: {SEE}, _client"
    assert hasattr(distributed.Client, "get_executor"), f"distributed.Client has no get_executor any more: {SEE}, Dask"
    assert issubclass(distributed.KilledWorker, Exception), f"there is no KilledWorker any more: {SEE}, Dask.submit"


def test_where_no_certificates_are_named_it_says_so() -> None:
    found = distributed.Security().get_connection_args("client")  # type: ignore[no-untyped-call]  # Dask leaves it untyped
    assert found["ssl_context"] is None, f"distributed.Security tells of certificates otherwise: {SEE}, _find_certificates"
