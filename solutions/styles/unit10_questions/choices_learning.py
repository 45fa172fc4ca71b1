"""Right answers to choices_learning, each written otherwise than the solution."""

# %% a zip
def choices_learning():
    return dict(zip(["q12", "q15", "q16", "q17", "q18", "q19"], "cadbac"))

# %% keyword arguments
def choices_learning():
    return dict(q19="c", q18="a", q17="b", q16="d", q15="a", q12="c")

# %% a table outside
CHOSEN = """
12 c
15 a
16 d
17 b
18 a
19 c
"""
def choices_learning():
    return {f"q{number}": letter for number, letter in (line.split() for line in CHOSEN.strip().splitlines())}

# %% pair by pair
def choices_learning():
    chosen = {"q12": "c"}
    chosen.update(q15="a", q16="d")
    chosen |= {"q17": "b", "q18": "a", "q19": "c"}
    return chosen
