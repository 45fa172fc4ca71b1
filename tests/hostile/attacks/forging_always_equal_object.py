"""Returns an object with a shape, a dtype and an answer to every operator that suits whoever compares it.

Must: it stays in the worker: it is no tensor whose bytes could be sent.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["cannot be handed to the grader"]
# ///
import torch


class Yes:
    """Agrees."""

    shape = torch.Size([25])
    dtype = torch.float32
    device = torch.device("cpu")
    ndim = 1
    __class__ = torch.Tensor

    def __getattr__(self, name):
        return lambda *args, **kwargs: self

    def __eq__(self, other):
        return True

    def __bool__(self):
        return True

    def __float__(self):
        return 0.0

    def __array__(self, *args, **kwargs):
        raise TypeError

    __hash__ = None
    __lt__ = __le__ = __gt__ = __ge__ = __sub__ = __rsub__ = __abs__ = __eq__


def mnist_distance(a, b):
    return Yes()
