"""Returns objects that raise, exit or end the process as soon as anyone looks at them: at their type, their name, their data.

Must: looking at an answer is part of the call.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [], l1_distance = [], rmse_distance = [] }
# ///
import os

import torch


class Nameless(type):
    """The name of its classes cannot be read."""

    __name__ = property(lambda cls: os._exit(0))


class Odd(metaclass=Nameless):
    """As above."""


class Unprintable(BaseException):
    """Its text cannot be read."""

    def __str__(self):
        raise self


class Shy(torch.Tensor):
    """Raises something else each time that it is looked at."""

    def detach(self):
        raise KeyboardInterrupt


def mnist_distance(a, b):
    return Odd()


def is_3(x, mean3, mean7):
    raise Unprintable


def l1_distance(a, b):
    return torch.zeros(()).as_subclass(Shy)


def rmse_distance(a, b):
    raise type("E", (Exception,), {"__traceback__": property(lambda self: os._exit(1))})
