"""Leaves threads behind that keep every core busy after the call is over.

Must: they end with their worker, and nobody else's time runs out.
"""

# /// attack
# earns = { accuracy_3_7 = [] }
# ///
import threading

import torch


def burn():
    x = torch.rand(300, 300)
    while True:
        x = (x @ x).clamp(0, 1)


def accuracy_3_7(threes, sevens, mean3, mean7):
    torch.set_num_threads(4)
    for _ in range(8):
        threading.Thread(target=burn, daemon=True).start()
    raise ValueError("the others do the work")
