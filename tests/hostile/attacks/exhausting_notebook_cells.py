"""Hands in notebooks whose cells took the grader's own process minutes: blank lines after a bracket, a magic in every line, names
that lead to one another in the wrong order.

Must: each is a module that cannot be imported or holds no exercise; the grader's process is as fast as ever.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["There is no mnist_distance in your file."]
# build = true
# ///
import json


def build(folder, target):
    bombs = {
        "unit02_similarity": "x = (\n" + "\n" * 200_000,
        "unit03_descent": "a\n%a\n" * 50_000,
        "unit04_loss": "x = (\n" + " " * 200_000 + "x\n",
        "unit05_training": "".join(f"a{i} = a{i + 1}\n" for i in range(20_000)),
    }
    for unit, source in bombs.items():
        cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        (folder / f"{unit}.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}))
