"""Solutions to assignments: the one transform, for modules and notebooks alike.

A solution region is what stands between two marker lines at the same indentation:

    ### BEGIN SOLUTION
    return (a + b) / 2
    ### END SOLUTION

A source without regions (a support module) comes out as it went in.
"""

import re
from pathlib import Path

MARKER = re.compile(r"(?P<indent>[ \t]*)### (?P<kind>BEGIN|END) SOLUTION\s*")
MARKER_LIKE = re.compile(r"\b(BEGIN|END)[ _-]*SOLUTION", re.IGNORECASE)
PLACEHOLDER = ("# Write your code here, then delete the next line.", "raise NotImplementedError")


class StubError(ValueError):
    """A marker is unbalanced, nested or misspelt; the message names the file and the line."""


def stub(source: str, name: str = "source") -> str:
    """Replace every solution region of `source` by the two lines that a learner starts from.

    Args:
        source: a module, or one cell of a notebook.
        name: the file that the errors name.
    Raises:
        StubError: a marker has no partner, stands inside another region or is misspelt.
    """
    kept: list[str] = []
    begun: tuple[int, str] | None = None  # where the open region begins: its line and its indentation
    for number, line in enumerate(source.splitlines(keepends=True), start=1):
        marker = MARKER.fullmatch(line)
        if marker is None:
            if MARKER_LIKE.search(line):
                cure = "write ### BEGIN SOLUTION or ### END SOLUTION"
                raise StubError(f"{name}:{number}: {line.strip()!r} is no marker: {cure}.")
            if begun is None:
                kept.append(line)
        elif marker["kind"] == "BEGIN":
            if begun is not None:
                raise StubError(f"{name}:{number}: this region begins inside the one that began in line {begun[0]}.")
            begun = number, marker["indent"]
            kept.extend(f"{marker['indent']}{text}\n" for text in PLACEHOLDER)
        else:
            if begun is None:
                raise StubError(f"{name}:{number}: this region ends, but none has begun.")
            if marker["indent"] != begun[1]:
                raise StubError(f"{name}:{number}: indent this marker like its partner in line {begun[0]}.")
            begun = None
    if begun is not None:
        raise StubError(f"{name}:{begun[0]}: this region never ends: add ### END SOLUTION.")
    return "".join(kept)


def write_stubs(solutions: Path, assignments: Path) -> list[Path]:
    """Write the stub of every module in `solutions` into `assignments`; remove stubs whose solution is gone.

    Returns the files that changed. Raises StubError, before anything is written, where a source is faulty.
    """
    wanted = _wanted(solutions, assignments)
    changed = _outdated(wanted, assignments)
    assignments.mkdir(parents=True, exist_ok=True)
    for path in changed:
        if path in wanted:
            path.write_bytes(wanted[path])
        else:
            path.unlink()
    return changed


def outdated(solutions: Path, assignments: Path) -> list[Path]:
    """The files of `assignments` that `write_stubs` would write or remove; empty when all is up to date."""
    return _outdated(_wanted(solutions, assignments), assignments)


def _wanted(solutions: Path, assignments: Path) -> dict[Path, bytes]:
    return {
        assignments / source.name: stub(source.read_text(encoding="utf-8"), str(source)).encode()
        for source in sorted(solutions.glob("*.py"))
    }


def _outdated(wanted: dict[Path, bytes], assignments: Path) -> list[Path]:
    stale = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
    return stale + sorted(path for path in assignments.glob("*.py") if path not in wanted and _is_stub(path))


def _is_stub(path: Path) -> bool:
    """Whether a file was made here: it holds what stands in a solution's place."""
    return PLACEHOLDER[0] in path.read_text(encoding="utf-8", errors="replace")
