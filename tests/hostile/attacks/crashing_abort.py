"""Aborts, with a handler of its own for the signal, and with Python's fault handler writing to the wire.

Must: what a crash writes is no answer.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["(SIGABRT)", "Your code's answer could not be read"]
# ///
import faulthandler
import os


def mnist_distance(a, b):
    os.abort()


def is_3(x, mean3, mean7):
    faulthandler.enable(file=3)
    os.abort()
