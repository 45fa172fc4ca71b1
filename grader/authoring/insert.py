"""Where a new exercise goes: after another one, in its unit's file and in the manifest. Pure functions from text to text."""

import ast
import re

from grader.authoring.names import AuthoringError


def after_definition(source: str, anchor: str | None, cells: str) -> str:
    """The module `source` with `cells` behind the cell that defines `anchor`; at its end where that is None.

    Raises AuthoringError where the module does not define the anchor.
    """
    lines = source.splitlines(keepends=True)
    end = len(lines)
    if anchor is not None:
        ends = [node.end_lineno for node in ast.parse(source).body if getattr(node, "name", None) == anchor]
        if not ends or ends[-1] is None:
            raise AuthoringError(f"Nothing called {anchor} is defined there, so there is no place after it.")
        end = next((at for at in range(ends[-1], len(lines)) if lines[at].startswith("# %%")), len(lines))
    before, behind = "".join(lines[:end]).rstrip("\n"), "".join(lines[end:])
    return f"{before}\n\n\n{cells}" + (f"\n\n{behind}" if behind else "")


def after_entry(manifest: str, anchor: str, entry: str) -> str:
    """The manifest with `entry` behind the table whose name is `anchor`, before what introduces the next table.

    Raises AuthoringError where no table has that name.
    """
    lines = manifest.splitlines(keepends=True)
    named = re.compile(rf"""\s*name\s*=\s*["']{re.escape(anchor)}["']\s*(#.*)?""")
    at = next((at for at, line in enumerate(lines) if named.fullmatch(line.rstrip("\n"))), None)
    if at is None:
        raise AuthoringError(f"course.toml has no line name = {anchor!r}, so there is no place after it.")
    end = next((at for at in range(at, len(lines)) if lines[at].startswith("[")), len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    before, behind = "".join(lines[:end]).rstrip("\n"), "".join(lines[end:])
    return f"{before}\n\n{entry}{behind}"


def line_of(text: str, needle: str) -> int:
    """The number of the line in which `needle` first stands, counted from 1."""
    return text[: text.index(needle)].count("\n") + 1
