"""Keys on a console of Windows, which is asked for each; a terminal of POSIX is tried in test_watch.py, on a real one."""

import sys
from threading import Event
from types import ModuleType

import pytest

from grader.learner.watch import keyboard


class Console(ModuleType):
    """msvcrt with these keys waiting."""

    def __init__(self, keys: str) -> None:
        super().__init__("msvcrt")
        self.keys = list(keys)

    def kbhit(self) -> bool:
        return bool(self.keys)

    def getwch(self) -> str:
        return self.keys.pop(0)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [("hN", ["h", "n", "q"]), ("\xe0Hn", ["n", "q"]), ("ü", ["ü", "q"]), ("", ["q"])],
    ids=["letters", "an arrow", "a letter beyond ASCII", "Ctrl-C alone"],
)
def test_keys_of_a_windows_console(monkeypatch: pytest.MonkeyPatch, typed: str, heard: list[str]) -> None:
    monkeypatch.setitem(sys.modules, "termios", None)  # as where there is none
    monkeypatch.setitem(sys.modules, "msvcrt", Console(typed + "\x03"))
    monkeypatch.setattr(keyboard, "MOMENT", 0.01)
    pressed: list[str] = []
    over = Event()

    def press(key: str) -> None:
        pressed.append(key)
        if key == keyboard.QUIT:
            over.set()

    with keyboard.keys(press):
        assert over.wait(10)
    assert pressed == heard
