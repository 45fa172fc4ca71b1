"""The official MNIST files: read plain and gzipped, and every way in which they can be wrong."""

import gzip
import hashlib
import os
import struct
import tracemalloc
from pathlib import Path

import pytest
import torch

from checks import idx
from checks.idx import FILES, IdxFile, load_idx, read_idx
from grader.course.data import DataError

NAME = "t10k-labels-idx1-ubyte"  # the smallest of the four: 8 bytes of header, 10,000 labels
CURE = "Copy the official MNIST file there again, or use the embedded digits (`--data embedded`)."


def message(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_idx(folder, NAME)
    assert str(caught.value).endswith(CURE)
    return str(caught.value)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four small files that stand in for the official ones, two of them gzipped."""
    generator = torch.Generator().manual_seed(0)
    for name, shape in zip(FILES, ((3, 28, 28), (3,), (2, 28, 28), (2,)), strict=True):
        values = bytes(torch.randint(10, shape, generator=generator).flatten().tolist())
        raw = struct.pack(f">I{len(shape)}I", 0x800 + len(shape), *shape) + values
        monkeypatch.setitem(idx.FILES, name, IdxFile(shape, hashlib.sha256(raw).hexdigest()))
        if name.startswith("train"):
            (tmp_path / f"{name}.gz").write_bytes(gzip.compress(raw))
        else:
            (tmp_path / name).write_bytes(raw)
    return tmp_path


def test_plain_and_gzipped_files_give_images_and_labels(small: Path) -> None:
    data = load_idx(small)
    assert data.train_images.shape == (3, 28, 28)
    assert data.valid_images.shape == (2, 28, 28)
    assert data.train_images.dtype == data.valid_images.dtype == torch.uint8
    assert data.train_labels.dtype == data.valid_labels.dtype == torch.int64
    raw = (small / NAME).read_bytes()
    assert data.valid_labels.tolist() == list(raw[8:])
    raw = gzip.decompress((small / "train-images-idx3-ubyte.gz").read_bytes())
    assert data.train_images.flatten().tolist() == list(raw[16:])
    assert data.train_indices is not None
    assert data.train_indices.tolist() == [0, 1, 2]


def test_the_plain_file_goes_before_the_gzipped_one(small: Path) -> None:
    (small / f"{NAME}.gz").write_bytes(b"not even gzip")
    assert len(load_idx(small).valid_labels) == 2


def test_the_tensors_may_be_written_to(small: Path) -> None:
    images = load_idx(small).train_images
    images[0] = 7
    assert int(images[0].min()) == 7


def test_the_official_files_are_read() -> None:
    if not os.environ.get("MNIST_DIR"):
        pytest.skip("set MNIST_DIR to the folder of the four official MNIST files")
    data = load_idx(Path(os.environ["MNIST_DIR"]))
    assert data.train_images.shape == (60_000, 28, 28)
    assert data.valid_images.shape == (10_000, 28, 28)
    assert data.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    counts = [int((labels == digit).sum()) for labels in (data.train_labels, data.valid_labels) for digit in (3, 7)]
    assert counts == [6131, 6265, 1010, 1028]


def test_the_headers_are_those_of_the_format() -> None:
    assert FILES[NAME].header == bytes.fromhex("00000801 00002710")
    assert FILES["train-images-idx3-ubyte"].header == bytes.fromhex("00000803 0000ea60 0000001c 0000001c")
    assert FILES["train-images-idx3-ubyte"].size == 47_040_016


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_idx(tmp_path / "mnist")
    expected = "mnist is not a folder.\nName the folder of the MNIST files with `--data` or MNIST_DIR."
    assert str(caught.value) == f"{tmp_path}/{expected}"


def test_a_missing_file_is_named(small: Path) -> None:
    (small / NAME).unlink()
    with pytest.raises(DataError) as caught:
        load_idx(small)
    assert str(caught.value) == f"{small / NAME} is missing, and so is {NAME}.gz.\n{CURE}"


def test_a_file_that_is_not_gzip_is_noticed(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.gz").write_bytes(b"<html>404 not found</html>")
    text = message(tmp_path)
    assert f"{tmp_path / NAME}.gz cannot be unpacked (Not a gzipped file" in text
    assert "It looks as if it is cut short or damaged." in text


@pytest.mark.parametrize("kept", [0.3, 0.95])
def test_a_gzipped_file_cut_short_is_noticed(small: Path, kept: float) -> None:
    path = small / "train-images-idx3-ubyte.gz"
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * kept)])
    with pytest.raises(DataError, match="cannot be unpacked") as caught:
        load_idx(small)
    assert f"{path} cannot be unpacked" in str(caught.value)


def test_damage_inside_a_gzipped_file_is_noticed(small: Path) -> None:
    path = small / "train-images-idx3-ubyte.gz"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(DataError) as caught:
        load_idx(small)
    assert str(caught.value).startswith(str(path))


def test_a_gz_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = FILES[NAME].header + bytes(64 * 2**20)
    (tmp_path / f"{NAME}.gz").write_bytes(gzip.compress(bomb, compresslevel=1))
    del bomb
    tracemalloc.start()
    try:
        text = message(tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert f"{NAME}.gz holds more than 10,008 bytes unpacked, where the official file has 10,008." in text
    assert peak < 4 * 2**20


def test_a_huge_plain_file_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / NAME).open("wb") as file:
        file.write(FILES[NAME].header)
        file.truncate(2**30)  # sparse: takes no space on the disk
    tracemalloc.start()
    try:
        text = message(tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "holds more than 10,008 bytes" in text
    assert peak < 4 * 2**20


@pytest.mark.parametrize(("raw", "found"), [(b"", "nothing"), (bytes(20), "00000000"), (b"PK\x03\x04zip", "504b0304")])
def test_a_wrong_magic_number_is_noticed(tmp_path: Path, raw: bytes, found: str) -> None:
    (tmp_path / NAME).write_bytes(raw)
    expected = f"{tmp_path / NAME} has the wrong magic number: {found}, not 00000801.\n"
    assert message(tmp_path) == f"{expected}It looks as if it is another kind of file. {CURE}"


def test_images_under_the_name_of_labels_are_noticed(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(FILES["t10k-images-idx3-ubyte"].header + bytes(10_000))
    assert "has the wrong magic number: 00000803, not 00000801." in message(tmp_path)


@pytest.mark.parametrize(
    ("count", "found"), [((60_000).to_bytes(4, "big"), "60000"), (b"\xff" * 4, "4294967295"), (b"\x00", "no")]
)
def test_a_wrong_count_is_noticed(tmp_path: Path, count: bytes, found: str) -> None:
    body = bytes(10_000) if len(count) == 4 else b""
    (tmp_path / NAME).write_bytes(b"\x00\x00\x08\x01" + count + body)
    expected = f"{tmp_path / NAME} announces {found} values where the official file has 10000.\n{CURE}"
    assert message(tmp_path) == expected


@pytest.mark.parametrize(("length", "found"), [(9_999, "only 10,007"), (10_001, "more than 10,008")])
def test_a_wrong_length_is_noticed(tmp_path: Path, length: int, found: str) -> None:
    (tmp_path / NAME).write_bytes(FILES[NAME].header + bytes(length))
    expected = f"{tmp_path / NAME} holds {found} bytes unpacked, where the official file has 10,008.\n{CURE}"
    assert message(tmp_path) == expected


def test_other_content_of_the_right_kind_is_noticed(tmp_path: Path) -> None:
    """As with Fashion-MNIST, whose files have the same names and headers."""
    (tmp_path / NAME).write_bytes(FILES[NAME].header + bytes(10_000))
    expected = f"{tmp_path / NAME} is not the official MNIST file: the sha256 of its unpacked bytes differs.\n{CURE}"
    assert message(tmp_path) == expected


def test_a_file_that_may_not_be_read_is_named(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:  # a mode of 000 would not stop root
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert message(small) == f"{small / NAME} cannot be read (Permission denied).\n{CURE}"
