"""Right answers to double_odds, each written otherwise than the solution."""

# %% equals one
def double_odds(numbers):
    return [n * 2 for n in numbers if n % 2 == 1]

# %% not zero
def double_odds(xs):
    return [x + x for x in xs if x % 2 != 0]

# %% a loop
def double_odds(numbers):
    out = []
    for n in numbers:
        if n & 1:
            out.append(2 * n)
    return out

# %% filter and map
def double_odds(numbers):
    return list(map(lambda n: 2 * n, filter(lambda n: n % 2, numbers)))
