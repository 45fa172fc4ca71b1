"""Matches a regular expression that takes years, and puts such texts where a grader may match patterns itself.

Must: the one is stopped; no text of a submission is matched against a pattern that backtracks.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["still running after 1 seconds of processor time"]
# limits = { call_seconds = 1, exercise_seconds = 3 }
# ///
import re


def mnist_distance(a, b):
    return re.fullmatch(r"(a+)+", "a" * 60 + "b")


def is_3(x, mean3, mean7):
    raise ValueError(("def " + " " * 1000 + "a" * 1000 + "\n") * 1000 + "!" * 1000)
