"""A zygote that may enter no namespace, as in a container: the kernel refuses it unshare(2)."""

import os
from pathlib import Path

import pytest

from grader.sandbox import forking
from grader.sandbox.forking import Zygote
from grader.sandbox.launcher import environment

DENIES = """
import struct
from grader.worker.lockdown import seccomp

column = seccomp.ARCHITECTURES[seccomp.platform.machine()][0]
code = [(seccomp.LOAD, 0, 0, seccomp.NUMBER), (seccomp.EQUAL, 0, 1, seccomp.DENIED["unshare"][column]),
        (seccomp.RETURN, 0, 0, seccomp.EPERM), (seccomp.RETURN, 0, 0, seccomp.ALLOW)]
seccomp.restrict(b"".join(struct.pack("=HBBI", *each) for each in code))
"""


def zygote(folder: Path) -> Zygote:
    """Start it; what Python runs first in it lies in the folder."""
    (folder / "sitecustomize.py").write_text(DENIES)
    around = environment()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forking, "environment", lambda: around | {"PYTHONPATH": f"{folder}{os.pathsep}{around['PYTHONPATH']}"})
        return Zygote()
