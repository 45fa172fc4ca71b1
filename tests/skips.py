"""Which tests may be skipped where nothing is missing that can be installed: `make test-all` fails for any other skip."""

import os

import pytest

GPU = {"torch finds no GPU here": "a GPU cannot be installed; `make gpu-check` is for a machine that has one"}
OF_ROOT = {  # an ordinary user's run tries them (tests/as_user.py)
    "the kernel does not limit root's threads: only memory does",
    "root is no ordinary user",
    "root reads every folder",
    "root may mount nothing here, as in a container",  # a laptop's root may (tests/as_user.py)
    "this machine lets nobody make things scarce for a run",  # as in a container; `make hostile` elsewhere
}
OF_USERS = {  # root's run tries them
    "only root can become another user",
    "only root has rights to keep",
    "only root's workers become other users",
    "only root can make things scarce for a run",
    "only root can become other users; an ordinary user's tests run as one by themselves",
}
ALLOWED = {*GPU, *(OF_ROOT if getattr(os, "geteuid", lambda: 1)() == 0 else OF_USERS)}


def unexpected(reports: list[pytest.TestReport]) -> list[str]:
    """A line for each skip whose reason is not allowed."""
    found = []
    for each in reports:
        reason = each.longrepr[2].removeprefix("Skipped: ") if isinstance(each.longrepr, tuple) else str(each.longrepr)
        if reason not in ALLOWED:
            found.append(f"{each.nodeid} was skipped: {reason}")
    return found


def asked() -> bool:
    """Whether an unexpected skip is a failure of this run."""
    return bool(os.environ.get("NO_OTHER_SKIPS"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that must skip nothing else fails where it did."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if asked() and reporter and unexpected(reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the skips that made it fail."""
    for line in unexpected(terminalreporter.stats.get("skipped", [])) if asked() else ():
        terminalreporter.write_line(line, red=True)
