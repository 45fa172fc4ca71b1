"""Hands in links to the solutions, to another learner's folder, and to a file that only the grader may read.

Must: a link is refused unread.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py is a link or cannot be opened. Hand in the file itself."]
# build = true
# ///
from pathlib import Path

KIT = Path(__file__).resolve().parents[3]


def build(folder, target):
    (folder / "unit02_similarity.py").symlink_to(KIT / "solutions" / "unit02_similarity.py")
    (folder / "unit04_loss.py").symlink_to(target.folder / "neighbour" / "unit02_similarity.py")
    (folder / "unit05_training.py").symlink_to("/etc/shadow")
