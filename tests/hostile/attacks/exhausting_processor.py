"""Runs for ever, deaf to signals and in a call of C that looks up for none.

Must: it is stopped at the limit of a call.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["still running after 1 seconds of processor time"]
# limits = { call_seconds = 1, exercise_seconds = 3 }
# ///
import itertools
import signal


def mnist_distance(a, b):
    for number in range(1, 65):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                continue
    sum(itertools.repeat(0))


def is_3(x, mean3, mean7):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
