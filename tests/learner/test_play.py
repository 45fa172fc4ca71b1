"""`grader play`: the learner's own model judges a drawn digit, on a page in a real browser."""

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Course
from tests import browser
from tests.browser import Browser
from tests.learner.conftest import Run
from tests.learner.terminal import Terminal
from tests.processes import GUARD


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
    assert request(address, "POST", "/nowhere", body) == 400


def test_before_there_is_a_model(work: Path, run: Run) -> None:
    done = run(work, "play", "--no-open")
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "There is no model to play with yet: write train_classifier (unit 9) or train_simple_net (unit 7) first."
    )


def test_a_model_that_cannot_be_trained(work: Path) -> None:
    unit = work / "unit09_full_mnist.py"
    unit.write_text(
        unit.read_text() + "\n\ndef train_classifier(train_x, train_y, device):\n    return torch.nn.Linear(784, 3)\n"
    )
    with Terminal(work, "play", "--no-open") as terminal:
        terminal.until("Training your model (train_classifier)…")
        terminal.until("Your model should give scores of shape [1000, 10] here; it gave [1000, 3].")
        assert terminal.end() == 2
