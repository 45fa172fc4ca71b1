"""`grader play`: a page on this machine where the learner's own trained model judges a drawn digit."""

import json
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from rich.console import Console

from grader.course import Course, CourseError
from grader.learner.definitions import is_untouched
from grader.learner.work import open_work, stop
from grader.submission import Submission, SubmissionError

MODELS = {9: "train_classifier", 7: "train_simple_net"}  # the exercise of the unit that trains a model
PORT = 8728  # tried first, so that a page left open finds the next model again
PIXELS = 28 * 28
LONGEST = 64 << 10  # bytes of a request
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:"

Ask = Callable[[Any], dict[str, Any]]  # what came with a request -> the answer


def play(folder: Path, unit: int | None, port: int, look: bool) -> int:
    """Train the model, serve the page until Ctrl-C; the exit status."""
    console = Console(highlight=False)
    try:
        course, work = open_work(folder)
        name = choose(course, work, unit)
    except (CourseError, SubmissionError) as error:
        return stop(error)
    from grader.learner.model import ModelError, TrainedModel  # torch comes with it

    try:
        with console.status(f"Training your model ({name})…"):
            model = TrainedModel(course, work, name)
        with model:
            server = serve({"/scores": model.scores, "/digit": model.digit}, port)
            address = f"http://127.0.0.1:{server.server_address[1]}/"
            console.print(
                f"Your model is trained: {model.accuracy:.1%} of the validation digits are right.", markup=False
            )
            console.print(f"Draw a digit at {address} and see what it says. Ctrl-C ends it.", markup=False)
            if look:
                webbrowser.open(address)
            server.serve_forever()
    except ModelError as error:
        return stop(error)
    except KeyboardInterrupt:
        console.print("Ended.")
    return 0


def choose(course: Course, work: Submission, unit: int | None) -> str:
    """The exercise that trains the model: that of the unit, or the latest that is written. Raises SubmissionError."""
    wanted = [unit] if unit else list(MODELS)
    written = [MODELS[each] for each in wanted if not is_untouched(course, work, MODELS[each])]
    if not written:
        names = " or ".join(f"{MODELS[each]} (unit {each})" for each in wanted)
        raise SubmissionError(f"There is no model to play with yet: write {names} first.")
    return written[0]


def serve(answers: dict[str, Ask], port: int = PORT) -> ThreadingHTTPServer:
    """A server for this machine alone: the page at /, and the answers at their paths. Another port where this one is taken."""
    page = files("grader.learner").joinpath("play.html").read_bytes()
    lock = Lock()  # a worker answers one question at a time

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self._is_ours() and self.path == "/":
                self._send(HTTPStatus.OK, page, "text/html; charset=utf-8")

        def do_POST(self) -> None:
            if not self._is_ours():
                return
            length = self.headers.get("Content-Length", "")
            if self.path not in answers or not length.isdecimal() or int(length) > LONGEST:
                self._send(HTTPStatus.BAD_REQUEST, b"{}", "application/json")
                return
            try:
                with lock:
                    found = answers[self.path](json.loads(self.rfile.read(int(length)) or b"null"))
                self._send(HTTPStatus.OK, json.dumps(found).encode(), "application/json")
            except (ValueError, TypeError, RecursionError):  # the last: brackets nested by the thousand
                self._send(HTTPStatus.BAD_REQUEST, b"{}", "application/json")

        def _is_ours(self) -> bool:
            """No page of another site may ask: its host name would stand here, or its address as the origin."""
            number = self.server.server_address[1]  # type: ignore[index]  # an internet address is a pair
            hosts = {f"127.0.0.1:{number}", f"localhost:{number}"}
            origin = self.headers.get("Origin", "http://" + self.headers.get("Host", ""))
            if self.headers.get("Host") in hosts and origin.removeprefix("http://") in hosts:
                return True
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return False

        def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
            self.send_response(status)
            for name, value in {
                "Content-Type": kind,
                "Content-Length": str(len(content)),
                "Content-Security-Policy": POLICY,
                "Cache-Control": "no-store",
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody wants to read every stroke."""

    try:
        return ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
