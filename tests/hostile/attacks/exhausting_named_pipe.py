"""Hands in a pipe and a device in place of modules: whoever reads the pipe waits for ever.

Must: they are refused unread.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py is not an ordinary file", "unit04_loss.py is a link or cannot be opened"]
# build = true
# ///
import os


def build(folder, target):
    os.mkfifo(folder / "unit02_similarity.py")
    (folder / "unit04_loss.py").symlink_to("/dev/zero")
