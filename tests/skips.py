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
    "only root can give a file to another user",
    "only root has rights to keep",
    "only root's workers become other users",
    "only root can make things scarce for a run",
    "only root can become other users; an ordinary user's tests run as one by themselves",
}
OF_CONTAINERS = {"no mount namespace is allowed here"}  # what a container lacks nobody can install in it; `grader doctor` says so
MISSING = {  # what a machine for `make test-all` has: each of these skips makes it fail
    "Chromium and its driver are not installed",
    "MNIST_DIR is not set: it names the folder with the four official files",
    "MNIST_DIR names no folder with the full MNIST",
    "TCP is scoped from ABI 4 on",
    "Windows has no timer of processor time",
    "abstract sockets and signals are scoped from ABI 6 on",
    "no Chromium with its driver here",
    "no process of Windows is killed by a signal",
    "only x86_64 has an x32 ABI",
    "set MNIST_DIR to a folder with the four MNIST files",
    "set MNIST_DIR to the folder of the four official MNIST files",
    "the kernel does not count a worker's threads for itself here",
    "the kernel's headers are not installed",
    "the limit of memory is Linux's",
    "there is a CUDA device here",
    "there is a GPU here",
    "there is no /proc to read it from",
    "there is no Landlock or no seccomp here: the attacks would succeed",
    "there is no Linux kernel here",
    "there is no seccomp filter for this architecture",
    "this is no clone: git lists no files here",
    "this kernel has no Landlock",
    "this kernel keeps no statistics of its scheduler",
    "this kernel lacks Landlock or the filter",
    "this machine has a CUDA device",
    "this machine has one",
    "this platform does not fork",
}
ALLOWED = {*GPU, *OF_CONTAINERS, *(OF_ROOT if getattr(os, "geteuid", lambda: 1)() == 0 else OF_USERS)}


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
