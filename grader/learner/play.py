"""`grader play`: a page on this machine on which the learner's own trained model answers.

What there is to play with is in the course's extras/play.py:

    UNITS         the exercise that trains a model, by the number of its unit; the first one that is written is taken
    PAGE          the page's file
    INVITATION    a sentence, with {address} for the page's address
    model(course, work, exercise)
                  the trained model, used in a `with` block: `about`, a sentence on it, and `answers`, a function for each path that
                  the page asks. Raises ModelError.
"""

import json
import time
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from rich.console import Console

from grader.course import Course, CourseError
from grader.course.loaded import course_module
from grader.learner.keys import is_untouched
from grader.learner.work import open_work, stop
from grader.submission.model import Submission, SubmissionError

PORT = 8728  # tried first, so that a page left open finds the next model again
LONGEST, FIGURES = 64 << 10, 5  # bytes of a request's body, and figures of that number
SECONDS = 10.0  # for a request to arrive in
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:"

Ask = Callable[[Any], dict[str, Any]]  # what came with a request -> the answer


class ModelError(Exception):
    """The model could not be trained, or does not answer as it should; the message is for the learner."""


def play(folder: Path, unit: int | None, port: int, look: bool) -> int:
    """Train the model, serve the page until Ctrl-C; the exit status."""
    console = Console(highlight=False)
    try:
        course, work = open_work(folder)
        extra = course_module(course, "extras.play")
        if extra is None:
            raise ModelError("This course has nothing to play with.")
        models = {number: name for number, name in extra.UNITS.items() if name in course.exercises}
        if not models:
            raise ModelError("This course has nothing to play with.")
        name = choose(models, course, work, unit)
        with console.status(f"Training your model ({name})…"):
            model = extra.model(course, work, name)
        with model:
            server = serve(model.answers, extra.PAGE.read_bytes(), port)
            address = f"http://127.0.0.1:{server.server_address[1]}/"
            console.print(model.about, markup=False)
            console.print(f"{extra.INVITATION.format(address=address)} Ctrl-C ends it.", markup=False)
            if look:
                webbrowser.open(address)
            server.serve_forever()
    except (CourseError, SubmissionError, ModelError) as error:
        return stop(error)
    except KeyboardInterrupt:
        console.print("Ended.")
    return 0


def choose(models: dict[int, str], course: Course, work: Submission, unit: int | None) -> str:
    """The exercise that trains the model: that of the unit, or the first that is written. Raises ModelError."""
    if unit is not None and unit not in models:
        raise ModelError(f"Unit {unit} trains no model to play with: give --unit {' or '.join(map(str, sorted(models)))}.")
    wanted = [unit] if unit is not None else list(models)
    written = [models[each] for each in wanted if not is_untouched(course, work, models[each])]
    if not written:
        names = " or ".join(f"{models[each]} (unit {each})" for each in wanted)
        raise ModelError(f"There is no model to play with yet: write {names} first.")
    return written[0]


def serve(answers: dict[str, Ask], page: bytes, port: int = PORT) -> ThreadingHTTPServer:
    """A server for this machine alone: the page at /, and the answers at their paths. Another port where this one is taken."""
    lock = Lock()  # a worker answers one question at a time

    methods = {"/": "GET", **dict.fromkeys(answers, "POST")}

    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS  # for each line of a request's head

        def do_GET(self) -> None:
            if self._is_ours() and self._is_known():
                self._send(HTTPStatus.OK, page, "text/html; charset=utf-8")

        def do_POST(self) -> None:
            if not self._is_ours():
                return
            length = self.headers.get("Content-Length", "")
            if not (length.isascii() and length.isdecimal()):
                self._send(HTTPStatus.BAD_REQUEST, b"{}")
            elif len(length) > FIGURES or int(length) > LONGEST:
                self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"{}")
            elif (body := self._body(int(length))) is None:
                self._send(HTTPStatus.REQUEST_TIMEOUT, b"{}")
            elif self._is_known():
                self._answer(body)

        def _answer(self, body: bytes) -> None:
            try:
                asked = json.loads(body or b"null")
                with lock:  # only now that everything is here: whoever sends slowly keeps nobody waiting
                    found = answers[self.path](asked)
            except (ValueError, TypeError, RecursionError):  # the last: brackets nested by the thousand
                self._send(HTTPStatus.BAD_REQUEST, b"{}")
            else:
                self._send(HTTPStatus.OK, json.dumps(found).encode())

        def _body(self, length: int) -> bytes | None:
            """The body's bytes; None where they are not here in time, or end too early."""
            deadline, parts = time.monotonic() + SECONDS, b""
            try:
                while len(parts) < length:
                    self.connection.settimeout(max(deadline - time.monotonic(), 0.001))
                    part = self.rfile.read1(length - len(parts))
                    if not part:
                        return None
                    parts += part
            except TimeoutError:
                return None
            finally:
                self.connection.settimeout(SECONDS)
            return parts

        def _is_known(self) -> bool:
            """Whether there is something at the path, for this method; what is not known is answered here."""
            if self.path not in methods:
                self._send(HTTPStatus.NOT_FOUND, b"{}")
            elif self.command != methods[self.path]:
                self._send(HTTPStatus.METHOD_NOT_ALLOWED, b"{}", Allow=methods[self.path])
            else:
                return True
            return False

        def _is_ours(self) -> bool:
            """No page of another site may ask: its host name would stand here, or its address as the origin."""
            number = self.server.server_address[1]  # type: ignore[index]  # an internet address is a pair
            hosts = {f"127.0.0.1:{number}", f"localhost:{number}"}
            origin = self.headers.get("Origin", "http://" + self.headers.get("Host", ""))
            if self.headers.get("Host") in hosts and origin.removeprefix("http://") in hosts:
                return True
            self._send(HTTPStatus.FORBIDDEN, b"{}")
            return False

        def _send(self, status: HTTPStatus, content: bytes, kind: str = "application/json", **more: str) -> None:
            self.send_response(status)
            for name, value in {
                "Content-Type": kind,
                "Content-Length": str(len(content)),
                "Content-Security-Policy": POLICY,
                "Cache-Control": "no-store",
                **more,
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
