"""What is imported is declared in pyproject.toml, where it belongs; what is declared is imported, pinned and locked."""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CORE, COURSE = "dependencies", "the course"
REQUIRES = tomllib.loads((ROOT / "course.toml").read_text(encoding="utf-8"))["package"]["requires"]  # the course's own
# The extras whose libraries a part of the kit may import beside the core's.
EXTRAS = {
    "grader/batch/dask.py": "cluster",
    "grader/learner/start.py": "nbgrader",  # the notebooks that `grader start --notebooks` writes
    "grader/notebooks/": "nbgrader",
    "grader/authoring/figures/plots.py": "docs",
}
# Declared and never imported, by reason.
UNIMPORTED = {
    "editables": "hatchling's, for `pip install -e`",
    "hatchling": "the build backend",
    "import-linter": "a command",
    "mkdocs-material": "mkdocs' theme",
    "mkdocstrings": "a plug-in of mkdocs",
    "mypy": "a command",
    "pytest-xdist": "a plug-in of pytest",
    "ruff": "a command",
    "types-psutil": "for mypy",
    "types-pygments": "for mypy",
    "types-pyyaml": "for mypy",
    "types-requests": "for mypy",
}
OURS = {"checks", "data", "docs", "extras", "grader", "tests"}
OURS |= {path.stem for folder in ("solutions", "tests/elsewhere") for path in (ROOT / folder).glob("*.py")}
OURS.add("target")  # what tests/hostile/ calls the module that it attacks
NAMED = {"PIL": "pillow", "yaml": "pyyaml", "_pytest": "pytest"}  # where several distributions could have the name


@cache
def declared(place: str) -> dict[str, Requirement]:
    """What `dependencies`, an extra or the course asks for, by distribution; an extra may name others, too."""
    listed = {CORE: PROJECT[CORE], COURSE: REQUIRES, **PROJECT["optional-dependencies"]}[place]
    wanted = [Requirement(each) for each in listed]
    found: dict[str, Requirement] = {canonicalize_name(each.name): each for each in wanted}
    ours = found.pop(canonicalize_name(PROJECT["name"]), None)
    for extra in sorted(ours.extras) if ours else ():
        found = declared(extra) | found
    return found


@cache
def imported(folder: str) -> dict[str, set[str]]:
    """Distributions that files of a folder import, wherever in the file, each with the files that do."""
    distributions = packages_distributions()
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / folder).rglob("*.py")):
        for name in modules(path) - sys.stdlib_module_names - OURS:
            owner = NAMED.get(name) or distributions.get(name, [name])[0]
            found[canonicalize_name(owner)].add(path.relative_to(ROOT).as_posix())
    return found


def modules(path: Path) -> set[str]:
    """The first part of each name that a file imports, as text where `import_module` and its like are given text."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {each.name for each in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module)
            case ast.Call(
                func=ast.Name(id="import_module" | "importorskip")
                | ast.Attribute(attr="import_module" | "importorskip"),
                args=[ast.Constant(value=str(module)), *_],
            ):
                found.add(module)
    return {each.split(".")[0] for each in found}


def undeclared(folder: str, *places: str) -> list[str]:
    """The imports of a folder that these places (and a file's own extras) do not declare."""
    return [
        f"{file} imports {name}"
        for name, files in imported(folder).items()
        for file in sorted(files)
        if not any(name in declared(each) for each in (*places, *extras(file)))
    ]


def extras(file: str) -> set[str]:
    """The extras whose libraries a file of the kit may import."""
    return {extra for start, extra in EXTRAS.items() if file.startswith(start)}


def test_what_the_kit_imports_is_declared_where_it_belongs() -> None:
    assert undeclared("grader", CORE) == []
    assert undeclared("checks", CORE, COURSE) == []
    assert undeclared("extras", CORE, COURSE) == []


@pytest.mark.parametrize("folder", ["tests", "docs"])
def test_what_tests_and_tools_import_is_declared_for_developers(folder: str) -> None:
    assert undeclared(folder, CORE, "dev") == []


def test_what_the_course_needs_is_in_a_clones_environment() -> None:
    dev = declared("dev")
    assert {name: dev.get(name) for name in declared(COURSE)} == declared(COURSE)


@pytest.mark.parametrize("folder", ["solutions", "assignments"])
def test_what_the_course_imports_is_the_cores_or_of_an_extra_that_learners_can_have(folder: str) -> None:
    assert undeclared(folder, CORE, "docs", "nbgrader") == []


def test_a_marker_leaves_no_import_of_the_tests_without_its_library() -> None:
    conditional = {name for name, each in declared(CORE).items() if each.marker} & imported("tests").keys()
    assert conditional <= declared("dev").keys()


def test_what_is_declared_is_imported_or_has_a_reason() -> None:
    kit = imported("grader") | imported("checks") | imported("extras")
    for place in (CORE, COURSE, "cluster", "nbgrader", "docs"):
        assert set(declared(place)) - kit.keys() == set(), place
    used = kit.keys() | imported("tests").keys() | imported("docs").keys()
    assert set(declared("dev")) - used == UNIMPORTED.keys()


def pins(name: str) -> dict[str, Version]:
    """The versions that a file of requirements pins, by distribution. One that is pinned twice fails."""
    found = re.findall(r"^([\w.-]+)==([\w.+!-]+)", (ROOT / name).read_text(encoding="utf-8"), re.M)
    assert len(dict(found)) == len(found)
    return {canonicalize_name(each): Version(version) for each, version in found}


@pytest.mark.parametrize("place", [CORE, "dev"])
def test_every_version_that_is_installed_is_chosen_and_fits(place: str) -> None:
    chosen, locked = pins("constraints.txt"), pins("requirements.lock")
    for name, requirement in declared(place).items():
        assert chosen[name] in requirement.specifier, name
        assert name == "torch" or locked[name] == chosen[name], f"{name}: make lock"


def test_the_lock_has_hashes_and_no_torch() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.findall(r"^[\w.-]+==.*\n(?: .*\n)*", text, re.M)
    assert len(blocks) == len(pins("requirements.lock"))
    assert [each for each in blocks if "--hash=sha256:" not in each] == []
    assert {name for name in pins("requirements.lock") if re.match(r"torch$|triton$|nvidia-|cuda-", name)} == set()
