"""Hands in notebooks that are nested a hundred thousand deep, hold numbers without end, or are no notebooks at all.

Must: each is told to be unreadable.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.ipynb is not a notebook that can be read", "unit04_loss.ipynb is not a notebook that can be read"]
# build = true
# ///


def build(folder, target):
    (folder / "unit02_similarity.ipynb").write_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
    (folder / "unit04_loss.ipynb").write_text('{"cells": [' + "9" * 100_000 + "]}")
    (folder / "unit05_training.ipynb").write_text('{"cells": [{"cell_type": "code", "source": [1, 2]}]}')
