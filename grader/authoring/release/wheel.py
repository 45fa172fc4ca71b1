"""A wheel, as pip installs it, from files in memory (PyPA specification "Binary distribution format", version 1.0)."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.submission.pack import pack

WHEEL = "Wheel-Version: 1.0\nGenerator: grader release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class Wheel(NamedTuple):
    """A wheel's file name and content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Distribution:
    """What a wheel says of itself. `requires` are pip's requirements, those of an extra with its marker; what is empty is left out.

    `scripts` are entry points, by group and name; `beside` are further files of its dist-info folder, by their path in it.
    """

    name: str
    version: str
    summary: str
    license: str
    python: str
    requires: tuple[str, ...]
    extras: tuple[str, ...]
    scripts: Mapping[str, Mapping[str, str]]
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """What names of its files begin with: `name-version`."""
        return f"{self.name.replace('-', '_')}-{self.version}"

    def metadata(self) -> str:
        """The METADATA file (PyPA specification "Core metadata", version 2.4)."""
        lines = ["Metadata-Version: 2.4", f"Name: {self.name}", f"Version: {self.version}"]
        lines += [f"Summary: {self.summary}"] if self.summary else []
        lines += [f"License-Expression: {self.license}"] if self.license else []
        lines += [f"License-File: {path.removeprefix('licenses/')}" for path in self.beside if path.startswith("licenses/")]
        lines += [f"Requires-Python: {self.python}"]
        lines += [f"Provides-Extra: {each}" for each in self.extras]
        lines += [f"Requires-Dist: {each}" for each in self.requires]
        return "\n".join(lines) + "\n"

    def entry_points(self) -> str:
        """The entry_points.txt file."""
        groups = (
            f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in sorted(named.items()))
            for group, named in sorted(self.scripts.items())
        )
        return "\n".join(groups)


def wheel(distribution: Distribution, files: Mapping[str, bytes]) -> Wheel:
    """The wheel of a distribution that installs these files, given by their path in site-packages."""
    info = f"{distribution.stem}.dist-info"
    content = {
        **files,
        f"{info}/METADATA": distribution.metadata().encode(),
        f"{info}/WHEEL": WHEEL.encode(),
        f"{info}/entry_points.txt": distribution.entry_points().encode(),
        **{f"{info}/{path}": each for path, each in distribution.beside.items()},
    }
    record = f"{info}/RECORD"
    rows = [f"{path},sha256={_digest(content[path])},{len(content[path])}\n" for path in sorted(content)]
    content[record] = "".join([*rows, f"{record},,\n"]).encode()
    return Wheel(f"{distribution.stem}-py3-none-any.whl", pack(content))


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
