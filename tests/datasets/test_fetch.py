"""Fetching from servers that truncate, corrupt, redirect, stall and lie about lengths, on this machine."""

import gzip
import hashlib
import random
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from checks.idx import IdxFile
from extras.data.mirrors import ATTEMPTS, PIECE, fetch
from grader.course.data import DataError
from tests.processes import GUARD

NAME = "tiny-images-idx3-ubyte"
SHAPE = (90, 28, 28)
PIXELS = random.Random(1).randbytes(90 * 28 * 28)
HEADER = IdxFile(SHAPE, "").header
OFFICIAL = IdxFile(SHAPE, hashlib.sha256(HEADER + PIXELS).hexdigest())
PACKED = gzip.compress(HEADER + PIXELS, mtime=0)
BOMB = gzip.compress(bytes(50_000_000))
STALLS = (GUARD, 4.0)  # a server that stalls is given up after the second number of seconds

Answer = Callable[[BaseHTTPRequestHandler, int], None]  # what a server does; and how many requests there were before


def whole(request: BaseHTTPRequestHandler, _: int) -> None:
    start = int(request.headers.get("Range", "bytes=0-")[6:-1])
    request.send_response(206 if start else 200)
    request.send_header("Content-Length", str(len(PACKED) - start))
    request.end_headers()
    request.wfile.write(PACKED[start:])


def cut_short(request: BaseHTTPRequestHandler, before: int) -> None:
    """A third at a time: the rest has to be asked for."""
    start = int(request.headers.get("Range", "bytes=0-")[6:-1])
    request.send_response(206 if start else 200)
    request.send_header("Content-Length", str(len(PACKED) - start))
    request.end_headers()
    request.wfile.write(PACKED[start : start + len(PACKED) // 3 + 1])


def nothing_more(request: BaseHTTPRequestHandler, _: int) -> None:
    send(request, PACKED[:5000], len(PACKED)) if "Range" not in request.headers else send(request, b"", 50, 206)


def corrupt(request: BaseHTTPRequestHandler, _: int) -> None:
    send(request, PACKED[:500] + bytes(20) + PACKED[520:])


def another_file(request: BaseHTTPRequestHandler, _: int) -> None:
    send(request, gzip.compress(HEADER + PIXELS[::-1]))


def endless(request: BaseHTTPRequestHandler, _: int) -> None:
    request.send_response(200)
    request.end_headers()
    try:
        for _ in range(1000):
            request.wfile.write(bytes(100_000))
    except OSError:
        return


def a_bomb(request: BaseHTTPRequestHandler, _: int) -> None:
    send(request, BOMB)


def too_short_a_length(request: BaseHTTPRequestHandler, _: int) -> None:
    send(request, PACKED, len(PACKED) // 2)


def stall(request: BaseHTTPRequestHandler, _: int) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(len(PACKED)))
    request.end_headers()
    request.wfile.flush()
    request.server.closing.wait(60)  # type: ignore[attr-defined]  # nothing more comes as long as the test runs


def not_there(request: BaseHTTPRequestHandler, _: int) -> None:
    request.send_error(404)


def redirect(request: BaseHTTPRequestHandler, _: int) -> None:
    if "elsewhere" in request.path:
        return whole(request, _)
    request.send_response(302)
    request.send_header("Location", "/elsewhere/" + request.path.rsplit("/", 1)[1])
    request.send_header("Content-Length", "0")
    request.end_headers()


def in_a_circle(request: BaseHTTPRequestHandler, _: int) -> None:
    request.send_response(302)
    request.send_header("Location", request.path)
    request.send_header("Content-Length", "0")
    request.end_headers()


def send(request: BaseHTTPRequestHandler, content: bytes, length: int | None = None, status: int = 200) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(len(content) if length is None else length))
    request.end_headers()
    request.wfile.write(content)


class Server(ThreadingHTTPServer):
    """Answers every request as the test says; counts them."""

    answer: Answer
    count = 0
    closing: threading.Event
    daemon_threads = True


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.answer(self, self.server.count)
        self.server.count += 1

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], tuple[str, Server]]]:
    servers = []

    def start(answer: Answer) -> tuple[str, Server]:
        server = Server(("127.0.0.1", 0), Handler)
        server.closing = threading.Event()
        server.answer = staticmethod(answer)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/mnist/", server

    yield start
    for server in servers:
        server.closing.set()
        server.shutdown()
        server.server_close()


def get(folder: Path, *mirrors: str, seconds: tuple[float, float] = (GUARD, GUARD)) -> list[str]:
    return fetch(folder, lambda *_: None, mirrors, {NAME: OFFICIAL}, seconds)


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("answer", [whole, cut_short, redirect])
def test_what_can_be_had_is_had(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]], answer: Answer) -> None:
    assert get(tmp_path, serve(answer)[0]) == [NAME]
    assert kept(tmp_path) == [f"{NAME}.gz"]
    assert (tmp_path / f"{NAME}.gz").read_bytes() == PACKED


BAD: dict[Answer, str] = {
    corrupt: "it ",  # zlib says what is wrong where it can; else the sha256 does
    another_file: "it is not the official file (the sha256 differs)",
    endless: "it is longer than the official file",
    a_bomb: "it is not the official file (the sha256 differs)",
    too_short_a_length: "it ",
    nothing_more: "no connection, or it broke off",
    stall: "no connection, or it broke off",
    not_there: "it answered 404",
    in_a_circle: "Exceeded 30 redirects.",
}


@pytest.mark.parametrize("answer", BAD, ids=lambda each: each.__name__)
def test_after_a_bad_mirror_comes_the_next(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]], answer: Answer) -> None:
    assert get(tmp_path, serve(answer)[0], serve(whole)[0], seconds=STALLS if answer is stall else (GUARD, GUARD)) == [NAME]
    assert (tmp_path / f"{NAME}.gz").read_bytes() == PACKED
    assert kept(tmp_path) == [f"{NAME}.gz"]


@pytest.mark.parametrize("answer", BAD, ids=lambda each: each.__name__)
def test_where_no_mirror_helps_each_reason_and_the_way_by_hand_are_named(
    tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]], answer: Answer
) -> None:
    url, server = serve(answer)
    with pytest.raises(DataError) as caught:
        get(tmp_path, url, seconds=STALLS if answer is stall else (GUARD, GUARD))
    lines = str(caught.value).split("\n")
    assert lines[0] == f"{NAME}.gz could not be fetched from any mirror:"
    assert lines[1].startswith(f"  {url}: {BAD[answer]}")
    assert lines[2] == "Bring the four official files by hand: put them into a folder and run `grader data add FOLDER`."
    assert f"{NAME}.gz" not in kept(tmp_path)
    assert server.count <= 40 * ATTEMPTS


def test_a_later_run_goes_on_where_the_first_broke_off(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]]) -> None:
    with pytest.raises(DataError):
        get(tmp_path, serve(nothing_more)[0])
    assert (tmp_path / f".{NAME}.gz.part").stat().st_size == PIECE
    asked = []

    def listen(request: BaseHTTPRequestHandler, before: int) -> None:
        asked.append(request.headers.get("Range"))
        whole(request, before)

    get(tmp_path, serve(listen)[0])
    assert asked == [f"bytes={PIECE}-"]


def test_the_beginning_of_another_packing_is_thrown_away(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]]) -> None:
    (tmp_path / f".{NAME}.gz.part").write_bytes(gzip.compress(HEADER + PIXELS, 1, mtime=5)[:1000])
    assert get(tmp_path, serve(whole)[0]) == [NAME]


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Name a proxy as people do, in the environment."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return lambda url: monkeypatch.setenv("http_proxy", url)


def test_a_proxy_is_respected(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]], proxy: Callable[[str], None]) -> None:
    asked = []

    def pass_on(request: BaseHTTPRequestHandler, before: int) -> None:
        asked.append(request.path)
        whole(request, before)

    proxy(serve(pass_on)[0])
    assert get(tmp_path, "http://mirror.invalid/mnist/") == [NAME]  # nobody but the proxy answers for such a name
    assert asked == [f"http://mirror.invalid/mnist/{NAME}.gz"]


def test_a_proxy_that_is_not_there_is_named(tmp_path: Path, proxy: Callable[[str], None]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        proxy(f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(DataError, match="the proxy did not answer, or let nothing through"):
            get(tmp_path, "http://mirror.invalid/mnist/")


def test_what_is_here_is_not_fetched(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]]) -> None:
    (tmp_path / NAME).write_bytes(b"")
    url, server = serve(whole)
    assert get(tmp_path, url) == []
    assert server.count == 0


def test_progress_is_told(tmp_path: Path, serve: Callable[[Answer], tuple[str, Server]]) -> None:
    told: list[tuple[str, int, int | None]] = []
    fetch(tmp_path, lambda *each: told.append(each), [serve(whole)[0]], {NAME: OFFICIAL})
    assert told[-1] == (f"{NAME}.gz", len(PACKED), len(PACKED))
