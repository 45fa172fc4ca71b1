"""Fails one exercise on purpose, so that a sound version of it is put beside the next, and looks in that for the next one's solution.

Must: a sound version comes without the exercises after it.
"""

# /// attack
# earns = { mnist_distance = ["check_one_distance_per_image"], is_3 = ["check_one_answer_per_image"], accuracy_3_7 = [] }
# ///
import gc

import torch


def find(name):
    """A definition of the name in any text in memory that is not this file's own, or in any module's namespace."""
    for each in gc.get_objects():
        if isinstance(each, (dict, list, tuple)):
            for text in each.values() if isinstance(each, dict) else each:
                values = text if isinstance(text, (list, tuple)) else (text,)
                for value in values:
                    if isinstance(value, str) and f"def {name}(" in value and "def find(" not in value:
                        names = {}
                        exec(value, names)
                        return names[name]
        if isinstance(each, dict) and callable(each.get(name)) and each is not globals():
            if each[name].__code__ is not globals()[name].__code__:
                return each[name]
    return None


def mnist_distance(a, b):
    return torch.zeros(a.shape[:-2])


def is_3(x, mean3, mean7):
    stolen = find("is_3")
    return stolen(x, mean3, mean7) if stolen else torch.zeros(x.shape[:-2], dtype=torch.bool)


def accuracy_3_7(threes, sevens, mean3, mean7):
    stolen = find("accuracy_3_7")
    return stolen(threes, sevens, mean3, mean7) if stolen else None
