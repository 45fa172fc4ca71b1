"""Takes hold of the grader: attaches to it, opens its memory for writing, changes its limits, steals its descriptors.

Must: it can do nothing of the kind, nor to its parent.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import ctypes
import os
import resource

import torch
from target import GRADER

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE = 0x4206


def hold(pid):
    done = []
    for attempt in (
        lambda: os.close(os.open(f"/proc/{pid}/mem", os.O_RDWR)),
        lambda: open(f"/proc/{pid}/oom_score_adj", "w").write("1000"),
        lambda: open(f"/proc/{pid}/comm", "w").write("mine"),
        lambda: resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0)),
        lambda: os.pidfd_open(pid),
        lambda: os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid)),
        lambda: os.sched_setaffinity(pid, os.sched_getaffinity(pid)),
    ):
        try:
            done.append(attempt() or True)
        except OSError:
            continue
    done.append(LIBC.ptrace(PTRACE_SEIZE, pid, 0, 0) == 0)
    done.append(LIBC.process_vm_writev(pid, None, 0, None, 0, 0) == 0)
    return any(done)


def mnist_distance(a, b):
    held = [hold(pid) for pid in (GRADER, os.getppid())]
    return (a - b).abs().mean((-1, -2)) if any(held) else torch.zeros(a.shape[:-2])
