"""A headless Chromium for the tests, driven over the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/)."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.processes import GUARD, until

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key that the standard gives to an element's reference
QUIET = [
    "no-sandbox",
    "disable-gpu",
    "disable-dev-shm-usage",  # containers have little of it
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
]


def is_here() -> bool:
    """Whether Chromium and its driver are installed."""
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


class Browser:
    """One page in a window of a given size. Use it in a `with` block."""

    def __init__(self, width: int = 1000, height: int = 800) -> None:
        self.home = tempfile.mkdtemp(prefix="chromium-")
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.driver.stdout is not None
        started = next(
            found for line in self.driver.stdout if (found := re.search(r"successfully on port (\d+)", line.strip()))
        )
        self.base = f"http://127.0.0.1:{started[1]}/session"
        options = {
            "binary": shutil.which("chromium"),
            "args": [
                "--headless",
                f"--window-size={width},{height}",
                f"--user-data-dir={self.home}",
                *(f"--{each}" for each in QUIET),
            ],
        }
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {"script": int(GUARD * 1000), "pageLoad": int(GUARD * 1000)},
        }
        try:
            self.base += "/" + self._send("POST", "", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._send("DELETE", "", None)
        finally:
            self._end()

    def open(self, address: str) -> None:
        """Go to a page."""
        self._send("POST", "/url", {"url": address})

    def size(self, width: int, height: int) -> None:
        """Show the page as on a screen of this size, also one that is smaller than a window can be."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        self._send("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def press(self, keys: str) -> None:
        """Press keys, one after another, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._send("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of JavaScript, such as "return document.title"."""
        return self._send("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def click(self, selector: str) -> None:
        """Click on the first element that fits the CSS selector."""
        self._send("POST", f"/element/{self._find(selector)}/click", {})

    def draw(self, selector: str, *points: tuple[int, int]) -> None:
        """Press the mouse at the first point, counted from the element's centre, and move it through the others."""
        origin = {ELEMENT: self._find(selector)}
        moves = [{"type": "pointerMove", "duration": 60, "origin": origin, "x": x, "y": y} for x, y in points]
        actions = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}]
        self._send("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": actions}]})

    def until(self, script: str) -> Any:
        """Wait until a script's value is true."""
        return until(lambda: self.run(script), script)

    def picture(self, path: Path) -> None:
        """Save a picture of the window."""
        path.write_bytes(base64.b64decode(self._send("GET", "/screenshot", None)))

    def complaints(self) -> list[str]:
        """What the page's console holds: errors of scripts, and requests that the page's policy refused."""
        return [each["message"] for each in self._send("POST", "/se/log", {"type": "browser"})]

    def _find(self, selector: str) -> str:
        return str(self._send("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT])

    def _send(self, method: str, path: str, content: Any) -> Any:
        data = None if content is None else json.dumps(content).encode()
        with urlopen(
            Request(self.base + path, data, {"Content-Type": "application/json"}, method=method), timeout=GUARD
        ) as reply:
            return json.load(reply)["value"]

    def _end(self) -> None:
        self.driver.terminate()
        try:
            self.driver.wait(GUARD)
        except subprocess.TimeoutExpired:
            self.driver.kill()
        shutil.rmtree(self.home, ignore_errors=True)
