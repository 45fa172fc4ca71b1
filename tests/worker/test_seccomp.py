"""The filter of system calls: its table against the kernel's headers, its decisions by an interpreter, its bite in a child."""

import re
import struct
from pathlib import Path

import pytest

from grader.worker.lockdown import seccomp
from grader.worker.lockdown.seccomp import ALLOW, DENIED, ENOSYS, EPERM, KILL, THIS_PID
from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"),),
}


def decide(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """What the filter answers: a small interpreter of the instructions that it is made of."""
    code = seccomp.program(machine=machine)
    assert code is not None
    data = struct.pack("=IIQ", number, MACHINES[machine] if architecture is None else architecture, 0)
    data += b"".join(struct.pack("=Q", each) for each in (*arguments, *[0] * 6)[:6])
    program = list(struct.iter_unpack("=HBBI", code))
    value = at = 0
    while True:
        operation, yes, no, operand = program[at]
        at += 1
        match operation:
            case 0x20:
                (value,) = struct.unpack_from("=I", data, operand)
            case 0x54:
                value &= operand
            case 0x06:
                return int(operand)
            case 0x15 | 0x25 | 0x35:
                true = {0x15: value == operand, 0x25: value > operand, 0x35: value >= operand}[operation]
                at += yes if true else no
            case _:
                raise AssertionError(f"unknown instruction {operation:#x}")


def header(machine: str) -> dict[str, int]:
    """The numbers of all calls, by the kernel's own header for C programs."""
    found = [path for path in HEADERS[machine] if path.exists()]
    if not found:
        pytest.skip("the kernel's headers are not installed")
    return {
        name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", found[0].read_text())
    }


@pytest.mark.parametrize(("machine", "column"), [("x86_64", 0), ("aarch64", 1)])
def test_every_number_is_the_kernels(machine: str, column: int) -> None:
    numbers = header(machine)
    ours = {name: each[column] for name, each in DENIED.items()}
    assert {name: numbers.get(name) for name in ours} == ours
    names = ("clone", "kill", "tgkill", "prlimit64", "prctl", "fcntl", "open", "openat")
    assert [each.numbers[column] for each in seccomp.ARGUMENTS] == [numbers.get(name) for name in names]
    assert seccomp.IOCTLS.numbers[column] == numbers["ioctl"]
    assert numbers["clone3"] == seccomp.CLONE3


@pytest.mark.parametrize(("machine", "column"), [("x86_64", 0), ("aarch64", 1)])
def test_every_call_of_the_table_is_denied(machine: str, column: int) -> None:
    for name, numbers in DENIED.items():
        if (number := numbers[column]) is not None:
            assert decide(machine, number) == EPERM, name


@pytest.mark.parametrize(("machine", "column"), [("x86_64", 0), ("aarch64", 1)])
def test_some_calls_are_decided_by_an_argument(machine: str, column: int) -> None:
    clone, kill, tgkill, prlimit, prctl, fcntl, _, openat = (each.numbers[column] or 0 for each in seccomp.ARGUMENTS)
    cases = [
        (clone, (0x3D0F00,), ALLOW),  # a thread, as glibc starts one
        (clone, (0x1200011,), EPERM),  # fork
        (clone, (0x10000 | 0x10000000,), EPERM),  # a thread in a new user namespace
        (kill, (THIS_PID,), ALLOW), (kill, (0,), EPERM), (kill, (2**32 - 1,), EPERM), (kill, (1,), EPERM),
        (tgkill, (THIS_PID, 5), ALLOW), (tgkill, (1, 1), EPERM),
        (prlimit, (0,), ALLOW), (prlimit, (THIS_PID,), ALLOW), (prlimit, (1,), EPERM),
        (prctl, (1,), EPERM), (prctl, (4,), EPERM), (prctl, (15,), ALLOW), (prctl, (3,), ALLOW),
        (fcntl, (5, 1), ALLOW), (fcntl, (5, 8), EPERM), (fcntl, (5, 1024), EPERM),
        (openat, (0, 0, 0o2000000), ALLOW), (openat, (0, 0, 0o1101), ALLOW),
        (openat, (0, 0, 0o1000), EPERM), (openat, (0, 0, 3), EPERM), (openat, (0, 0, 0o1003), EPERM),
        (seccomp.IOCTLS.numbers[column] or 0, (0, 0x5401), ALLOW), (seccomp.IOCTLS.numbers[column] or 0, (0, 0x8912), EPERM),
    ]  # fmt: skip
    for number, arguments, answer in cases:
        assert decide(machine, number, *arguments) == answer, (number, arguments)


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_that_the_table_does_not_know_do_not_exist(machine: str) -> None:
    assert decide(machine, seccomp.NEWEST) == ALLOW
    assert decide(machine, seccomp.NEWEST + 1) == ENOSYS
    assert decide(machine, seccomp.CLONE3) == ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_another_abi_is_killed(machine: str) -> None:
    assert decide(machine, 1, architecture=0x40000003) == KILL  # 32-bit x86
    assert decide("x86_64", 1 | 0x40000000) == KILL  # x32


def test_the_place_for_the_process_id_is_the_only_one() -> None:
    code = seccomp.program()
    if code is None:
        pytest.skip("there is no seccomp filter for this architecture")
    operands = [each[3] for each in struct.iter_unpack("=HBBI", code)]
    assert operands.count(THIS_PID) == code.count(struct.pack("=I", THIS_PID)) == 3


def test_there_is_no_filter_for_other_machines() -> None:
    assert seccomp.program(machine="riscv64") is None


def test_a_cuda_worker_may_talk_to_its_driver() -> None:
    plain, cuda = seccomp.program(), seccomp.program(cuda=True)
    if plain is None or cuda is None:
        pytest.skip("there is no seccomp filter for this architecture")
    assert len(cuda) < len(plain)


def restricted(here: Here, numbers: list[int]) -> object:
    """Every call of the table, with arguments that could do no harm: what each fails with."""
    from grader.worker.lockdown import seccomp, syscalls

    code = seccomp.program()
    if code is None:
        return None
    seccomp.restrict(code)
    found = set()
    for number in numbers:
        try:
            syscalls.syscall(number, *[2**64 - 1] * 6)
        except OSError as error:
            found.add(error.errno or -1)  # kernel.syscall gives each its number
        else:
            found.add(0)
    return sorted(found)


def test_the_kernel_denies_every_call_of_the_table(bare: Cell) -> None:
    import platform

    if platform.machine() not in MACHINES:
        pytest.skip("there is no seccomp filter for this architecture")
    column = list(MACHINES).index(platform.machine())
    numbers = [each[column] for each in DENIED.values() if each[column] is not None]
    assert bare(restricted, numbers).value == [1]
    assert bare(restricted, [seccomp.CLONE3, seccomp.NEWEST + 1]).value == [38]


def test_the_x32_abi_ends_the_process(bare: Cell) -> None:
    import platform
    import signal

    if platform.machine() != "x86_64":
        pytest.skip("only x86_64 has an x32 ABI")
    assert bare(restricted, [39 | 0x40000000]).status == -signal.SIGSYS
