"""`make lowest`: the fast tests with the lowest versions that pyproject.toml allows and this Python can have, in an environment of
their own.

uv finds the versions: the lowest of what the kit names itself, the newest that goes with them of all else. torch is left to pip, which
takes it from wherever this machine is set up to (a build for the CPU, perhaps); elsewhere on Linux it brings some gigabytes of CUDA.

Usage: python -m tests.lowest [--torch VERSION] [arguments for pytest]
"""

import argparse
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = ROOT / "build" / "uv" / "bin" / "uv"
HOME = ROOT / "build" / "lowest-{}.{}".format(*sys.version_info)
FAST = ("-q", "-m", "not slow")
COMPILE = ("pip", "compile", "--quiet", "--no-header", "--no-annotate", "--all-extras")
LOWEST = ("--resolution", "lowest-direct", "--only-binary", ":all:")  # nothing is built from source
NO_TORCH = "torch; python_version < '3'\n"  # an override that takes torch out of the resolution


def resolve(*options: str) -> str:
    """The lowest versions as lines for pip."""
    command = [str(UV), *COMPILE, *LOWEST, "--python", sys.executable, *options, str(ROOT / "pyproject.toml")]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def named() -> dict[str, str]:
    """The lowest versions of what the kit names itself, by distribution."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", resolve("--no-deps"), re.M))


def install(requirements: str) -> Path:
    """An environment with these versions and the kit; its Python. One that is there and has the same is kept."""
    python, listed = HOME / "bin" / "python", HOME / "requirements.txt"
    if listed.is_file() and listed.read_text() == requirements and (HOME / "ready").exists():
        return python
    shutil.rmtree(HOME, ignore_errors=True)
    venv.create(HOME, with_pip=True)
    listed.write_text(requirements)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(listed)], check=True)
    subprocess.run([*pip, "--no-deps", "-e", str(ROOT)], check=True)
    (HOME / "ready").touch()
    return python


def main() -> int:
    """pytest's exit status, after a line that says which versions it is about."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.lowest", description="The fast tests with the lowest versions."
    )
    parser.add_argument("--torch", default="", metavar="VERSION", help="another torch than the lowest, such as 2.13.0")
    given, wanted = parser.parse_known_args()
    direct = named()
    torch = given.torch or direct["torch"]
    HOME.parent.mkdir(exist_ok=True)
    override = HOME.parent / "no-torch.txt"
    override.write_text(NO_TORCH)
    python = install(resolve("--override", str(override)) + f"torch=={torch}\n")
    versions = sorted({**direct, "torch": torch}.items())
    print(
        f"Python {sys.version.split()[0]}", *(f"{name} {version}" for name, version in versions), sep=", ", flush=True
    )
    return subprocess.run([str(python), "-m", "pytest", *FAST, *wanted], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
