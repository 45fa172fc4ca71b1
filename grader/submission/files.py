"""A learner's files, read safely: no size is trusted, nothing is unpacked to disk, links and devices are refused unread."""

import json
import os
import re
import stat
import zipfile
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from grader.course.names import LIBRARIES
from grader.course.text import printable

MAX_FILE = 1 << 20  # bytes; the largest unit of the course takes under 40 kB
MAX_TOTAL = 4 << 20  # bytes of all modules together as a worker is sent them; the course's own take 300 kB
MAX_FILES = 200
MAX_ENTRIES = 20_000  # of a folder or an archive
MAX_ARCHIVE = 16 << 20  # its list of contents is read as a whole, and takes up to 20 times as much memory
MAX_DEPTH = 20  # folders that hold nothing but a folder
MAX_NOTES = 20
KINDS = (".py", ".ipynb")
SKIPPED = {"__pycache__", "__MACOSX", "pictures"}  # the last: what `grader show` draws


class Collected:
    """Sources and problems by module name, and notes, as a submission's files are read.

    `units` are the names that are read first, so that what else was handed in cannot crowd them out. `ignored` and `libraries` are
    the course's (see its model).
    """

    def __init__(self, units: Container[str] = (), ignored: Container[str] = (), libraries: Container[str] = ()) -> None:
        self.units = units
        self.ignored = ignored
        self.libraries = libraries
        self.modules: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        self.notes: list[str] = []
        self.total = 0

    def skips(self, name: str) -> bool:
        """Whether a file or folder of this name is never looked at."""
        return hidden(name, self.ignored)

    def chosen(self, names: Iterable[str]) -> list[str]:
        """The files to read, those of units first; what is too many is told."""
        every = sorted(names, key=lambda each: (each.rpartition(".")[0] not in self.units, each))
        if len(every) > MAX_FILES:
            self.note(f"Only {MAX_FILES} of {len(every)} files were read, those of units first.")
        return every[:MAX_FILES]

    def is_full(self, name: str) -> bool:
        """Whether there is no more room; then this file is left out unread."""
        if self.total > MAX_TOTAL:
            self.problem(name, f"{name} was left out: the files together are larger than {MAX_TOTAL >> 20} MiB.")
        return self.total > MAX_TOTAL

    def note(self, sentence: str) -> None:
        """A sentence for the learner; after too many of them there is nothing new to say."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(printable(sentence, 300))

    def problem(self, name: str, sentence: str) -> None:
        """Why a file cannot be read."""
        self.problems[printable(name.rpartition(".")[0] or name, 100)] = printable(sentence, 300)

    def take(self, name: str, data: bytes) -> None:
        """One file by its name without folders."""
        stem, _, suffix = name.rpartition(".")
        if stem in LIBRARIES or stem in self.libraries:
            self.note(f"{name} has the name of a library and was left out: the real one is used. Rename your file.")
        elif not stem.isidentifier():
            self.note(f"{name} cannot be imported under this name and was left out. Use letters, digits and _.")
        else:
            self.decode(stem, name, data, suffix)

    def decode(self, stem: str, name: str, data: bytes, suffix: str) -> None:
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            text = _notebook_source(text) if suffix.lower() == "ipynb" else text
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.problem(name, f"{name} is not saved as UTF-8 (line {line}). Choose UTF-8 when you save it.")
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self.problem(name, f"{name} is not a notebook that can be read. Save it again from Jupyter.")
        else:
            self.keep(stem, name, text)

    def keep(self, stem: str, name: str, text: str) -> None:
        """A module's text, where there is room for it. An escaped character takes up to 12 bytes on its way to a worker."""
        if "\0" in text:  # a notebook can spell it
            self.problem(name, f"{name} holds NUL bytes, so it is no Python text. Save it again from your editor.")
            return
        self.total += len(json.dumps(text))
        if not self.is_full(name):
            self.modules[stem] = text

    def too_large(self, name: str, size: int) -> None:
        self.problem(name, f"{name} is {size / 2**20:.0f} MiB large; the limit is 1 MiB. Is this the right file?")


def hidden(name: str, ignored: Container[str] = ()) -> bool:
    """Whether a file or folder of this name is never looked at; `ignored` are the course's own."""
    return name.startswith(".") or name in SKIPPED or name in ignored


def read_folder(folder: Path, collected: Collected, depth: int = 0) -> None:
    try:
        with os.scandir(folder) as found:
            names = sorted(each.name for each in islice(found, MAX_ENTRIES) if not collected.skips(each.name))
            if next(found, None):
                collected.note(f"The folder {folder.name} holds more than {MAX_ENTRIES} files: not all of them were looked at.")
        files = [each for each in names if each.lower().endswith(KINDS)]
        if not files and len(names) == 1 and depth < MAX_DEPTH and stat.S_ISDIR(os.lstat(folder / names[0]).st_mode):
            read_folder(folder / names[0], collected, depth + 1)  # a zip of a folder, unpacked
            return
    except OSError:
        collected.note(f"The folder {folder.name} cannot be opened.")
        return
    for each in collected.chosen(files):
        if not collected.is_full(each):
            read_file(folder / each, each, collected)


def read_file(path: Path, name: str, collected: Collected) -> None:
    """A regular file of bounded size; links, devices, pipes and folders are refused unread."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        collected.problem(name, f"{name} is a link or cannot be opened. Hand in the file itself.")
        return
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            collected.problem(name, f"{name} is not an ordinary file. Hand in the file itself.")
            return
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(MAX_FILE + 1) if status.st_size <= MAX_FILE else b""
        if max(status.st_size, len(data)) > MAX_FILE:
            collected.too_large(name, max(status.st_size, len(data)))
        else:
            collected.take(name, data)
    except OSError:
        collected.problem(name, f"{name} cannot be read. Hand in the file once more.")
    finally:
        os.close(descriptor)


def read_zip(path: Path, collected: Collected) -> None:
    """The modules of an archive, read into memory: nothing is unpacked to disk, so no entry can land anywhere."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            collected.note(f"{path.name} is not an ordinary file. Hand in the file itself.")
            return
        if status.st_size > MAX_ARCHIVE:
            collected.note(f"{path.name} is larger than {MAX_ARCHIVE >> 20} MiB and was not opened.")
            return
        with zipfile.ZipFile(path) as archive:
            for name, entry in _entries(archive, collected):
                if collected.is_full(name):
                    continue
                with archive.open(entry) as file:
                    data = file.read(MAX_FILE + 1)  # the size that the archive states may be a lie
                if len(data) > MAX_FILE:
                    collected.too_large(name, max(entry.file_size, len(data)))
                else:
                    collected.take(name, data)
    except Exception:  # a damaged file leads zipfile into errors of zlib, of struct, into KeyError, into MemoryError
        collected.note(f"{path.name} is damaged, encrypted or no zip file. Make it again and hand it in once more.")


def _entries(archive: zipfile.ZipFile, collected: Collected) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The modules of an archive that lie least deep, each with its name without folders."""
    found: dict[int, dict[str, zipfile.ZipInfo]] = {}
    if len(archive.infolist()) > MAX_ENTRIES:
        collected.note(f"The archive holds more than {MAX_ENTRIES} files: not all of them were looked at.")
    for entry in archive.infolist()[:MAX_ENTRIES]:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if ".." in parts or entry.filename.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", entry.filename):
            collected.note(f"{entry.filename[:80]!r} points outside the archive and was left out.")
        elif parts and not entry.is_dir() and not any(map(collected.skips, parts)) and parts[-1].lower().endswith(KINDS):
            found.setdefault(len(parts), {})[parts[-1]] = entry
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("the other ways to compress may ask for gigabytes of memory")
    modules = found[min(found)] if found else {}  # an archive of a folder holds its modules one level down
    for name in collected.chosen(modules):
        yield name, modules[name]


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
