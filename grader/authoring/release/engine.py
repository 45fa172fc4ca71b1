"""The engine's part of a release: its files and what its wheel says of it, the same from a clone and from an installed package."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from grader import DISTRIBUTION
from grader.authoring.release.errors import ReleaseError
from grader.authoring.release.wheel import Distribution, Wheel, wheel
from grader.course.find import ENGINE

FOR_DEVELOPERS = {"dev", "site"}  # extras that no installed engine needs
ENDINGS = {".py", ".json", ".html", ".j2", ".css", ".js", ".yml", ".sh", ".md", ""}  # an editor's own files have others
LICENSE, CONSTRAINTS = "LICENSE", "constraints.txt"
BESIDE = {LICENSE: f"licenses/{LICENSE}", CONSTRAINTS: f"extra_metadata/{CONSTRAINTS}"}  # where they lie in the dist-info folder


@dataclass(frozen=True)
class Engine:
    """What the engine says of itself: `said` has the keys of pyproject.toml's [project].

    Its `dependencies` are in order, with those of the extras among them. `beside` are the two files of BESIDE.
    """

    said: dict[str, Any]
    beside: dict[str, bytes]

    @property
    def version(self) -> str:
        """Its version, such as 0.1.0."""
        return str(self.said["version"])

    @property
    def license(self) -> str:
        """Its licence, as an SPDX expression."""
        return str(self.said["license"])

    @property
    def python(self) -> str:
        """The versions of Python that it works with, as pip's specifiers."""
        return str(SpecifierSet(self.said["requires-python"]))

    @cached_property
    def wheel(self) -> Wheel:
        """The wheel: for learners and instructors alike."""
        return wheel(
            Distribution(
                name=DISTRIBUTION,
                version=self.version,
                summary=str(self.said["description"]),
                license=self.license,
                python=self.python,
                requires=tuple(self.said["dependencies"]),
                extras=tuple(sorted({_extra(each) for each in self.said["dependencies"]} - {""})),
                scripts={"console_scripts": self.said["scripts"]},
                beside={BESIDE[name]: content for name, content in self.beside.items()},
            ),
            _files(),
        )


def load_engine() -> Engine:
    """The engine that this program is, from a clone or as it is installed. Raises ReleaseError where either is not whole."""
    clone = ENGINE.parent / "pyproject.toml"
    if clone.is_file():
        return _of_clone(clone)
    try:
        return _of_installed(metadata.distribution(DISTRIBUTION))
    except metadata.PackageNotFoundError:
        raise ReleaseError(
            f"Nothing says which version of the grader this is: install {DISTRIBUTION} with pip, or work in a clone."
        ) from None


def in_order(requirements: Iterable[str]) -> list[str]:
    """Requirements in one spelling and order, whoever wrote them: first those of every installation, then those of extras."""
    every = {str(Requirement(each)) for each in requirements}
    return sorted(every, key=lambda each: (_extra(each), each))


def _of_clone(pyproject: Path) -> Engine:
    said = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    wanted = list(said["dependencies"])
    for extra, each in ((extra, each) for extra, listed in said["optional-dependencies"].items() for each in listed):
        if extra not in FOR_DEVELOPERS:
            requirement = Requirement(each)
            also = f"({requirement.marker}) and " if requirement.marker else ""
            requirement.marker = None
            wanted.append(f'{requirement}; {also}extra == "{extra}"')
    beside = {}
    for name in BESIDE:
        try:
            beside[name] = pyproject.with_name(name).read_bytes()
        except OSError:
            raise ReleaseError(f"{name} is missing: clone the repository again.") from None
    return Engine({**said, "dependencies": in_order(wanted)}, beside)


def _of_installed(installed: metadata.Distribution) -> Engine:
    known = installed.metadata
    wanted = [each for each in installed.requires or [] if _extra(str(Requirement(each))) not in FOR_DEVELOPERS]
    said = {
        "version": known["Version"],
        "description": known["Summary"],
        "license": known["License-Expression"],
        "requires-python": known["Requires-Python"],
        "dependencies": in_order(wanted),
        "scripts": {each.name: each.value for each in installed.entry_points.select(group="console_scripts")},
    }
    beside = {}
    for name, path in BESIDE.items():
        text = installed.read_text(path)
        if text is None:
            raise ReleaseError(f"The installed {DISTRIBUTION} holds no {name}: install its wheel again.")
        beside[name] = text.encode()
    return Engine(said, beside)


def _extra(requirement: str) -> str:
    """The extra that a requirement belongs to, given as Requirement spells it; "" where it belongs to none."""
    return requirement.partition('extra == "')[2].partition('"')[0]


def _files() -> dict[str, bytes]:
    """The engine's files, by their path in site-packages."""
    found = {}
    for path in ENGINE.rglob("*"):
        inner = path.relative_to(ENGINE).parts
        if path.is_file() and path.suffix in ENDINGS and not any(each.startswith(".") or each == "__pycache__" for each in inner):
            found["/".join((ENGINE.name, *inner))] = path.read_bytes()
    return found
