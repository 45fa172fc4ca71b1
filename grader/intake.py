"""A learner's files, read safely: no size is trusted, nothing is unpacked to disk, links and devices are refused unread."""

import json
import os
import re
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.text import printable

MAX_FILE = 1 << 20  # bytes; the largest unit of the course takes under 40 kB
MAX_FILES = 200
MAX_ARCHIVE = 16 << 20  # its list of contents is read as a whole, and takes up to 20 times as much memory
MAX_DEPTH = 20  # folders that hold nothing but a folder
MAX_NOTES = 20
LIBRARIES = frozenset(sys.stdlib_module_names) | {"torch", "numpy", "PIL", "matplotlib", "pytest", "grader", "click"}
KINDS = (".py", ".ipynb")
SKIPPED = {"__pycache__", "__MACOSX", "mnist_sample", "pictures"}


class Collected:
    """Sources and problems by module name, and notes, as a submission's files are read."""

    def __init__(self) -> None:
        self.modules: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        self.notes: list[str] = []

    def note(self, sentence: str) -> None:
        """A sentence for the learner; after too many of them there is nothing new to say."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(printable(sentence, 300))

    def problem(self, name: str, sentence: str) -> None:
        """Why a file cannot be read."""
        self.problems[printable(name.rpartition(".")[0], 100)] = printable(sentence, 300)

    def take(self, name: str, data: bytes) -> None:
        """One file by its name without folders."""
        stem, _, suffix = name.rpartition(".")
        if stem in LIBRARIES:
            self.note(f"{name} has the name of a library and was left out: the real one is used. Rename your file.")
        elif not stem.isidentifier():
            self.note(f"{name} cannot be imported under this name and was left out. Use letters, digits and _.")
        elif b"\0" in data:
            self.problem(name, f"{name} holds NUL bytes, so it is no Python text. Save it again from your editor.")
        else:
            self.decode(stem, name, data, suffix)

    def decode(self, stem: str, name: str, data: bytes, suffix: str) -> None:
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            self.modules[stem] = _notebook_source(text) if suffix == "ipynb" else text
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.problem(name, f"{name} is not saved as UTF-8 (line {line}). Choose UTF-8 when you save it.")
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self.problem(name, f"{name} is not a notebook that can be read. Save it again from Jupyter.")

    def too_large(self, name: str, size: int) -> None:
        self.problem(name, f"{name} is {size / 2**20:.0f} MiB large; the limit is 1 MiB. Is this the right file?")


def hidden(name: str) -> bool:
    return name.startswith(".") or name in SKIPPED


def read_folder(folder: Path, collected: Collected, depth: int = 0) -> None:
    try:
        entries = sorted(each for each in folder.iterdir() if not hidden(each.name))
    except OSError:
        collected.note(f"The folder {folder.name} cannot be opened.")
        return
    files = [each for each in entries if each.suffix in KINDS]
    if not files and len(entries) == 1 and entries[0].is_dir() and not entries[0].is_symlink() and depth < MAX_DEPTH:
        read_folder(entries[0], collected, depth + 1)  # a zip of a folder, unpacked
        return
    if len(files) > MAX_FILES:
        collected.note(f"Only the first {MAX_FILES} of {len(files)} files were read.")
    for each in files[:MAX_FILES]:
        read_file(each, each.name, collected)


def read_file(path: Path, name: str, collected: Collected) -> None:
    """A regular file of bounded size; links, devices and pipes are refused unread."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        collected.problem(name, f"{name} is a link or cannot be opened. Hand in the file itself.")
        return
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            collected.problem(name, f"{name} is not an ordinary file. Hand in the file itself.")
        elif status.st_size > MAX_FILE:
            collected.too_large(name, status.st_size)
        else:
            collected.take(name, file.read(MAX_FILE))


def read_zip(path: Path, collected: Collected) -> None:
    """The modules of an archive, read into memory: nothing is unpacked to disk, so no entry can land anywhere."""
    try:
        if path.stat().st_size > MAX_ARCHIVE:
            collected.note(f"{path.name} is larger than {MAX_ARCHIVE >> 20} MiB and was not opened.")
            return
        with zipfile.ZipFile(path) as archive:
            for entry in _entries(archive, collected):
                name = PurePosixPath(entry.filename).name
                with archive.open(entry) as file:
                    data = file.read(MAX_FILE + 1)  # the size that the archive states may be a lie
                if len(data) > MAX_FILE:
                    collected.too_large(name, max(entry.file_size, len(data)))
                else:
                    collected.take(name, data)
    except Exception:  # a damaged file leads zipfile into errors of zlib, of struct, into KeyError, into MemoryError
        collected.note(f"{path.name} is damaged, encrypted or no zip file. Make it again and hand it in once more.")


def _entries(archive: zipfile.ZipFile, collected: Collected) -> Iterator[zipfile.ZipInfo]:
    modules = []
    for entry in archive.infolist():
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if ".." in parts or entry.filename.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", entry.filename):
            collected.note(f"{entry.filename[:80]!r} points outside the archive and was left out.")
        elif not entry.is_dir() and not any(hidden(part) for part in parts) and entry.filename.endswith(KINDS):
            modules.append((len(parts), entry))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("the other ways to compress may ask for gigabytes of memory")
    depth = min((depth for depth, _ in modules), default=0)  # an archive of a folder holds its modules one level down
    yield from [entry for level, entry in modules if level == depth][:MAX_FILES]


def _notebook_source(text: str) -> str:
    """The code cells of a notebook as one module; magics and shell lines are blanked, so that line numbers stay."""
    notebook = json.loads(text)
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n")]
            cells.append("\n".join(lines))
    return "\n\n".join(cells) + "\n"
