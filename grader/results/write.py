"""The one way to write a file that is read again: it is whole or absent, whatever happens in between, whoever else is writing."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

MODE = 0o644  # a temporary file is its owner's alone; what is written is for whoever may read the folder


def write(path: Path, content: str | bytes, *, harmless: bool = False) -> None:
    """Write text or bytes into a file; its folder is made where it is missing. Half a character becomes an escape of its own.

    With `harmless`, a file that cannot be written stays as it was, and nothing is said; then only its folder is made, and no
    folder above that. Else raises OSError, which names the file or the folder.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=not harmless, exist_ok=True)
        _replace(path, data)
    except OSError:
        if not harmless:
            raise


def write_json(path: Path, content: dict[str, Any], *, harmless: bool = False) -> None:
    """Write JSON, in the same way. What JSON cannot hold raises TypeError, and the file stays as it was."""
    write(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n", harmless=harmless)


def _replace(path: Path, data: bytes) -> None:
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # its own name: others may be writing
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, MODE)
        os.replace(temporary, path)
    except BaseException as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise
