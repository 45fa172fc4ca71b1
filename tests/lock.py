"""`make lock`: requirements.lock, every version that `make` installs with the hashes of its files, for all platforms and Pythons.

uv resolves pyproject.toml with the versions of constraints.txt; what neither names stays as it is in the lock, unless --upgrade is
given. torch, and what only its builds for Linux bring, is left out: which build a machine takes (CUDA, CPU) is its own affair, so no
list of hashes fits all. Its version is in constraints.txt.

Usage: python -m tests.lock [arguments for uv pip compile, such as --upgrade]
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = ROOT / "build" / "uv" / "bin" / "uv"
LOCK = ROOT / "requirements.lock"
COMPILE = ("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--all-extras", "--fork-strategy", "fewest")
BARE = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")
PINS = ("--constraints", "constraints.txt", "pyproject.toml", "--output-file", LOCK.name)
HEAD = """\
# Made by `make lock` from pyproject.toml and constraints.txt: do not edit. torch, whose builds differ by machine, is not here: its
# version is in constraints.txt.
"""
BY_BUILD = re.compile(r"^(?:torch|triton|cuda-[\w-]+|nvidia-[\w-]+)==.*(?:\n .*)*\n", re.M)


def main() -> int:
    """uv's exit status."""
    done = subprocess.run([UV, *COMPILE, *BARE, *PINS, *sys.argv[1:]], cwd=ROOT, check=False)
    if done.returncode == 0:
        LOCK.write_text(HEAD + BY_BUILD.sub("", LOCK.read_text()), newline="\n")  # the same on every platform
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
