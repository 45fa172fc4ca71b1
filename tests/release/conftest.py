"""What the release's tests share: the files of a release, a look into archives, and environments with its wheels installed."""

import io
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader import course as courses
from grader.authoring.release.command import artefacts
from grader.authoring.release.engine import load_engine
from grader.authoring.release.sources import INSTRUCTOR, LEARNER, Sources, load
from grader.worker.lockdown.readable import LIBRARIES
from tests.conftest import ROOT
from tests.processes import finish

Install = Callable[[str], Path]
LINE_FIT = ROOT / "examples" / "line_fit"
# For pip, which finds the checkout's own engine among what was lent: everything that the wheels need is there, and nothing is fetched.
LENT = {"PIP_NO_DEPS": "1", "PIP_IGNORE_INSTALLED": "1", "PIP_NO_INDEX": "1"}


@pytest.fixture(scope="session")
def sources() -> Sources:
    return load()


@pytest.fixture(scope="session")
def files(sources: Sources) -> dict[str, bytes]:
    """Every file of a release by its path."""
    return made(sources)


@pytest.fixture(scope="session")
def line_fit() -> dict[str, bytes]:
    """The same of examples/line_fit."""
    return made(Sources(courses.load(LINE_FIT), load_engine()))


def made(sources: Sources, seed: int = 0) -> dict[str, bytes]:
    """The files of a release, which is not tried."""
    return artefacts(sources, {each: sources.wheel(each) for each in (LEARNER, INSTRUCTOR)}, seed)


def named(files: dict[str, bytes], part: str) -> tuple[str, bytes]:
    """The one file whose path holds `part`."""
    (found,) = [each for each in files.items() if part in each[0]]
    return found


def members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every file in an archive, and in the archives in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            inner = archive.read(name)
            yield name, inner
            if name.endswith((".whl", ".zip")):
                yield from members(inner)


def borrow(folder: Path) -> None:
    """Lend an environment, which need not exist yet, the libraries of this one: torch is too large to install again."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    place = folder / "lib" / version / "site-packages"
    place.mkdir(parents=True)
    lent = [each for each in sys.path if Path(each).name in LIBRARIES]
    (place / "borrowed.pth").write_text("\n".join(lent))


@pytest.fixture(scope="session")
def install(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Install:
    """install("+learner") makes an environment with the engine and that wheel of the course; its bin folder."""
    known: dict[str, Path] = {}

    def make(part: str) -> Path:
        if part not in known:
            known[part] = environment(tmp_path_factory.mktemp("installed"), files, part)
        return known[part]

    return make


def environment(folder: Path, files: dict[str, bytes], part: str) -> Path:
    """The bin folder of an environment, made in a folder: both wheels installed by pip, which is given no index."""
    folder.mkdir(exist_ok=True)
    wheels = []
    for path, content in (named(files, f"{part.removeprefix('+')}/exercise_grader"), named(files, part)):
        wheels.append(folder / Path(path).name)
        wheels[-1].write_bytes(content)
    borrow(folder / "venv")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, *map(str, wheels)], env=os.environ | LENT, check=True, capture_output=True, text=True)
    return python.parent


def run(*command: object, cwd: Path, **environment: object) -> subprocess.CompletedProcess[str]:
    """A command as it is typed there, with output for a wide terminal."""
    return finish(*command, cwd=cwd, **environment)
