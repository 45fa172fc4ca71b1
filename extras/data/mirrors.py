"""Fetch the four official files: from several mirrors in turn, resumed where a download broke off, verified before they are kept.

A proxy is respected as everywhere (HTTPS_PROXY): the downloads are pooch's, which uses requests.
"""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pooch
import requests

from checks.idx import FILES, IdxFile
from grader.course.data import DataError

# Public copies of the same four files; which one answers makes no difference, since the content is verified.
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
SECONDS = (10.0, 30.0)  # to connect, and between two pieces of a download
PIECE = 1 << 12  # bytes; where a connection breaks, the piece that it was in is lost
ATTEMPTS = 20  # at one mirror, each going on where the one before broke off; it is left when nothing more comes

pooch.get_logger().setLevel("ERROR")  # what goes on is shown by `report`

Report = Callable[[str, int, int | None], None]  # a file's name, bytes so far, bytes in all where they are known


class BadCopy(Exception):
    """What a mirror sent is not the official file."""


def fetch(
    folder: Path,
    report: Report,
    mirrors: Sequence[str] = MIRRORS,
    files: Mapping[str, IdxFile] = FILES,
    seconds: tuple[float, float] = SECONDS,
) -> list[str]:
    """Fetch the files that `folder` lacks and give their names. Raises DataError with what to do by hand where that fails."""
    fetched = []
    for name, official in files.items():
        if any((folder / each).is_file() for each in (name, f"{name}.gz")):
            continue
        reasons = []
        for mirror in mirrors:
            try:
                _fetch(f"{mirror}{name}.gz", folder, f"{name}.gz", official, report, seconds)
                fetched.append(name)
                break
            except (requests.RequestException, BadCopy, OSError) as error:
                reasons.append(f"  {mirror}: {_reason(error)}")
        else:
            raise DataError(
                f"{name}.gz could not be fetched from any mirror:\n" + "\n".join(reasons) + "\n"
                "Bring the four official files by hand: put them into a folder and run `grader data add FOLDER`."
            )
    return fetched


def _fetch(url: str, folder: Path, name: str, official: IdxFile, report: Report, seconds: tuple[float, float]) -> None:
    part = folder / f".{name}.part"
    downloader = partial(_download, part=part, official=official, report=partial(report, name), seconds=seconds)
    for attempt in range(1, ATTEMPTS + 1):
        before = part.stat().st_size if part.exists() else 0
        try:
            pooch.retrieve(url, known_hash=None, fname=name, path=folder, downloader=downloader)
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError):
            gained = part.exists() and part.stat().st_size > before
            if attempt == ATTEMPTS or not gained:
                raise
        except BadCopy:
            part.unlink(missing_ok=True)
            if not before:  # else the beginning may be another mirror's, which packs the same file otherwise
                raise
        else:
            part.unlink(missing_ok=True)
            return


def _download(
    url: str, output: str, _: Any, *, part: Path, official: IdxFile, report: Callable[[int, int | None], None],
    seconds: tuple[float, float],
) -> None:  # fmt: skip
    """pooch's downloader: go on with what is there, verify the whole, hand it over. Never keeps more than a copy can have."""
    have = part.stat().st_size if part.exists() else 0
    most = official.size + (official.size >> 8) + 1024  # gzip adds less than that even to what cannot be packed
    headers = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(url, headers=headers, stream=True, timeout=seconds) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            raise BadCopy("it is shorter than what was fetched before")
        answer.raise_for_status()
        if answer.status_code != requests.codes.partial_content:
            have = 0
        length = answer.headers.get("Content-Length", "")
        whole = have + int(length) if length.isdecimal() else None
        with open(part, "ab" if have else "wb") as file:
            for piece in answer.iter_content(PIECE):
                file.write(piece)
                have += len(piece)
                report(have, whole)
                if have > most:
                    raise BadCopy("it is longer than the official file")
    if whole is not None and have < whole:
        raise requests.ConnectionError("the download broke off")
    content = part.read_bytes()
    _verify(content, official)
    Path(output).write_bytes(content)


def _verify(content: bytes, official: IdxFile) -> None:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        raw = unpacker.decompress(content, official.size + 1)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise BadCopy(f"it cannot be unpacked ({error})") from None
    if hashlib.sha256(raw).hexdigest() != official.sha256:
        raise BadCopy("it is not the official file (the sha256 differs)")


def _reason(error: Exception) -> str:
    """Why a mirror failed, in a few words."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"it answered {error.response.status_code}"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy did not answer, or let nothing through"
    if isinstance(error, requests.Timeout):
        return "it did not answer in time"
    if isinstance(error, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        return "no connection, or it broke off"
    return str(error)
