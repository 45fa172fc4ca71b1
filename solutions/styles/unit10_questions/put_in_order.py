"""Right answers to put_in_order, each written otherwise than the solution."""

# %% joined
def put_in_order():
    return dict(q14=''.join(['B', 'E', 'A', 'F', 'D', 'G', 'C']), q25='TQR' + 'SP')

# %% plain words
def put_in_order():
    return {"q25": "TQRSP", "q14": "BEAFDGC"}

# %% lists, joined
def put_in_order():
    learning = ["B", "E", "A", "F", "D", "G"]
    learning.append("C")
    batch = list("TQRS") + ["P"]
    return {"q14": "".join(learning), "q25": "".join(batch)}

# %% constants
STEPS = "BEAFDGC"
BATCH = "TQRSP"
def put_in_order():
    answer = dict()
    answer["q14"] = STEPS
    answer["q25"] = BATCH
    return answer
