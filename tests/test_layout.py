"""The chapter's folder layout, written from the embedded digits and from full MNIST."""

import os
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from checks.embedded import Digits, Split, find_data_folder, load_embedded, split
from checks.idx import load_idx
from extras.layout import write_layout
from grader.course.data import DataError


@pytest.fixture(scope="module")
def embedded() -> Digits:
    return load_embedded(find_data_folder())


def tiny() -> Split:
    """Four training and two validation images of threes and sevens, of unknown origin."""
    images = torch.arange(6 * 784).remainder(251).to(torch.uint8).reshape(6, 28, 28)
    labels = torch.tensor([3, 7, 7, 3, 3, 7])
    return Split(images[:4], labels[:4], images[4:], labels[4:])


def stack(folder: Path) -> torch.Tensor:
    """Every picture in the folder, sorted by file name, as float32 [n, 28, 28] in [0, 1]."""
    arrays = []
    for path in sorted(folder.iterdir()):
        with Image.open(path) as image:
            assert (image.mode, image.size, image.format) == ("L", (28, 28), "PNG")
            arrays.append(np.asarray(image))
    return torch.from_numpy(np.stack(arrays)).float() / 255


def test_threes_and_sevens_are_written_under_their_mnist_index(embedded: Digits, tmp_path: Path) -> None:
    parts = split(embedded, seed=6)
    assert write_layout(parts, tmp_path / "mnist_sample") == 1000
    place = {index: n for n, index in enumerate(embedded.indices.tolist())}
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png"))
    assert parts.train_indices is not None
    assert parts.valid_indices is not None
    expected = [
        f"mnist_sample/{name}/{label}/{index}.png"
        for name, labels, indices in (
            ("train", parts.train_labels, parts.train_indices),
            ("valid", parts.valid_labels, parts.valid_indices),
        )
        for label, index in zip(labels.tolist(), indices.tolist(), strict=True)
        if label in (3, 7)
    ]
    assert found == sorted(expected)
    for path in (tmp_path / "mnist_sample/valid/3").iterdir():
        with Image.open(path) as image:
            assert torch.equal(torch.from_numpy(np.array(image)), embedded.images[place[int(path.stem)]])


def test_digits_are_split_with_seed_0(embedded: Digits, tmp_path: Path) -> None:
    assert write_layout(embedded, tmp_path / "a", digits=iter((3,))) == 500
    assert write_layout(split(embedded, seed=0), tmp_path / "b", digits=[3, 3]) == 500
    names = [
        sorted(path.relative_to(root) for path in root.rglob("*.png")) for root in (tmp_path / "a", tmp_path / "b")
    ]
    assert names[0] == names[1]


def test_images_of_unknown_origin_are_named_by_their_place(tmp_path: Path) -> None:
    assert write_layout(tiny(), tmp_path) == 6
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")}
    assert found == {
        "train/3/0.png",
        "train/3/3.png",
        "train/7/1.png",
        "train/7/2.png",
        "valid/3/0.png",
        "valid/7/1.png",
    }


def test_nothing_is_written_beside_or_over_what_is_there(tmp_path: Path) -> None:
    old = tmp_path / "valid" / "7" / "1.png"
    old.parent.mkdir(parents=True)
    old.write_text("mine")
    with pytest.raises(DataError) as caught:
        write_layout(tiny(), tmp_path)
    expected = f"{old.parent} already holds files, so nothing was written.\nMove it away, or name a new folder."
    assert str(caught.value) == expected
    assert old.read_text() == "mine"
    assert not (tmp_path / "train").exists()


def test_empty_folders_are_filled(tmp_path: Path) -> None:
    (tmp_path / "train" / "3").mkdir(parents=True)
    assert write_layout(tiny(), tmp_path) == 6


def test_a_digit_without_images_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        write_layout(tiny(), tmp_path, digits=(3, 11))
    assert str(caught.value) == "There are no images of 11 to write.\nChoose digits from 0 to 9."
    assert not any(tmp_path.iterdir())


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "mnist_sample").write_text("")
    with pytest.raises(DataError) as caught:
        write_layout(tiny(), tmp_path / "mnist_sample")
    assert str(caught.value).startswith(f"{tmp_path / 'mnist_sample'}")
    assert str(caught.value).endswith("cannot be written (Not a directory).\nName a folder that you may write to.")


@pytest.mark.slow
def test_full_mnist_gives_the_figures_of_the_chapter(tmp_path: Path) -> None:
    """a_3 is the second training three by file name; its distances to the ideal digits are known."""
    if not os.environ.get("MNIST_DIR"):
        pytest.skip("set MNIST_DIR to the folder of the four official MNIST files")
    assert write_layout(load_idx(Path(os.environ["MNIST_DIR"])), tmp_path) == 6131 + 6265 + 1010 + 1028
    assert sorted(path.name for path in (tmp_path / "train" / "3").iterdir())[1] == "10000.png"
    threes, sevens = stack(tmp_path / "train" / "3"), stack(tmp_path / "train" / "7")
    a_3 = threes[1]
    for ideal, l1, rmse in ((threes.mean(0), 0.1114, 0.2021), (sevens.mean(0), 0.1586, 0.3021)):
        assert round(float((a_3 - ideal).abs().mean()), 4) == l1
        assert round(float((a_3 - ideal).square().mean().sqrt()), 4) == rmse
