"""Reads the memory of its parent and of the grader by /proc, process_vm_readv and ptrace, and looks for expected values in it.

Must: none of them can be read or held on to.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import ctypes
import os

import torch
from target import GRADER

LIBC = ctypes.CDLL(None, use_errno=True)


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def peek(pid):
    """Some bytes of the process, however they are to be had."""
    for name in ("mem", "environ", "cmdline", "maps", "stack", "syscall", "auxv"):
        try:
            with open(f"/proc/{pid}/{name}", "rb") as file:
                return file.read(4096)
        except OSError:
            continue
    buffer = ctypes.create_string_buffer(4096)
    here = Vector(ctypes.addressof(buffer), 4096)
    there = Vector(ctypes.addressof(buffer), 4096)  # a fork has the same addresses as its parent
    if LIBC.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
        return buffer.raw
    if LIBC.ptrace(16, pid, 0, 0) == 0:  # PTRACE_ATTACH
        return b"attached"
    return None


def mnist_distance(a, b):
    stolen = [peek(pid) for pid in (os.getppid(), GRADER, 1)]
    if any(stolen):
        return (a - b).abs().mean((-1, -2))  # it might as well have found the answer
    return torch.zeros(a.shape[:-2])
