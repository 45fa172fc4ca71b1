"""The embedded digits: what they are, every way in which their files can be wrong, and the re-split."""

import hashlib
import os
import runpy
import shutil
from pathlib import Path

import pytest
import torch
from PIL import Image

from checks import embedded as module
from checks.embedded import Digits, find_data_folder, load_embedded, split
from checks.idx import load_idx
from grader.course.data import DataError

CURE = "run `git checkout -- data/{}` in the root of your clone, or reinstall the kit."


@pytest.fixture(scope="module")
def embedded() -> Digits:
    return load_embedded(find_data_folder())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data files that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (*module.SHEETS, module.MANIFEST, module.SUMS):
        shutil.copy(find_data_folder() / name, folder)
    return folder


def sign(folder: Path, name: str) -> None:
    """Put the sum of the file as it is now into SHA256SUMS, as someone would who builds data of their own."""
    path = folder / module.SUMS
    kept = [line for line in path.read_text().splitlines() if not line.endswith(f"  {name}")]
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    path.write_text("\n".join([*kept, f"{digest}  {name}"]) + "\n")


def message(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        load_embedded(folder)
    return str(caught.value)


def test_there_are_500_images_of_every_digit(embedded: Digits) -> None:
    assert embedded.images.shape == (5000, 28, 28)
    assert embedded.images.dtype == torch.uint8
    assert embedded.labels.dtype == embedded.indices.dtype == torch.int64
    assert embedded.labels.bincount().tolist() == [500] * 10


def test_every_image_is_another_and_none_is_blank(embedded: Digits) -> None:
    assert len({image.numpy().tobytes() for image in embedded.images}) == 5000
    assert len(set(embedded.indices.tolist())) == 5000
    assert int(embedded.images.flatten(1).amax(1).min()) > 128


def test_a_sheet_reads_left_to_right_and_then_down(embedded: Digits) -> None:
    with Image.open(find_data_folder() / "digit_7.png") as sheet:
        tile = sheet.crop((3 * 28, 2 * 28, 4 * 28, 3 * 28)).tobytes()  # column 3 of row 2: position 53
    assert bytes(embedded.images[7 * 500 + 53].flatten().tolist()) == tile


def test_every_image_is_the_mnist_image_of_its_index(embedded: Digits) -> None:
    if not os.environ.get("MNIST_DIR"):
        pytest.skip("set MNIST_DIR to the folder of the four official MNIST files")
    official = load_idx(Path(os.environ["MNIST_DIR"]))
    assert torch.equal(official.train_images[embedded.indices], embedded.images)
    assert torch.equal(official.train_labels[embedded.indices], embedded.labels)
    first = [(official.train_labels == digit).nonzero().flatten()[:500] for digit in range(10)]
    assert torch.equal(embedded.indices, torch.cat(first))


@pytest.mark.parametrize("name", ["digit_3.png", "manifest.csv", "SHA256SUMS"])
def test_a_missing_file_is_named_with_the_cure(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert message(copy) == f"{copy / name} is missing.\nRestore it: {CURE.format(name)}"


@pytest.mark.parametrize("name", ["digit_3.png", "manifest.csv"])
def test_one_altered_byte_is_noticed(copy: Path, name: str) -> None:
    raw = bytearray((copy / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (copy / name).write_bytes(raw)
    expected = (
        f"{copy / name} has been altered: its sha256 is not the one in SHA256SUMS.\nRestore it: {CURE.format(name)}"
    )
    assert message(copy) == expected


def test_a_truncated_sheet_is_noticed(copy: Path) -> None:
    path = copy / "digit_0.png"
    path.write_bytes(path.read_bytes()[:1000])
    assert f"{path} has been altered" in message(copy)


def test_a_sheet_that_is_a_folder_cannot_be_read(copy: Path) -> None:
    (copy / "digit_5.png").unlink()
    (copy / "digit_5.png").mkdir()
    assert f"{copy / 'digit_5.png'} cannot be read (" in message(copy)


@pytest.mark.parametrize("content", [b"", b"\x00" * 4096, b"\xff\xfe nothing"])
def test_sums_that_list_nothing_are_named(copy: Path, content: bytes) -> None:
    (copy / "SHA256SUMS").write_bytes(content)
    assert f"SHA256SUMS does not list manifest.csv.\nRestore it: {CURE.format('SHA256SUMS')}" in message(copy)


@pytest.mark.parametrize("content", [b"no picture at all", b""])
def test_a_signed_sheet_that_is_no_picture_is_noticed(copy: Path, content: bytes) -> None:
    (copy / "digit_2.png").write_bytes(content)
    sign(copy, "digit_2.png")
    assert f"{copy / 'digit_2.png'} is not a PNG picture that can be read (" in message(copy)


def test_a_signed_sheet_cut_short_is_noticed(copy: Path) -> None:
    path = copy / "digit_2.png"
    path.write_bytes(path.read_bytes()[:30_000])
    sign(copy, "digit_2.png")
    assert f"{path} is not a PNG picture that can be read (" in message(copy)


@pytest.mark.parametrize(
    ("mode", "size", "found"),
    [("L", (560, 700), "560 x 700 pixels of mode L"), ("RGB", (700, 560), "700 x 560 pixels of mode RGB")],
)
def test_a_signed_sheet_of_another_kind_is_noticed(copy: Path, mode: str, size: tuple[int, int], found: str) -> None:
    Image.new(mode, size).save(copy / "digit_2.png")
    sign(copy, "digit_2.png")
    assert f"is no contact sheet: it is {found}, not 700 x 560 of mode L (8-bit grey)." in message(copy)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("digit_0.png,0,1\n", ""),
        ("digit_0.png,0,1\n", "digit_0.png,0,1\ndigit_0.png,0,1\n"),
        ("digit_0.png,0,1\n", "digit_1.png,0,1\n"),
        ("digit_0.png,0,1\n", "digit_0.png,0,-1\n"),
        ("digit_0.png,0,1\n", "digit_0.png,0\n"),
        ("mnist_index", "index"),
    ],
)
def test_a_signed_manifest_that_does_not_fit_is_noticed(copy: Path, old: str, new: str) -> None:
    path = copy / "manifest.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    sign(copy, "manifest.csv")
    assert message(copy) == (
        f"{path} does not list 500 images of every sheet in order, as sheet,position,mnist_index.\n"
        f"Restore it: {CURE.format('manifest.csv')}"
    )


def test_the_sums_are_those_of_the_files() -> None:
    folder = find_data_folder()
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_script_makes_the_same_sheets_from_shuffled_images(embedded: Digits, tmp_path: Path) -> None:
    """Same pixels and manifest; the compressed bytes may differ with the version of Pillow."""
    script = runpy.run_path(str(Path(__file__).parents[1] / "data" / "build_sheets.py"))
    order = torch.randperm(5000, generator=torch.Generator().manual_seed(0))
    images, labels, indices = embedded.images[order], embedded.labels[order], embedded.indices[order]
    script["build"](images.numpy(), labels.numpy(), indices.tolist(), tmp_path)
    again = load_embedded(tmp_path)
    assert torch.equal(again.images, embedded.images)
    assert (tmp_path / "manifest.csv").read_bytes() == (find_data_folder() / "manifest.csv").read_bytes()


def test_a_course_without_its_digits_says_how_to_restore_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_data_folder() == Path(module.__file__).parents[1] / "data"
    monkeypatch.setattr(module, "DATA", tmp_path / "data")
    with pytest.raises(DataError, match="there is no folder") as caught:
        find_data_folder()
    assert str(caught.value).endswith(
        "Restore it: run `git checkout -- data` in the root of your clone, or reinstall the kit."
    )


def test_a_split_has_every_image_once_and_100_of_each_digit_to_validate(embedded: Digits) -> None:
    parts = split(embedded, seed=1)
    assert parts.train_labels.bincount().tolist() == [400] * 10
    assert parts.valid_labels.bincount().tolist() == [100] * 10
    assert parts.train_indices is not None
    assert parts.valid_indices is not None
    both = torch.cat((parts.train_indices, parts.valid_indices))
    assert sorted(both.tolist()) == sorted(embedded.indices.tolist())


def test_images_labels_and_indices_stay_together(embedded: Digits) -> None:
    place = {index: n for n, index in enumerate(embedded.indices.tolist())}
    parts = split(embedded, seed=2)
    for images, labels, indices in (
        (parts.train_images, parts.train_labels, parts.train_indices),
        (parts.valid_images, parts.valid_labels, parts.valid_indices),
    ):
        assert indices is not None
        places = [place[index] for index in indices.tolist()]
        assert torch.equal(embedded.images[places], images)
        assert torch.equal(embedded.labels[places], labels)


def test_the_seed_alone_decides_the_split(embedded: Digits) -> None:
    state = torch.get_rng_state()
    first = split(embedded, seed=3)
    assert torch.equal(torch.get_rng_state(), state)
    torch.rand(5)
    again, other = split(embedded, seed=3), split(embedded, seed=4)
    assert torch.equal(first.train_images, again.train_images)
    assert torch.equal(first.valid_images, again.valid_images)
    assert set(first.valid_indices.tolist()) != set(other.valid_indices.tolist())  # type: ignore[union-attr]  # known


def test_the_order_is_shuffled(embedded: Digits) -> None:
    parts = split(embedded, seed=5)
    assert set(parts.train_labels[:100].tolist()) == set(range(10))
    assert set(parts.valid_labels[:100].tolist()) == set(range(10))


@pytest.mark.parametrize("valid_per_digit", [0, -1, 500])
def test_a_split_that_leaves_one_side_empty_is_refused(embedded: Digits, valid_per_digit: int) -> None:
    with pytest.raises(ValueError, match=f"valid_per_digit is {valid_per_digit}: choose from 1 to 499."):
        split(embedded, seed=0, valid_per_digit=valid_per_digit)
