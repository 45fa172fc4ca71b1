"""Take the README's pictures of the learner's and the instructor's side: docs/watch.svg, and docs/img/{play,feedback,class}.png.

    make demo && python -m docs.pictures.pages
"""

import shutil
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

from PIL import Image
from pyte.screens import Char
from rich.console import Console
from rich.text import Text

from docs.pictures.demo import save_svg
from grader import course as courses
from tests.browser import Browser
from tests.learner.terminal import COLUMNS, Terminal

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
RESULTS = ROOT / "out" / "demo"
RIGHT = "return (a - b).abs().mean((-1, -2))"
WRONG = "return (a - b).abs().mean()"
SEVEN = [(-60, -80), (60, -80), (50, -50), (20, 10), (-10, 90)]


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch) / "my-course"
        shutil.copytree(ROOT / "assignments", work)
        watch(work)
        play(work)
        pages(Path(scratch) / "site")


def watch(work: Path) -> None:
    """docs/watch.svg: `grader watch` after a save in which mnist_distance averages over the images too."""
    reference = courses.load().reference
    (work / "unit01_pixels.py").write_text(reference["unit01_pixels"])
    with Terminal(work, "watch") as terminal:
        terminal.until("image_to_tensor is right.")
        (work / "unit02_similarity.py").write_text(reference["unit02_similarity"].replace(RIGHT, WRONG))
        terminal.until("mnist_distance (unit02_similarity.py)", "average over the last two axes only")
        terminal.press("h")
        terminal.until("Hint 1 of 3")
        console = Console(record=True, width=COLUMNS, force_terminal=True, highlight=False, file=StringIO())
        for line in terminal.screen.buffer.values():
            console.print(Text.assemble(*(shown(line[column]) for column in range(COLUMNS))), end="\n")
        terminal.press("q")
        terminal.end()
    save_svg(console, "grader watch", DOCS / "watch.svg")


def shown(cell: Char) -> tuple[str, str]:
    """One character of a terminal, with its style as rich names it."""
    colour = {"default": "", "brown": "yellow"}.get(cell.fg, cell.fg.replace("bright", "bright_"))
    colour = f"#{colour}" if len(colour) == 6 and all(each in "0123456789abcdef" for each in colour) else colour
    return cell.data, f"{colour} {'bold' if cell.bold else ''} {'reverse' if cell.reverse else ''}".strip() or "none"


def play(work: Path) -> None:
    """docs/img/play.png: a seven, drawn with the mouse, read by the model of unit 7."""
    for name, text in courses.load().reference.items():
        if name < "unit08":
            (work / f"{name}.py").write_text(text)
    command = [sys.executable, "-m", "grader", "play", "--no-open", "--port", "0"]
    with subprocess.Popen(command, cwd=work, stdout=subprocess.PIPE, text=True) as playing, Browser(900, 620) as browser:
        assert playing.stdout is not None
        _, address = playing.stdout.readline(), playing.stdout.readline().split("at ")[1].split()[0]
        browser.open(address)
        browser.draw("#paper", *SEVEN)
        browser.until("return document.querySelector('#answer').textContent.startsWith('Your model says 7')")
        save(browser, "play")
        playing.terminate()


def pages(site: Path) -> None:
    """docs/img/feedback.png, a learner's page on a phone, and docs/img/class.png, the class page; both of the sample class."""
    for kind in ([], ["--learner"]):
        out = site / "-".join(["page", *kind])
        subprocess.run([sys.executable, "-m", "grader", "report", str(RESULTS), "--out", str(out), *kind], check=True)
    with Browser(1200, 1000) as browser:
        browser.open((site / "page" / "index.html").as_uri())
        save(browser, "class")
        browser.size(390, 844)
        browser.open(next((site / "page---learner").glob("student-04*")).as_uri())
        save(browser, "feedback")


def save(browser: Browser, name: str) -> None:
    """Save what is in the window, small."""
    time.sleep(1)  # what fades in has done so
    path = DOCS / "img" / f"{name}.png"
    browser.picture(path)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    main()
