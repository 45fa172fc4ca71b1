"""Right answers to halve_evens, each written otherwise than the solution."""

# %% a loop
def halve_evens(numbers):
    found = []
    for n in numbers:
        if n % 2 == 0:
            found.append(n // 2)
    return found

# %% filter and map
def halve_evens(numbers):
    return list(map(lambda n: n // 2, filter(lambda n: not n % 2, numbers)))

# %% bits
def halve_evens(numbers):
    return [n >> 1 for n in numbers if not n & 1]

# %% int of a quotient
def halve_evens(numbers):
    return [int(n / 2) for n in numbers if n % 2 != 1]
