"""`grader play`: the learner's own model judges a drawn digit, on a page in a real browser."""

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from grader.course import Course
from grader.learner import play
from grader.learner.play import serve
from tests import browser
from tests.browser import Browser
from tests.learner.conftest import Run
from tests.learner.terminal import Terminal
from tests.processes import CLONE, GUARD


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("player")
    for name in ("unit04_loss", "unit03_descent", "unit05_training", "unit06_optimizer", "unit07_network"):
        (folder / f"{name}.py").write_text(course.reference[name])
    command = [sys.executable, "-m", "grader", "play", "--no-open", "--port", "0"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first, second = process.stdout.readline(), process.stdout.readline()
    found = re.fullmatch(r"Your model is trained: (9\d\.\d)% of the validation digits are right\.\n", first)
    assert found, first
    page = re.fullmatch(r"Draw a digit at (http://127\.0\.0\.1:\d+/) and see what it says\. Ctrl-C ends it\.\n", second)
    assert page, second
    yield page[1]
    process.send_signal(signal.SIGINT)
    assert process.wait(GUARD) == 0
    assert process.stdout.read() == "Ended.\n"


@pytest.mark.skipif(not browser.is_here(), reason="no Chromium with its driver here")
def test_a_drawn_seven_and_a_real_digit(address: str, tmp_path: Path) -> None:
    with Browser() as page:
        page.open(address)
        page.draw("#paper", (-60, -80), (60, -80), (-10, 90))
        page.until("return document.querySelectorAll('#scores li').length === 2")
        page.until("return document.querySelector('#answer').textContent.startsWith('Your model says 7 (')")
        assert page.run("return document.querySelector('.best').textContent").startswith("7")
        page.click("#clear")
        assert page.run("return document.querySelectorAll('#scores li').length") == 0
        page.click("#sample")
        said = page.until("const a = document.querySelector('#answer').textContent; return a.includes('It is a') && a")
        assert re.fullmatch(r"Your model says [37] \(\d+\.\d %\)\. It is a [37]\.", said)
        page.picture(tmp_path / "play.png")
        assert page.complaints() == []


def request(address: str, method: str, path: str, body: str = "", **headers: str) -> int:
    connection = http.client.HTTPConnection(address.removeprefix("http://").strip("/"))
    connection.request(method, path, body, headers)
    return connection.getresponse().status


def test_no_other_site_may_ask(address: str) -> None:
    pixels = str([0.0] * 784)
    assert request(address, "POST", "/scores", pixels) == 200
    assert request(address, "POST", "/scores", pixels, Origin="http://elsewhere.example") == 403
    assert request(address, "GET", "/", Host="elsewhere.example") == 403


@pytest.mark.parametrize("body", ["[1, 2]", '"text"', "{", "null", '{"a": 1}', "[" * 5000])
def test_what_is_no_drawing_is_refused(address: str, body: str) -> None:
    assert request(address, "POST", "/scores", body) == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("POST", "/nowhere", 404), ("GET", "/scores", 405), ("POST", "/", 405), ("GET", "/index.html", 404)],
)
def test_what_is_not_there_is_said(address: str, method: str, path: str, status: int) -> None:
    assert request(address, method, path, "[]" if method == "POST" else "") == status


def exchange(server: ThreadingHTTPServer, text: str) -> socket.socket:
    """A connection on which the text was sent; HOST in it is the server's own."""
    number = server.server_address[1]
    connection = socket.create_connection(("127.0.0.1", int(number)), timeout=GUARD)
    connection.sendall(text.replace("HOST", f"127.0.0.1:{number}").encode())
    return connection


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server whose one answer is what it was asked."""
    with serve({"/scores": lambda asked: {"asked": asked}}, b"the page", 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


HEAD = "POST /scores HTTP/1.1\r\nHost: HOST\r\nContent-Length: {}\r\n\r\n"


def test_an_unfinished_request_keeps_nobody_waiting(server: ThreadingHTTPServer) -> None:
    with exchange(server, HEAD.format(5) + "[1"), exchange(server, "POST /sco"), exchange(server, HEAD.format(5) + "[1,2]") as honest:
        answer = honest.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.0 200 ")
    assert answer.endswith(b'{"asked": [1, 2]}')


def test_an_unfinished_request_ends(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "SECONDS", 0.3)
    with exchange(server, HEAD.format(5) + "[1") as silent, exchange(server, HEAD.format(9) + "[1") as closed:
        closed.shutdown(socket.SHUT_WR)
        for each in (silent, closed):
            assert each.makefile("rb").read().startswith(b"HTTP/1.0 408 ")


@pytest.mark.parametrize(
    ("length", "status"), [("65537", 413), ("1" * 5000, 413), ("-1", 400), ("", 400), ("²", 400), ("5, 5", 400), ("0x5", 400)]
)
def test_a_length_that_cannot_be(server: ThreadingHTTPServer, length: str, status: int) -> None:
    with exchange(server, HEAD.format(length)) as connection:
        assert connection.makefile("rb").read().startswith(f"HTTP/1.0 {status} ".encode())


def test_before_there_is_a_model(work: Path, run: Run) -> None:
    done = run(work, "play", "--no-open")
    assert done.returncode == 2
    assert done.stderr == (
        f"{CLONE}There is no model to play with yet: write train_classifier (unit 9) or train_simple_net (unit 7) first.\n"
    )


def test_a_unit_without_a_model(work: Path, run: Run) -> None:
    done = run(work, "play", "--no-open", "--unit", "3")
    assert (done.returncode, done.stderr) == (2, f"{CLONE}Unit 3 trains no model to play with: give --unit 7 or 9.\n")


def test_a_model_that_cannot_be_trained(work: Path) -> None:
    unit = work / "unit09_full_mnist.py"
    unit.write_text(
        unit.read_text() + "\n\ndef train_classifier(train_x, train_y, device):\n    return torch.nn.Linear(784, 3)\n"
    )
    with Terminal(work, "play", "--no-open") as terminal:
        terminal.until("Training your model (train_classifier)…")
        terminal.until("Your model should give scores of shape [1000, 10] here; it gave [1000, 3].")
        assert terminal.end() == 2
