"""What the release's tests share: the files of a release, a look into archives, and environments with a wheel installed."""

import io
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.authoring.release.command import artefacts
from grader.authoring.release.sources import Sources, load
from tests.processes import finish

Install = Callable[[str], Path]


@pytest.fixture(scope="session")
def sources() -> Sources:
    return load()


@pytest.fixture(scope="session")
def files(sources: Sources) -> dict[str, bytes]:
    """Every file of a release by its path."""
    return artefacts(sources, 0)


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
    (place / "borrowed.pth").write_text(sysconfig.get_path("purelib"))


@pytest.fixture(scope="session")
def install(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Install:
    """install("+learner") makes an environment with that wheel, installed by pip without an index; its bin folder."""
    made: dict[str, Path] = {}

    def make(part: str) -> Path:
        if part not in made:
            folder = tmp_path_factory.mktemp("installed")
            path = folder / Path(named(files, part)[0]).name
            path.write_bytes(named(files, part)[1])
            borrow(folder / "venv")
            venv.create(folder / "venv", symlinks=True)
            python = folder / "venv" / "bin" / "python"
            pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index"]
            subprocess.run([*pip, str(path)], check=True, capture_output=True, text=True)
            made[part] = python.parent
        return made[part]

    return make


def run(*command: object, cwd: Path, **environment: object) -> subprocess.CompletedProcess[str]:
    """A command as it is typed there, with output for a wide terminal."""
    return finish(*command, cwd=cwd, **environment)
