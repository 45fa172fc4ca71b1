"""Take docs/img/nbgrader-*.png: a class of twelve in nbgrader's formgrader, and a card in JupyterLab, as Chromium shows them.

    python -m docs.pictures.nbgrader
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import nbformat
from nbgrader.api import Gradebook
from PIL import Image

from grader import course as courses
from grader.notebooks.nbgrader import course_folder
from tests.browser import Browser
from tests.notebooks.conftest import UNIT, Class, name_of, nbgrader

IMG = Path(__file__).parents[1] / "img"
SIGNED = "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))"
SQUARED = "def rmse_distance(a, b):\n    return ((a - b) ** 2).mean()"
SWAPPED = "def is_3(x, mean3, mean7):\n    return mnist_distance(x, mean3) > mnist_distance(x, mean7)"
BROKEN = "def is_3(x, mean3, mean7:\n    return x"
LEAVING = "import os\ndef l1_distance(a, b):\n    os._exit(0)"
CLASS = "Ada Novak, Ben Okafor, Chloe Martin, Dmitri Sokolov, Emma Rossi, Farid Haddad"
CLASS += ", Grace Kim, Hugo Lindqvist, Ines Duarte, Jonas Weber, Kira Tanaka, Liam Byrne"
WRONG = {  # what some wrote in place of the solution; Dmitri handed in what he had fetched
    "ben": {"mnist_distance": SIGNED},
    "chloe": {"rmse_distance": SQUARED},
    "emma": {"is_3": SWAPPED},
    "grace": {"is_3": BROKEN},
    "hugo": {"mnist_distance": SIGNED, "rmse_distance": SQUARED},
    "jonas": {"l1_distance": LEAVING},
    "liam": {"rmse_distance": SQUARED, "is_3": SWAPPED},
}
SHOWN = "mnist_distance: 0.38 of 3 points"
CELL = f"[...document.querySelectorAll('.cell')].filter(each => each.innerText.includes('{SHOWN}')).slice(-1)"


def main() -> None:
    IMG.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        made = autograded(Path(scratch) / "mnist-basics")
        notebook_with_a_card(made)
        with Gradebook(f"sqlite:///{made.folder / 'gradebook.db'}") as gradebook:
            bens = gradebook.find_submission_notebook(UNIT, UNIT, "ben").id
        with server(made.folder) as address, Browser(1300, 1250) as browser:
            browser.open(f"{address}/formgrader/manage_submissions/{UNIT}")
            browser.until("return document.querySelectorAll('tbody tr').length == 12")
            save(browser, "class", "[...document.querySelectorAll('.breadcrumb, table')]")
            browser.open(f"{address}/formgrader/submissions/{bens}/?index=0")
            browser.until(f"return document.body.innerText.includes('{SHOWN}')")
            save(browser, "cell", CELL)
            browser.open(f"{address}/lab/tree/desk/card.ipynb")
            browser.until("return document.querySelector('.jp-OutputArea img')")
            save(browser, "card", "[...document.querySelectorAll('.jp-CodeCell')].slice(-1)")


def autograded(folder: Path) -> Class:
    """A course folder with a class of twelve, autograded by the plug-in."""
    course_folder.init(courses.load_solved(), folder, "mnist-basics")
    nbgrader(folder, "generate_assignment", UNIT)
    made = Class(folder)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "mnist-basics") as gradebook:
        for minute, (first, last) in enumerate(each.split() for each in CLASS.split(", ")):
            student = first.lower()
            gradebook.update_or_create_student(student, first_name=first, last_name=last)
            work = made.read("release") if student == "dmitri" else made.solved(**WRONG.get(student, {}))
            (made.submit(student, work) / "timestamp.txt").write_text(f"2026-03-02 16:{minute + 10}:00 UTC")
    made.autograde()
    return made


def notebook_with_a_card(made: Class) -> None:
    """desk/card.ipynb in the course folder: a learner's own check of is_3, run in a kernel."""
    desk = made.folder / "desk"
    shutil.copytree(made.folder / "release" / UNIT, desk)
    notebook = made.solved(is_3=SWAPPED)
    kept = ("setup", "mnist_distance", "is_3", "test_is_3")
    notebook.cells = [
        each for each in notebook.cells if name_of(each) in kept or each.source.startswith("import torch")
    ]
    nbformat.write(notebook, desk / "card.ipynb")
    for command in (["nbconvert", "--to=notebook", "--execute", "--inplace"], ["trust"]):
        subprocess.run([sys.executable, "-m", "jupyter", *command, "card.ipynb"], cwd=desk, check=True)


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A Jupyter server in a course folder, where nbgrader finds its configuration; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    options = ["--no-browser", "--allow-root", "--IdentityProvider.token=", f"--port={address.rsplit(':')[-1]}"]
    running = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", *options], cwd=folder, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(120):
            with suppress(OSError), urlopen(f"{address}/api"):
                break
            time.sleep(0.5)
        yield address
    finally:
        running.terminate()
        running.wait(30)


def save(browser: Browser, name: str, elements: str) -> None:
    """Save what the page shows of a JavaScript list of elements, from the first to the last."""
    browser.run(f"({elements})[0].scrollIntoView({{block: 'center'}})")
    time.sleep(1)  # JupyterLab lays out what came into view
    rects = browser.run(
        f"return ({elements}).map(each => each.getBoundingClientRect()).map(each => [each.left, each.top, each.right, each.bottom])"
    )
    left, top, right, bottom = ([int(rect[side]) for rect in rects] for side in range(4))
    browser.picture(path := IMG / f"nbgrader-{name}.png")
    box = (min(left), min(top), max(right) + 1, max(bottom) + 1)
    Image.open(path).convert("RGB").crop(box).quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    main()
