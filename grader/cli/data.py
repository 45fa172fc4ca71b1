"""data: the digits, embedded and full."""

import sys
from pathlib import Path

import click

EXAMPLES = """\b
Examples:
  grader data status
  grader data fetch
  grader data add /media/usb/mnist
  grader data layout mnist_sample
"""


@click.group(epilog=EXAMPLES)
def data() -> None:
    """The digits: what is here, fetch the full MNIST, or bring it by hand."""


@data.command()
def status() -> None:
    """Say which data are here, from where, and whether they are what they should be."""
    from grader.datasets.command import show_status

    sys.exit(show_status())


@data.command()
def fetch() -> None:
    """Fetch the full MNIST from public mirrors: 12 MB, verified, resumed where it broke off."""
    from grader.datasets.command import fetch_full

    sys.exit(fetch_full())


@data.command()
@click.argument("folder", type=click.Path(path_type=Path))
def add(folder: Path) -> None:
    """Take the full MNIST from FOLDER: the official IDX files, gzipped or not, or all its images as PNGs."""
    from grader.datasets.command import add_full

    sys.exit(add_full(folder))


@data.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--data", default="embedded", show_default=True, help="'embedded', 'full', or a folder of IDX files.")
@click.option("--all", "every", is_flag=True, help="All ten digits, not only threes and sevens.")
def layout(folder: Path, data: str, every: bool) -> None:
    """Write the chapter's folders of pictures to FOLDER: train/3/<index>.png and so on."""
    from grader.datasets.command import lay_out

    sys.exit(lay_out(folder, data, every))
