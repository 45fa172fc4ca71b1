"""In which line of a TOML text something stands: tomllib does not tell. Used only where there is something to say about it."""

import re
import tomllib
from collections.abc import Callable

Place = tuple[str | int, ...]  # the keys that lead to a value; in a list, its number from 0

TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')'''
    r"""|(?P<newline>\n)|(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,.#"']+)""",
    re.DOTALL,
)


def line_of(text: str, place: Place) -> int:
    """The line, counted from 1, in which the value at `place` begins; of a table that of its header.

    Where the text holds nothing at that place, it is the line of what would hold it; of the whole text, 1. `text` is valid TOML.
    """
    found = _Lines(text).found
    while place not in found and place:
        place = place[:-1]
    return found.get(place, 1)


class _Lines:
    """Reads a whole text; `found` has the line of each place."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str, int]] = []  # kind, text, line
        line = 1
        for match in TOKEN.finditer(text):
            kind = str(match.lastgroup)
            if kind != "skip":
                self.tokens.append((kind, match[0], line))
            line += match[0].count("\n")
        self.tokens.append(("newline", "\n", line))
        self.at = 0
        self.found: dict[Place, int] = {}
        self.lengths: dict[Place, int] = {}  # how many tables each list of tables has so far
        table: Place = ()
        while self.at < len(self.tokens):
            kind, word, _ = self.tokens[self.at]
            if kind == "newline":
                self.at += 1
            elif word == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        """`[a.b]`, or `[[a.b]]`: the place of the table that begins there."""
        line = self.tokens[self.at][2]
        many = self.tokens[self.at + 1][1] == "["
        self.at += 2 if many else 1
        keys = self._keys("]")
        self.at += 2 if many else 1
        place: Place = ()
        for key in keys:
            place = (*self._last(place), key)
            self.found.setdefault(place, line)
        if many:
            self.lengths[place] = self.lengths.get(place, 0) + 1
        place = self._last(place)
        self.found.setdefault(place, line)
        return place

    def _last(self, place: Place) -> Place:
        """Of a list of tables the one that was begun last; else the place itself."""
        return (*place, self.lengths[place] - 1) if place in self.lengths else place

    def _pair(self, table: Place) -> None:
        """`a.b = value`."""
        line = self.tokens[self.at][2]
        place = table
        for key in self._keys("="):
            place = (*place, key)
            self.found.setdefault(place, line)
        self.at += 1
        self._value(place)

    def _keys(self, end: str) -> list[str]:
        """The keys up to a mark, without their quotes."""
        keys = []
        while self.tokens[self.at][1] != end:
            kind, word, _ = self.tokens[self.at]
            if kind == "string":
                keys.append(next(iter(tomllib.loads(f"{word} = 0"))))
            elif kind == "bare":
                keys.append(word)
            self.at += 1
        return keys

    def _value(self, place: Place) -> None:
        kind, word, line = self.tokens[self.at]
        self.found.setdefault(place, line)
        if kind == "mark" and word == "[":
            self._inside("]", lambda number: self._value((*place, number)))
        elif kind == "mark" and word == "{":
            self._inside("}", lambda _: self._pair(place))
        else:  # a number or a date may be several words
            while self.tokens[self.at][0] in ("string", "bare") or self.tokens[self.at][1] == ".":
                self.at += 1

    def _inside(self, end: str, read: Callable[[int], None]) -> None:
        """The parts of a list or of a table in one line, by their number."""
        self.at += 1
        number = 0
        while self.tokens[self.at][1] != end:
            if self.tokens[self.at][1] in ("\n", ","):
                self.at += 1
            else:
                read(number)
                number += 1
        self.at += 1
