"""Returns objects that run code where they are unpickled, copied or printed, and teaches pickle to call them honest.

Must: nothing is pickled; the object stays in the worker, and its kind is all that is told of it.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["got a Payload"]
# ///
import copyreg
import pickle

from target import OUTSIDE


def leave_a_mark():
    with open(f"{OUTSIDE}/unpickled.txt", "w") as file:
        file.write("here I run")


class Payload:
    """Runs on the far side, if there is one that unpickles."""

    def __reduce_ex__(self, protocol):
        return (exec, (f"open({OUTSIDE + '/unpickled.txt'!r}, 'w').write('here I run')",))

    def __repr__(self):
        leave_a_mark()

    __str__ = __format__ = __copy__ = __deepcopy__ = __repr__


copyreg.pickle(Payload, lambda each: (leave_a_mark, ()))
pickle.loads = pickle.load = lambda *args, **kwargs: True


def mnist_distance(a, b):
    return Payload()
