"""seccomp: the system calls that this process may still make.

seccomp(2), prctl(2) (PR_SET_SECCOMP), bpf filters as in Documentation/userspace-api/seccomp_filter.rst; the numbers of the calls
from asm/unistd_64.h (x86_64) and asm-generic/unistd.h (aarch64) of Linux 6.1.

A denied call fails with EPERM, which Python shows the learner as a PermissionError. Calls newer than the table fail with ENOSYS, as
on an older kernel; so does clone3, whose flags no filter can read, and the C library then uses clone. A process that speaks
another ABI than its own (32 bit, x32) is killed.
"""

import ctypes
import os
import platform
import struct
from dataclasses import dataclass

from grader.worker.lockdown import syscalls
from grader.worker.lockdown.rlimits import no_new_privileges

# name: its number on x86_64, on aarch64 (None: no such call there)
DENIED: dict[str, tuple[int, int | None]] = {
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "process_madvise": (440, 440),
    "process_mrelease": (448, 448), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "kcmp": (312, 272), "move_pages": (279, 239), "migrate_pages": (256, 238), "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    # new processes and programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "uselib": (134, None),
    # sockets, beyond reading from and writing to the wire
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "setsockopt": (54, 208),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # parts of the kernel that are often attacked
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "io_setup": (206, 0), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "personality": (135, 92), "modify_ldt": (154, None),
    "lookup_dcookie": (212, 18),
    # memory that outlives the process, or that no limit counts
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "semget": (64, 190), "semctl": (66, 191), "semop": (65, 193), "semtimedop": (220, 192), "msgget": (68, 186),
    "msgctl": (71, 187), "msgsnd": (69, 189), "msgrcv": (70, 188), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # what Landlock lets pass: attributes of files, handles and watches of folders that cannot be read
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None), "fchown": (93, 55),
    "lchown": (94, None), "fchownat": (260, 54), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88), "truncate": (76, 45), "openat2": (437, 437),
    "mknod": (133, None), "mknodat": (259, 33), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27), "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    # the user: a root without rights is called by another number, by which its threads are counted
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143), "setgroups": (116, 159),
    "setresuid": (117, 147), "setresgid": (119, 149), "setfsuid": (122, 151), "setfsgid": (123, 152),
    # locks on files that may only be read, and interrupts for every processor
    "flock": (73, 32), "membarrier": (324, 283),
    # the priority of this or any other process of the same user
    "setpriority": (141, 140), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
    "sched_setaffinity": (203, 122), "ioprio_set": (251, 30),
    # the machine
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "quotactl": (179, 60), "quotactl_fd": (443, 443), "sethostname": (170, 161), "setdomainname": (171, 162),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "syslog": (103, 116), "vhangup": (153, 58), "iopl": (172, None), "ioperm": (173, None), "sync": (162, 81),
    "syncfs": (306, 267),
}  # fmt: skip
NEWEST = 450  # set_mempolicy_home_node, Linux 5.17; the same number on both
CLONE3 = 435
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2

THIS_PID = 0x7FFF_FFFF  # stands for the process id until that is known: above the highest one there can be
ALL = 0xFFFF_FFFF


@dataclass(frozen=True)
class Argument:
    """A call that is allowed or denied by its argument `index`: `values` are those of its bits under `mask`.

    Each argument below is an int to the kernel, so its lower half is all that counts.
    """

    numbers: tuple[int, int | None]
    index: int
    values: tuple[int, ...]
    allow: bool  # these values alone are allowed; else these alone are denied
    mask: int = ALL


THREAD, NAMESPACES = 0x10000, 0x7E02_0000  # CLONE_THREAD; all of CLONE_NEW*
ARGUMENTS = (
    Argument((56, 220), 0, (THREAD,), allow=True, mask=THREAD | NAMESPACES),  # clone
    Argument((62, 129), 0, (THIS_PID,), allow=True),  # kill
    Argument((234, 131), 0, (THIS_PID,), allow=True),  # tgkill: abort(3) and raise(3) use it
    Argument((302, 261), 0, (0, THIS_PID), allow=True),  # prlimit64
    Argument((157, 167), 0, (1, 4, 0x59616D61), allow=False),  # prctl: PDEATHSIG, DUMPABLE, PTRACER
    # fcntl F_SETOWN, F_SETSIG, F_SETOWN_EX: signals to others by way of a file; F_SETLEASE, F_NOTIFY: files of others
    Argument((72, 25), 1, (8, 10, 15, 1024, 1026), allow=False),
    # open and openat, read-only with O_TRUNC: before ABI 3 Landlock lets it empty a file that may only be read. With the
    # access mode 3 (neither reading nor writing, open(2)) no ABI asks for any right.
    Argument((2, None), 1, (0o1000, 0o1003, 0o3), allow=False, mask=0o1003),
    Argument((257, 56), 2, (0o1000, 0o1003, 0o3), allow=False, mask=0o1003),
)
# TCGETS, TCGETS2, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: what Python asks of any open file. Others change the flags of a
# file that may only be read, or list the machine's addresses; a CUDA driver needs many, so its workers have no such rule.
IOCTLS = Argument((16, 29), 1, (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451), allow=True)

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_*
# BPF_LD|W|ABS, BPF_ALU|AND|K, BPF_JMP|JEQ|K, |JGT|K, |JGE|K, BPF_RET|K
LOAD, AND, EQUAL, GREATER, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x25, 0x35, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
ALLOW, EPERM, ENOSYS, KILL = 0x7FFF_0000, 0x0005_0001, 0x0005_0026, 0x8000_0000
Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


def program(cuda: bool = False, machine: str = platform.machine()) -> bytes | None:
    """The filter for a machine, up to the process id; None where there is no table for its architecture."""
    if machine not in ARCHITECTURES:
        return None
    column, architecture = ARCHITECTURES[machine]
    code: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER),
    ]  # fmt: skip
    if machine == "x86_64":
        code += [(AT_LEAST, 0, 1, 0x4000_0000), (RETURN, 0, 0, KILL)]  # the x32 ABI
    code += [(GREATER, 0, 1, NEWEST), (RETURN, 0, 0, ENOSYS), (EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, ENOSYS)]
    for each in ARGUMENTS if cuda else (*ARGUMENTS, IOCTLS):
        code += _by_argument(each, each.numbers[column])
    for numbers in DENIED.values():
        if (number := numbers[column]) is not None:
            code += [(EQUAL, 0, 1, number), (RETURN, 0, 0, EPERM)]
    code.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *each) for each in code)


def _by_argument(rule: Argument, number: int | None) -> list[Instruction]:
    if number is None:
        return []
    block: list[Instruction] = [(LOAD, 0, 0, FIRST_ARGUMENT + 8 * rule.index)]
    if rule.mask != ALL:
        block.append((AND, 0, 0, rule.mask))
    block += [(EQUAL, len(rule.values) - i, 0, value) for i, value in enumerate(rule.values)]
    block += [(RETURN, 0, 0, answer) for answer in ((EPERM, ALLOW) if rule.allow else (ALLOW, EPERM))]
    return [(EQUAL, 0, len(block), number), *block]


def restrict(code: bytes) -> None:
    """Filter the system calls of this thread, and of those it starts, from now on. Raises OSError where none can be filtered."""
    code = code.replace(struct.pack("=I", THIS_PID), struct.pack("=I", os.getpid()))
    instructions = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: a count and a pointer
    header = struct.pack("=H6xQ", len(code) // 8, ctypes.addressof(instructions))
    program = ctypes.create_string_buffer(header, len(header))
    no_new_privileges()
    syscalls.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(program))
