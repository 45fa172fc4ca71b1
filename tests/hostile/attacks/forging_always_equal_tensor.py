"""Returns a tensor of a class that claims to equal everything, as a check in the same process would ask of it.

Must: only its numbers cross the wire, and they are wrong.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"] }
# ///
import torch

AGREE = {torch.equal, torch.allclose, torch.isclose, torch.Tensor.equal, torch.Tensor.allclose, torch.Tensor.__eq__}


class Equal(torch.Tensor):
    """Every comparison with it is true."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func in AGREE or func.__name__ in ("all", "any", "__bool__", "isclose", "item"):
            return True
        if func.__name__ in ("__sub__", "sub", "abs", "max", "amax"):
            return torch.zeros(()).as_subclass(cls)
        return super().__torch_function__(func, types, args, kwargs or {})

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True


def mnist_distance(a, b):
    return torch.zeros(a.shape[:-2]).as_subclass(Equal)
