"""Ends its process while it is imported, in every worker that imports it.

Must: the unit earns nothing, and the learner reads which call ended it.
"""

# /// attack
# alone = true
# earns = { mnist_distance = [] }
# says = ["unit02_similarity.py could not be imported.", "Your code ended the process (exit code 0)."]
# ///
import os

os._exit(0)
