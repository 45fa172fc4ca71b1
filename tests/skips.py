"""Which tests may be skipped where nothing is missing that can be installed: `make test-all` fails for any other skip."""

import os

import pytest

ALLOWED = {
    "torch finds no GPU here": "a GPU cannot be installed; `make gpu-check` is for a machine that has one",
    "the kernel does not limit root's threads: only memory does": "true for root; an ordinary user's run tries it",
    "root is no ordinary user": "true for root; an ordinary user's run tries it",
    "root reads every folder": "true for root; an ordinary user's run tries it",
}


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
