"""The pictures of the course: shown below the cell in a notebook; elsewhere saved, and the path printed.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/) and matplotlib's "cividis": both stay apart for
the colour-blind and in grey print. matplotlib is loaded when the first picture is drawn: importing this costs nothing.
"""

import inspect
import io
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import torch
from torch import Tensor

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FOLDER = Path("pictures")
BLUE, ORANGE, BLACK, GREY = "#0072B2", "#D55E00", "#000000", "#8C8C8C"
Arguments = ParamSpec("Arguments")
drawn: Counter[str] = Counter()  # how often each picture was saved by this program: the second digit is digit-2.png


def picture(
    name: str, width: float, height: float
) -> Callable[[Callable[Concatenate["Figure", Arguments], None]], Callable[Arguments, None]]:
    """Make a function that draws on a figure into one that needs none and shows or saves what was drawn.

    Args: name, that of the file without its ending; width and height, in inches.
    """

    def decorate(draw: Callable[Concatenate["Figure", Arguments], None]) -> Callable[Arguments, None]:
        @wraps(draw)
        def show(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
            try:
                from matplotlib.figure import Figure
            except ImportError:
                print("This picture needs matplotlib: `python -m pip install matplotlib`. All else works without.")
                return
            figure = Figure(figsize=(width, height), layout="constrained")
            draw(figure, *args, **kwargs)
            _present(figure, name)

        signature = inspect.signature(draw)
        figureless = [*signature.parameters.values()][1:]
        show.__signature__ = signature.replace(parameters=figureless)  # type: ignore[attr-defined]  # read by help()
        return show

    return decorate


def _present(figure: "Figure", name: str) -> None:
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=120)
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if hasattr(shell, "kernel"):  # a notebook; IPython in a terminal has none
        from IPython.display import Image, display

        display(Image(data=png.getvalue(), alt=name))
        return
    drawn[name] += 1
    path = FOLDER / (f"{name}.png" if drawn[name] == 1 else f"{name}-{drawn[name]}.png")
    try:
        FOLDER.mkdir(exist_ok=True)
        path.write_bytes(png.getvalue())
        print(f"Picture: {path}")
    except OSError as error:
        print(f"The picture {path} could not be saved ({error.strerror}). Work in a folder that you may write to.")


def _image(axes: "Axes", image: Tensor, title: str = "", **how: Any) -> Any:
    """Draw an image [h,w] without ticks; ink is black, unless `how` says otherwise."""
    axes.set(xticks=[], yticks=[], title=title)
    return axes.imshow(image.detach().cpu().numpy(), **{"cmap": "gray_r", "vmin": 0, "vmax": 1, **how})


@picture("digit", 2.6, 2.8)
def show_digit(figure: "Figure", image: Tensor, title: str = "") -> None:
    """An image: float tensor [28,28] in [0,1]."""
    _image(figure.subplots(), image, title or " × ".join(str(side) for side in image.shape) + " pixels")


@picture("pixels", 10, 10.4)
def show_pixels(figure: "Figure", image: Tensor) -> None:
    """An image, float tensor [28,28] in [0,1], with the number of every pixel written on it."""
    axes = figure.subplots()
    _image(axes, image)
    rows, columns = image.shape
    axes.set(title="What the computer sees", xlabel="column", ylabel="row")
    axes.set(xticks=range(0, columns, 3), yticks=range(0, rows, 3))
    for row in range(rows):
        for column in range(columns):
            value = image[row, column].item()
            text = f"{value:.2f}".lstrip("0") if 0 < value < 1 else f"{value:.0f}"
            axes.text(column, row, text, ha="center", va="center", size=7, color="white" if value > 0.5 else BLACK)


@picture("ideals", 5.2, 2.9)
def show_ideals(figure: "Figure", mean3: Tensor, mean7: Tensor) -> None:
    """The ideal three and the ideal seven side by side: float tensors [28,28] in [0,1]."""
    for axes, image, name in zip(figure.subplots(1, 2), (mean3, mean7), ("three", "seven"), strict=True):
        _image(axes, image, f"The ideal {name}")


@picture("parabola", 5.6, 4)
def show_parabola(figure: "Figure", f: Callable[[Tensor], Tensor], x: float, step: float) -> None:
    """A function of one number, its slope at x, and where a step leads.

    Args: f, which takes a float tensor [n] number by number; x; step, how far to go (negative: to the left).
    """
    axes = figure.subplots()
    reach = 1.4 * max(abs(x), abs(x + step), 1)
    xs = torch.linspace(-reach, reach, 200)
    here = torch.tensor(float(x), requires_grad=True)
    (slope,) = torch.autograd.grad(f(here), here)
    start, end = f(here).item(), f(torch.tensor(x + step)).item()
    near = torch.tensor([x - 0.3 * reach, x + 0.3 * reach])
    axes.plot(xs.numpy(), f(xs).detach().numpy(), color=BLACK, label="the loss")
    axes.plot(
        near.numpy(),
        (start + slope * (near - x)).numpy(),
        color=GREY,
        linestyle="--",
        label=f"its slope at {x:g}: {slope:g}",
    )
    axes.plot([x], [start], "o", color=BLUE, label=f"before the step: {start:.4g}")
    axes.plot([x + step], [end], "s", color=ORANGE, label=f"after the step: {end:.4g}")
    axes.annotate("", (x + step, end), (x, start), arrowprops={"arrowstyle": "->", "color": ORANGE, "lw": 1.5})
    axes.set(title="One step downhill", xlabel="the parameter", ylabel="the loss")
    axes.legend()


@picture("fits", 6, 4)
def show_fits(figure: "Figure", t: Tensor, speed: Tensor, fits: Sequence[Tensor]) -> None:
    """Measurements and the curves that were fitted to them, step after step.

    Args: t and speed, float tensors [n]; fits, the predicted speeds [n] before each step.
    """
    from matplotlib import colormaps

    axes = figure.subplots()
    axes.plot(t.numpy(), speed.numpy(), "o", color=BLACK, markersize=4, label="measured")
    for number, fit in enumerate(fits, start=1):
        last = number == len(fits)
        colour = BLUE if last else colormaps["gray"](0.85 - 0.45 * number / len(fits))
        label = f"fit {number}" if number == 1 or last else None
        axes.plot(
            t, fit.detach(), color=colour, linewidth=2.5 if last else 1, linestyle="-" if last else "--", label=label
        )
    axes.set(title="The fits, step after step", xlabel="time", ylabel="speed")
    axes.legend()


@picture("curve", 5, 3.4)
def show_curve(figure: "Figure", fn: Callable[[Tensor], Tensor], name: str) -> None:
    """A function of one number, such as the sigmoid or ReLU, between -6 and 6."""
    axes = figure.subplots()
    xs = torch.linspace(-6, 6, 241)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.plot(xs.numpy(), fn(xs).detach().numpy(), color=BLUE, linewidth=2.5)
    axes.set(title=name, xlabel="x", ylabel=f"{name}(x)")


@picture("loss_surface", 10, 3.7)
def show_loss_surface(figure: "Figure", loss: Callable[[Tensor], Tensor], paths: Mapping[str, Tensor]) -> None:
    """The ways that gradient descent took over the loss of two parameters, one panel for each.

    Args: loss, which takes a float tensor [2] and gives one of rank 0; paths, float [steps+1,2] for each title.
    """
    firsts = torch.stack([path[0] for path in paths.values()])
    reach = (1.3 * firsts.abs().amax(0)).clamp_min(0.1)
    one, two = (torch.linspace(-float(each), float(each), 81) for each in reach)
    heights = torch.stack([torch.stack([loss(torch.stack([a, b])) for a in one]) for b in two]).detach()
    lowest = divmod(int(heights.argmin()), len(one))
    across, up = one.tolist(), two.tolist()
    panels = figure.subplots(1, len(paths), sharex=True, sharey=True, squeeze=False)[0]
    for axes, (title, path) in zip(panels, paths.items(), strict=True):
        axes.contour(across, up, heights.numpy(), levels=12, colors=GREY, linewidths=0.6)
        axes.plot(*path.T.tolist(), "-o", color=BLUE, markersize=3, linewidth=1, label="the way")
        axes.plot(*path[0].tolist(), "s", color=ORANGE, markersize=7, label="the start")
        axes.plot(across[lowest[1]], up[lowest[0]], "*", color=BLACK, markersize=10, label="the lowest point")
        axes.set(title=f"{title}\nloss at the end: {loss(path[-1]):.3g}", xlabel="first parameter")
        axes.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]))
    panels[0].set_ylabel("second parameter")
    panels[-1].legend(loc="lower right", fontsize="small")


@picture("weights", 3.6, 3)
def show_weights(figure: "Figure", w: Tensor) -> None:
    """Weights as an image: float tensor [28,28]. Light speaks for the digit, dark against it."""
    axes = figure.subplots()
    most = w.detach().abs().max().item() or 1.0
    shades = _image(axes, w, "Weights", cmap="cividis", vmin=-most, vmax=most)
    figure.colorbar(shades, ax=axes, label="below 0: against, above 0: for")


@picture("training", 5.6, 3.6)
def show_training(figure: "Figure", curve: Sequence[float], first: int = 0) -> None:
    """The accuracy after every epoch. `first` is the epoch of the first number: 0 if measured before training."""
    axes = figure.subplots()
    epochs = range(first, first + len(curve))
    axes.plot(epochs, curve, "-o", color=BLUE, markersize=4)
    axes.locator_params(axis="x", integer=True)
    axes.grid(axis="y", color="#DDDDDD")
    axes.set(title="Training", xlabel="epoch", ylabel="accuracy on the validation set")


@picture("rates", 5.6, 3.2)
def show_rates(figure: "Figure", rates: Sequence[float]) -> None:
    """The learning rate of every step of a training."""
    axes = figure.subplots()
    axes.plot(range(len(rates)), rates, color=BLUE)
    axes.grid(axis="y", color="#DDDDDD")
    axes.set(title="One cycle", xlabel="step", ylabel="learning rate")


@picture("mistakes", 7.2, 5.6)
def show_mistakes(figure: "Figure", images: Tensor, preds: Tensor, labels: Tensor) -> None:
    """The wrong answers of which the model was most certain, at most twelve.

    Args: images, float tensor [n,28,28]; preds, float tensor [n,10], probabilities; labels, int64 tensor [n].
    """
    certainty, answers = preds.detach().cpu().max(1)
    labels = labels.cpu()
    wrong = (answers != labels).nonzero().flatten()
    wrong = wrong[certainty[wrong].argsort(descending=True)][:12]
    figure.suptitle("Certain, and wrong" if len(wrong) else "No mistakes to show")
    for number, place in enumerate(wrong.tolist(), start=1):
        says, sure, truth = answers[place].item(), certainty[place].item(), labels[place].item()
        _image(figure.add_subplot(3, 4, number), images[place], f"says {says} ({sure:.1%}), is {truth}")
