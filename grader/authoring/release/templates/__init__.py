"""Files that a release holds as they are."""

from pathlib import Path


def template(name: str) -> bytes:
    """The content of one of them."""
    return (Path(__file__).parent / name).read_bytes()
