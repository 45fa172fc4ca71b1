"""IPython's inner parts, as grader/notebooks/kernel/shell.py uses them."""

import inspect
import subprocess
import sys

import IPython
from IPython.core.compilerop import CachingCompiler
from IPython.display import publish_display_data

from grader.notebooks.kernel.shell import is_cell
from tests.processes import GUARD

SEE = "see grader/notebooks/kernel/shell.py"


def test_the_file_of_a_cell_is_known_by_its_name() -> None:
    name = CachingCompiler().cache("x = 1", 1)
    assert is_cell(name), f"IPython calls the file of a cell {name}: {SEE}, CELLS"
    assert not is_cell(__file__)


def test_the_file_of_a_kernels_cell_is_known_by_its_name() -> None:
    code = "from ipykernel.compiler import get_file_name; print(get_file_name('x = 1'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=GUARD)
    assert is_cell(done.stdout), f"ipykernel calls the file of a cell {done.stdout or done.stderr}: {SEE}, CELLS"


def test_a_card_can_be_shown() -> None:
    assert IPython.get_ipython() is None, f"get_ipython() gives a shell where there is none: {SEE}, show"
    assert next(iter(inspect.signature(publish_display_data).parameters)) == "data", f"publish_display_data takes other arguments: {SEE}, show"
