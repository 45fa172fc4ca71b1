"""Turns warnings into errors, and replaces every hook that Python calls where something goes wrong.

Must: an error becomes an answer by no such hook.
"""

# /// attack
# earns = { mnist_distance = [] }
# says = ["It raised ValueError: nobody shall hear of it"]
# ///
import sys
import threading
import traceback
import warnings


def hush(*args, **kwargs):
    return []


def mnist_distance(a, b):
    warnings.simplefilter("error")
    warnings.showwarning = warnings.warn = hush
    sys.excepthook = sys.unraisablehook = sys.displayhook = threading.excepthook = hush
    traceback.format_exception = traceback.print_exc = traceback.format_exc = hush
    sys.stdout = sys.stderr = None
    raise ValueError("nobody shall hear of it")
