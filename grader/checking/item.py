"""What a collected check says of itself: its title, who may read its values, which checks come before it."""

import pytest

from grader.checking.verdict import CheckVerdict, Status
from grader.checking.why import Why


def title_of(item: pytest.Function) -> str:
    """The line that the learner reads: the check's docstring; a parametrized one may use {names} of its parameters."""
    title = (item.obj.__doc__ or item.name).strip().split("\n")[0]
    callspec = getattr(item, "callspec", None)
    return title.format(**callspec.params) if callspec else title


def visibility_of(item: pytest.Function) -> str:
    """ "public" or "hidden", by the folder; a check from elsewhere, as an instructor's own, is hidden."""
    root = item.config.rootpath
    return item.path.relative_to(root).parts[0] if item.path.is_relative_to(root) else "hidden"


def verdict_on(item: pytest.Function, status: Status, why: Why | None = None, seconds: float = 0.0) -> CheckVerdict:
    """A verdict on the submission at hand by this check."""
    return CheckVerdict(item.name, title_of(item), visibility_of(item), status, why, seconds)


def blocker_of(item: pytest.Function, before: dict[str, CheckVerdict]) -> CheckVerdict | None:
    """The first check that this one needs and that did not pass."""
    file = item.nodeid.split("::")[0]
    for needed in getattr(item.obj, "needs", ()):
        for nodeid, verdict in before.items():
            name = nodeid.split("::")[-1].split("[")[0]
            if nodeid.split("::")[0] == file and name == needed and verdict.status.is_wrong:
                return verdict
    return None
