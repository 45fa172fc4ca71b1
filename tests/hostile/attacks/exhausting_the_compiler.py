"""Hands in sources that take the compiler apart: nested a hundred thousand deep, and constants that are worked out at compile time.

Must: it is the worker that compiles them, and the unit alone is lost.
"""

# /// attack
# unit = "unit02_similarity"
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py could not be imported.", "unit04_loss.py could not be imported.", "unit05_training.py could not be imported."]
# build = true
# limits = { call_seconds = 2, exercise_seconds = 4, memory_mib = 512 }
# ///
SOURCES = {
    "unit02_similarity": "x = " + "-" * 500_000 + "1\n",
    "unit04_loss": "x = " + "(" * 300_000 + ")" * 300_000 + "\n",
    "unit05_training": "x = " + "[" * 90 + "0" + "]" * 90 + "\n" + "x = " + ".x".join(["x"] * 100_000) + "\n",
}


def build(folder, target):
    for name, text in SOURCES.items():
        (folder / f"{name}.py").write_text(text)
