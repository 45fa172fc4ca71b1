"""Hands in a folder that is named like a unit module, beside one that cannot be, a pipe, a loop of links and a name of control characters.

Must: the submission is read, and every one of them is told or left out; nothing of it stops the grader.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py is not an ordinary file", "unit04_loss.py is a link or cannot be opened", "unit05_training.py is not an ordinary file"]
# build = true
# ///
import os


def build(folder, target):
    (folder / "unit02_similarity.py").mkdir()
    (folder / "unit04_loss.py").symlink_to("unit04_loss.py")
    os.mkfifo(folder / "unit05_training.py")
    (folder / ("\x01" * 86)).mkdir()
    (folder / "\udcff\udcfe.ipynb").write_text("{}")
    (folder / "unit06_optimizer.py").write_text("x = 1\n")
