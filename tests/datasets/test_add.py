"""Bringing the full data by hand: from IDX files and from pictures; the right folder afterwards, and clear refusals."""

import os
from pathlib import Path

import pytest
from PIL import Image

from checks.idx import FILES, load_idx
from extras.data import check, place
from extras.data.by_hand import add
from grader.course.data import DataError

MNIST = Path(os.environ.get("MNIST_DIR") or "/nowhere")
needs_mnist = pytest.mark.skipif(not MNIST.is_dir(), reason="MNIST_DIR names no folder with the full MNIST")


@needs_mnist
def test_official_files_are_verified_and_copied(tmp_path: Path) -> None:
    add(MNIST, tmp_path / "full")
    assert place.missing(tmp_path / "full") == []
    assert load_idx(tmp_path / "full").train_images.shape == (60_000, 28, 28)


@pytest.mark.slow
@needs_mnist
def test_pictures_become_the_official_files(tmp_path: Path) -> None:
    whole = load_idx(MNIST)
    for part, images, labels in (
        ("training", whole.train_images, whole.train_labels),
        ("testing", whole.valid_images, whole.valid_labels),
    ):
        for digit in range(10):
            (tmp_path / "png" / part / str(digit)).mkdir(parents=True)
        for number, (image, label) in enumerate(zip(images.numpy(), labels.tolist(), strict=True)):
            path = tmp_path / "png" / part / str(label) / f"{number}.png"
            Image.fromarray(image).save(path, compress_level=0)
    assert add(tmp_path / "png", tmp_path / "full") == list(FILES)
    assert (load_idx(tmp_path / "full").train_images == whole.train_images).all()
    wrong = tmp_path / "png" / "testing" / "7" / "0.png"
    wrong.rename(tmp_path / "png" / "testing" / "3" / "0.png")
    with pytest.raises(DataError, match="are not the official images in their order"):
        add(tmp_path / "png", tmp_path / "other")
    assert list((tmp_path / "other").iterdir()) == []


def test_refusals_name_the_cure(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "few" / "train" / "3").mkdir(parents=True)
    Image.new("L", (28, 28)).save(tmp_path / "few" / "train" / "3" / "0.png")
    cases = {
        "nowhere": "is not a folder.",
        "empty": "holds neither the official files nor a folder train/.",
        "few": "holds 1 numbered pictures, where the official part has 60,000.",
    }
    for name, sentence in cases.items():
        with pytest.raises(DataError) as caught:
            add(tmp_path / name, tmp_path / "full")
        assert sentence in str(caught.value)
        assert str(caught.value).split("\n")[1].startswith("Give a folder with the four official IDX files")
    with pytest.raises(DataError, match="there is nothing to add"):
        add(tmp_path / "empty", tmp_path / "empty")


def test_the_place_is_named_or_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    assert (place.folder(), place.named_by()) == (tmp_path, "MNIST_DIR")
    with pytest.raises(DataError, match="Run `grader data fetch`, or `grader data add DIR`"):
        check(tmp_path)
    for name in FILES:
        (tmp_path / f"{name}.gz").write_bytes(b"")
    check(tmp_path)
    monkeypatch.delenv("MNIST_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert place.folder().parts[-2:] == ("mnist-basics", "full")
    assert place.named_by() == "the cache"
