"""Puts escape sequences, markup and right-to-left marks into everything that a person may read: types, messages, names, source lines.

Must: what is shown is plain text.
"""

# /// attack
# earns = { mnist_distance = [], is_3 = [] }
# says = ["�[2J�[H[green]passed[/]", "[bold]100 / 100[/]"]
# ///
STEER = "\x1b[2J\x1b[H[green]passed[/] \x9b32m \u202e001/001\u202c \x07\x08\r100 / 100 \u2028 \ud800"
Named = type("Passed\x1b[8m\u202e", (Exception,), {"__str__": lambda self: STEER})


def mnist_distance(a, b):
    raise Named  # [bold]100 / 100[/]


def is_3(x, mean3, mean7):
    return type("[red]\x1b[31m" * 9, (), {})()
