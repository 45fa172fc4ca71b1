"""Returns lists in lists a hundred thousand deep, lists in themselves, and dictionaries of a million entries.

Must: each is refused before anyone walks through it.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [], l1_distance = [] }
# says = ["nested too deeply"]
# ///


def mnist_distance(a, b):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep


def is_3(x, mean3, mean7):
    loop = {}
    loop[0] = loop
    return loop


def l1_distance(a, b):
    return {str(i): i for i in range(1_000_000)}
