"""Zip files that are the same, byte for byte, whenever and wherever they are made from the same files."""

import io
import stat
import zipfile
from collections.abc import Collection, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold; no file keeps the time of its checkout
UNIX = 3  # ZipInfo.create_system; else it names the system of whoever makes the archive
FILE, PROGRAM = 0o644, 0o755


def pack(files: Mapping[str, bytes], programs: Collection[str] = ()) -> bytes:
    """The archive of `files`, by name, in order of their names; `programs` are the names that may be executed.

    Nothing is compressed: what one version of zlib makes smaller, another makes smaller otherwise.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = UNIX
            entry.external_attr = (stat.S_IFREG | (PROGRAM if name in programs else FILE)) << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()
