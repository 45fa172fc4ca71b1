"""What is known of IPython and its kernels: how a cell shows a card, and what the files are called that its code is said to be in.

The names of these files are nobody's promise: tests/canaries/test_ipython.py says when they have changed.
"""

import sys

CELLS = ("ipykernel_", "ipython-input")  # a part of the name of a cell's file: in a kernel (and in Colab's), and in a terminal


def is_cell(filename: str) -> bool:
    """Whether code that is said to be in this file was typed in a cell."""
    return any(each in filename for each in CELLS)


def show(text: str, html: str) -> None:
    """In a notebook the HTML, in a terminal the text."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or not hasattr(shell, "kernel"):
        print(text)
        return
    from IPython.display import publish_display_data

    publish_display_data({"text/plain": text, "text/html": html})
