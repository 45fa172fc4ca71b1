"""Right answers to choices_training, each written otherwise than the solution."""

# %% a zip
def choices_training():
    return dict(zip(["q21", "q24", "q30", "q32", "q35", "q36"], "dabcda"))

# %% keyword arguments
def choices_training():
    return dict(q36="a", q35="d", q32="c", q30="b", q24="a", q21="d")

# %% from a list of pairs
def choices_training():
    pairs = [(21, "d"), (24, "a"), (30, "b"), (32, "c"), (35, "d"), (36, "a")]
    return {"q" + str(n): c for n, c in pairs}

# %% pair by pair
def choices_training():
    chosen = {}
    for name, letter in ("q21", "d"), ("q24", "a"), ("q30", "b"), ("q32", "c"), ("q35", "d"), ("q36", "a"):
        chosen[name] = letter
    return chosen
