"""The device on which a worker's code is judged, made ready before the first tensor lives there. Unproven but on the CPU.

torch.cuda.set_per_process_memory_fraction bounds what torch's own allocator gives out; who evades that is watched by nobody here.
"""

from functools import cache

import torch

from grader.worker.torch_internals import begin_lazy

STAND_IN = "lazy"  # a device that every build of torch has, computed on the CPU: for tests, since it refuses what a GPU refuses
NO_DOUBLES = frozenset({"mps", STAND_IN})  # Apple's GPUs know no float64, and the stand-in confuses it with float32


@cache
def begin_stand_in() -> None:
    """Once a process."""
    begin_lazy()


def make_ready(name: str, memory_bytes: int) -> torch.device:
    """The device by its name: no more than so much of its memory, and float32 computed as float32. Raises what torch raises."""
    device = torch.device(name)
    if device.type == "cuda":
        total = torch.cuda.get_device_properties(device).total_memory
        torch.cuda.set_per_process_memory_fraction(min(1.0, memory_bytes / total), device)
        torch.backends.cuda.matmul.allow_tf32 = False  # TF32 keeps 10 bits, and answers are compared to more
        torch.backends.cudnn.allow_tf32 = False
    elif device.type == STAND_IN:
        begin_stand_in()
    elif device.type == "mps":
        torch.mps.set_per_process_memory_fraction(min(1.0, memory_bytes / torch.mps.recommended_max_memory()))
    return device


def move(tensor: torch.Tensor, device: torch.device) -> torch.Tensor:
    """A copy of the tensor on the device, which requires a gradient if the tensor does."""
    narrow = device.type in NO_DOUBLES and tensor.dtype == torch.float64
    moved = tensor.detach().to(device, torch.float32 if narrow else tensor.dtype)
    return moved.requires_grad_(tensor.requires_grad)
