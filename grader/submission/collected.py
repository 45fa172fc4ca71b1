"""What is kept of a learner's files as they are read: sources by module name, a problem or a note for whatever else there is."""

import json
import re
from collections.abc import Container, Iterable

from grader.course.names import LIBRARIES
from grader.course.text import printable
from grader.submission.cells import DAMAGED, defined_in, read_cells
from grader.submission.notebook import Module, Notebook, Units

MAX_FILE = 1 << 20  # bytes; the largest unit of the course takes under 40 kB
MAX_NOTEBOOK = 64 << 20  # bytes of a notebook with its outputs, of which nothing is kept but the code
MAX_TOTAL = 4 << 20  # bytes of all modules together as a worker is sent them; the course's own take 300 kB
MAX_FILES = 200
MAX_NOTES = 20
NOTEBOOK = ".ipynb"


class Collected:
    """Sources and problems by module name, and notes, as a submission's files are read.

    `files` are the names of all; of notebooks there is more (see Submission). `units` are read first, so that what else was handed
    in cannot crowd them out. `ignored` and `libraries` are the course's (see its model).
    """

    def __init__(self, units: Units | None = None, ignored: Container[str] = (), libraries: Container[str] = ()) -> None:
        self.units = units or {}
        self.ignored = ignored
        self.libraries = libraries
        self.modules: dict[str, str] = {}
        self.written: dict[str, str] = {}
        self.places: dict[str, dict[int, str]] = {}
        self.files: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        self.notes: list[str] = []
        self.total = 0
        self._notebooks: dict[str, Notebook] = {}
        self._misnamed: dict[str, bytes] = {}  # files that no module can be named after; of the first its content, too

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
        """Why a file cannot be read; a note, where another one is there for the same module."""
        stem = printable(module_name(name.rpartition(".")[0] or name), 100)
        if stem in self.modules:
            self.note(sentence)
        else:
            self.problems[stem] = printable(sentence, 300)

    def too_large(self, name: str, size: int) -> None:
        """A file that was not read, or not to its end."""
        limit = limit_of(name) >> 20
        self.problem(name, f"{name} is {size / 2**20:.0f} MiB large; the limit is {limit} MiB. Is this the right file?")

    def take(self, name: str, data: bytes) -> None:
        """One file by its name without folders."""
        stem = name.rpartition(".")[0]
        if stem in LIBRARIES or stem in self.libraries:
            self.note(f"{name} has the name of a library and was left out: the real one is used. Rename your file.")
        elif not stem.isidentifier():
            self._misnamed[name] = b"" if self._misnamed else data
        else:
            self._decode(stem, name, data)

    def finish(self) -> None:
        """When every file was taken: one under any name stands for the units that it defines."""
        if len(self._misnamed) == 1 and not self.modules and not self.problems:
            ((name, data),) = self._misnamed.items()
            self._decode(module_name(name.rpartition(".")[0]), name, data)
        else:
            for name in self._misnamed:
                self.note(f"{name} cannot be imported under this name and was left out. Use letters, digits and _.")
        if len(self.modules) == 1 and not self.modules.keys() & self.units.keys():
            self._spread()

    def _decode(self, stem: str, name: str, data: bytes) -> None:
        try:
            text = data.decode("utf-8-sig")
            if name.lower().endswith(NOTEBOOK):
                self._keep_notebook(stem, name, Notebook(read_cells(text), self.units))
            else:
                self._keep(stem, name, Module(text.replace("\r\n", "\n").replace("\r", "\n")))
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.problem(name, f"{name} is not saved as UTF-8 (line {line}). Choose UTF-8 when you save it.")
        except DAMAGED:
            self.problem(name, f"{name} is not a notebook that can be read. Save it again from Jupyter.")

    def _keep_notebook(self, stem: str, name: str, notebook: Notebook) -> None:
        """The module of a unit's exercises, or of all that another notebook defines."""
        if notebook.trouble:
            self.problem(name, f"{name} could not be read: {notebook.trouble}. Clear what is not needed, and hand it in again.")
            return
        self._notebooks[stem] = notebook
        self._keep(stem, name, notebook.module(self.units.get(stem, notebook.defined)), notebook.written)

    def _keep(self, stem: str, name: str, module: Module, written: str | None = None) -> None:
        """A module's text, where there is room for it. An escaped character takes up to 12 bytes on its way to a worker."""
        if "\0" in module.text:
            self.problem(name, f"{name} holds NUL bytes, so it is no Python text. Save it again from your editor.")
            return
        self.total += len(json.dumps([module.text, written]))
        if self.is_full(name):
            return
        if stem in self.problems:
            self.note(self.problems.pop(stem))
        if stem in self.modules:  # notebooks come first
            self.note(f"{self.files[stem]} was left out: {name} is there, too.")
            self._drop(stem)
        self.modules[stem], self.files[stem] = module.text, name
        if written is not None:
            self.written[stem], self.places[stem] = written, module.places

    def _drop(self, stem: str) -> None:
        for each in (self.modules, self.written, self.places, self.files, self._notebooks):
            each.pop(stem, None)

    def _spread(self) -> None:
        """Let the one file that there is stand for every unit whose exercises it defines."""
        ((stem, source),) = self.modules.items()
        name, notebook = self.files[stem], self._notebooks.get(stem)
        defined = {*(notebook.defined if notebook else defined_in(source))}
        units = [unit for unit, exercises in self.units.items() if defined.intersection(exercises)]
        if not units:
            return
        self._drop(stem)
        self.total = 0
        for unit in units:
            module = notebook.module(self.units[unit]) if notebook else Module(source)
            self._keep(unit, f"{unit}.py", module, notebook.written if notebook else None)
            if unit in self.modules:
                self.files[unit] = name


def limit_of(name: str) -> int:
    """How many bytes a file of this name may have."""
    return MAX_NOTEBOOK if name.lower().endswith(NOTEBOOK) else MAX_FILE


def module_name(stem: str) -> str:
    """The name of the module that a file under any name is."""
    plain = re.sub(r"\W", "_", stem)
    return plain if plain.isidentifier() else f"_{plain}"
