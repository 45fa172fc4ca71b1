"""The pictures of the course, by Pillow alone: shown below the cell in a notebook; elsewhere saved, and the path printed.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which stay apart for the colour-blind.
"""

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

FOLDER = Path("pictures")
WIDTH, HEIGHT = 720, 480
LEFT, RIGHT, TOP, BOTTOM = 90, 20, 50, 60  # the margins
BLACK, GREY, PALE = "#000000", "#8C8C8C", "#E4E4E4"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")


class Plot:
    """A picture with two axes: `across` and `up` are the smallest and the largest number on each."""

    def __init__(
        self, title: str, names: tuple[str, str], across: tuple[float, float], up: tuple[float, float]
    ) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.small, self.font = ImageFont.load_default(14), ImageFont.load_default(16)
        self.across, self.up = across, up
        self.draw.text((WIDTH / 2, TOP / 2), title, BLACK, ImageFont.load_default(19), "mm")
        for value in ticks(*across):
            x, _ = self.place(value, up[0])
            self.draw.line([(x, TOP), (x, HEIGHT - BOTTOM)], PALE)
            self.draw.text((x, HEIGHT - BOTTOM + 6), f"{value:g}", BLACK, self.small, "ma")
        for value in ticks(*up):
            _, y = self.place(across[0], value)
            self.draw.line([(LEFT, y), (WIDTH - RIGHT, y)], GREY if value == 0 else PALE)
            self.draw.text((LEFT - 8, y), f"{value:,.0f}", BLACK, self.small, "rm")
        self.draw.rectangle([(LEFT, TOP), (WIDTH - RIGHT, HEIGHT - BOTTOM)], outline=GREY)
        self.draw.text(((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 20), names[0], BLACK, self.font, "mm")
        self.draw.text((8, TOP - 22), names[1], BLACK, self.font, "lm")

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point lies in the picture."""
        right = (x - self.across[0]) / (self.across[1] - self.across[0])
        high = (y - self.up[0]) / (self.up[1] - self.up[0])
        return LEFT + right * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - high * (HEIGHT - TOP - BOTTOM)

    def dots(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """A dot for each point."""
        for x, y in zip(xs, ys, strict=True):
            self.draw.circle(self.place(x, y), 4, BLACK)

    def path(self, xs: Sequence[float], ys: Sequence[float], number: int, name: str, right: bool = False) -> None:
        """A path through the points in the colour of this number, and its name at the top. What lies outside is cut off."""
        colour = COLOURS[number % len(COLOURS)]
        inner = Image.new("L", (WIDTH, HEIGHT))
        points = [self.place(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
        points = [(x, min(max(y, -1e4), 1e4)) for x, y in points]
        ImageDraw.Draw(inner).line(points, 255, 3, "curve")
        box = (LEFT + 1, TOP + 1, WIDTH - RIGHT, HEIGHT - BOTTOM)
        self.image.paste(colour, box, inner.crop(box))
        x, y = WIDTH - RIGHT - 160 if right else LEFT + 16, TOP + 18 + 22 * number
        self.draw.line([(x, y), (x + 24, y)], colour, 3)
        self.draw.text((x + 32, y), name, BLACK, self.small, "lm")


def ticks(low: float, high: float) -> list[float]:
    """Round numbers from low to high, about five of them."""
    step = 10 ** math.floor(math.log10((high - low) / 4))
    step *= next(each for each in (1, 2, 5, 10) if (high - low) / (step * each) <= 6)
    return [round(step * number, 9) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def show_line(distance: Tensor, velocity: Tensor, lines: Sequence[Tensor]) -> Image.Image:
    """The nebulae, and lines through them.

    Args: distance and velocity, float tensors [n]; lines, float tensors [2], each with a slope and a start.
    """
    plot = Plot("Hubble's nebulae", ("distance in Mpc", "velocity in km/s"), (0.0, 2.2), (-400.0, 1200.0))
    for number, line in enumerate(lines):
        slope, start = line.tolist()
        plot.path([0.0, 2.2], [start, slope * 2.2 + start], number, f"{slope:.1f} · distance {start:+.1f}")
    plot.dots(distance.tolist(), velocity.tolist())
    return plot.image


def show_losses(losses: Mapping[str, Sequence[float]]) -> Image.Image:
    """The loss after each step, a curve for each name."""
    steps = max(map(len, losses.values()))
    high = max((each for curve in losses.values() for each in curve if math.isfinite(each)), default=1.0)
    plot = Plot("Step by step", ("steps", "loss"), (1.0, max(steps, 2)), (0.0, 1.05 * min(max(high, 1.0), 1e6)))
    for number, (name, curve) in enumerate(losses.items()):
        plot.path(range(1, len(curve) + 1), curve, number, name, right=True)
    return plot.image


def show(image: Image.Image, name: str) -> None:
    """Show a picture below the cell of a notebook; elsewhere save it as pictures/NAME.png, and print the path."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if hasattr(shell, "kernel"):  # a notebook; IPython in a terminal has none
        from IPython.display import display

        display(image)
        return
    path = FOLDER / f"{name}.png"
    try:
        FOLDER.mkdir(exist_ok=True)
        image.save(path)
        print(f"Picture: {path}")
    except OSError as error:
        print(f"The picture {path} could not be saved ({error.strerror}). Work in a folder that you may write to.")
