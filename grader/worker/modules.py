"""The learner's modules, imported from text: no folder of theirs is on sys.path, so no file can shadow a library."""

import importlib
import marshal
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any


class Modules(MetaPathFinder, Loader):
    """Finds and runs modules by name in a dictionary of sources.

    `stand_ins` are for exercises that come before the one being judged: {unit: [code, names]} replaces these names in the unit
    after it ran. The code is the grader's own, marshalled, as hexadecimal digits: nobody else's is ever unmarshalled.
    """

    def __init__(self) -> None:
        self.modules: dict[str, str] = {}
        self.stand_ins: dict[str, tuple[str, list[str]]] = {}

    def add(self, modules: dict[str, str], stand_ins: dict[str, Any]) -> None:
        """Take the sources in; libraries come first on the import path, so none can be replaced.

        A module whose source is another than before is forgotten, with all that was imported after it, which may hold parts of it.
        """
        changed = {name for name, source in modules.items() if self.modules.get(name, source) != source}
        if changed:
            imported = [name for name in sys.modules if name in self.modules]
            first = next((i for i, name in enumerate(imported) if name in changed), len(imported))
            for name in imported[first:]:
                del sys.modules[name]
        self.modules.update(modules)
        self.stand_ins.update(stand_ins)
        if self not in sys.meta_path:
            sys.meta_path.append(self)

    def load(self, name: str) -> ModuleType:
        """Import a module; raises whatever its code raises."""
        return importlib.import_module(name)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in self.modules:
            return spec_from_loader(fullname, self, origin=f"{fullname}.py")
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        code, names = self.stand_ins.get(name, ("", []))
        exec(compile(self.modules[name], f"{name}.py", "exec"), vars(module))
        if names:
            stand_in = ModuleType(name)
            exec(marshal.loads(bytes.fromhex(code)), vars(stand_in))
            for each in names:
                setattr(module, each, getattr(stand_in, each))

    def owns(self, filename: str | None) -> bool:
        """Whether a traceback's file name is one of the learner's modules."""
        return bool(filename) and str(filename).removesuffix(".py") in self.modules

    def line(self, filename: str, number: int) -> str:
        """The text of one line (from 1) of a learner's module, stripped; "" where there is none."""
        lines = self.text(filename).split("\n")
        return lines[number - 1].strip()[:200] if 0 < number <= len(lines) else ""

    def text(self, filename: str) -> str:
        """The whole text of a learner's module; "" where there is none of that name."""
        return self.modules.get(filename.removesuffix(".py"), "")
