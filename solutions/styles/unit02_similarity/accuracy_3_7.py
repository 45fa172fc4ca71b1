"""Right answers to accuracy_3_7, each written otherwise than the solution."""

# %% one minus
def accuracy_3_7(t, s, m3, m7):
    a, b = is_3(t, m3, m7).float().mean(), 1 - is_3(s, m3, m7).float().mean()
    return a, b, (a + b) / 2

# %% ideals swapped for the sevens
def accuracy_3_7(t, s, m3, m7):
    a, b = is_3(t, m3, m7).float().mean(), is_3(s, m7, m3).float().mean()
    return a, b, (a + b) / 2

# %% plain floats in a list
def accuracy_3_7(t, s, m3, m7):
    a, b = is_3(t, m3, m7).float().mean().item(), (~is_3(s, m3, m7)).float().mean().item()
    return [a, b, (a + b) / 2]

# %% sums by counts
def accuracy_3_7(t, s, m3, m7):
    a = is_3(t, m3, m7).sum() / len(t)
    b = (is_3(s, m3, m7) == False).sum() / len(s)
    return a, b, torch.stack([a, b]).mean()

# %% rounded
def accuracy_3_7(t, s, m3, m7):
    a, b = is_3(t, m3, m7).float().mean().item(), 1 - is_3(s, m3, m7).float().mean().item()
    return round(a, 4), round(b, 4), round((a + b) / 2, 4)

# %% image by image
def accuracy_3_7(t, s, m3, m7):
    a = sum(bool(is_3(x, m3, m7)) for x in t) / len(t)
    b = sum(not is_3(x, m3, m7) for x in s) / len(s)
    return a, b, (a + b) / 2
