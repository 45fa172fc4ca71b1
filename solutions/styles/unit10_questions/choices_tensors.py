"""Right answers to choices_tensors, each written otherwise than the solution."""

# %% a zip
def choices_tensors():
    return dict(zip(['q01', 'q05', 'q07', 'q08', 'q10'], 'bcadb'))

# %% one answer too many
def choices_tensors():
    return {'q01': 'b', 'q05': 'c', 'q07': 'a', 'q08': 'd', 'q10': 'b', 'q11': 'a'}

# %% pair by pair
def choices_tensors():
    answers = {}
    answers["q01"] = "b"
    answers["q05"] = "c"
    answers["q07"] = "a"
    answers["q08"] = "d"
    answers["q10"] = "b"
    return answers

# %% keyword arguments
def choices_tensors():
    return dict(q10="b", q08="d", q07="a", q05="c", q01="b")
