"""Is a module of expressions that are a chain of thousands, a number of five thousand digits, and blank lines without an end.

Must: it is told that its module cannot be imported, and the grader takes no part in finding out.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py"]
# build = true
# ///


def build(folder, target):
    text = "k = " + "+".join(["1"] * 100_000) + "\nn = 0x" + "f" * 5000 + "\nx = (\n" + "\n" * 400_000
    (folder / "unit02_similarity.py").write_text(text)
