"""Submissions that are suspiciously alike, by winnowing. Advice where to look, never a verdict.

Schleimer, Wilkerson & Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003, is how MOSS works: of the
hashes of all runs of K tokens, the smallest in every window of WINDOW runs is kept. Whatever two submissions share over
K + WINDOW - 1 tokens of one function leaves a common fingerprint; what is shorter than K tokens never does. As in MOSS, what
was given out and what many have is no sign of anything and is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from grader.reports.analysis.tokens import Token, passages
from grader.submission.aside.reader import Unreadable, aside

K = 15  # tokens; a one-liner with its head is hardly longer
WINDOW = 8
MANY = 4  # submissions that share a passage, or…
OFTEN = 0.05  # …the share of the class, above which it is common
LEAST = 8  # rare fingerprints that a pair has in common before it is worth a look
SHARE = 0.25  # of the rare fingerprints of the one who has fewer

Place = tuple[str, int]  # module, line
ADVICE = "Two submissions may be alike because two people had the same teacher, book or assistant. Read both before you ask anyone."


@dataclass(frozen=True)
class Pair:
    """Two submissions with passages in common: the share of the rarer passages of the smaller one, and where they stand."""

    first: str
    second: str
    share: float
    common: int
    places: tuple[tuple[Place, Place], ...]


def compare(works: dict[str, dict[str, str]], given: Iterable[str] = ()) -> list[Pair]:
    """The pairs that are alike, most alike first.

    Args:
        works: source text by submission and module.
        given: sources that everybody was given (stubs, references): what they hold is left out.
    """
    ours = {each for text in given for each in fingerprints(text)}
    prints: dict[str, dict[int, Place]] = {}
    for name, modules in works.items():
        prints[name] = {
            value: (module, line)
            for module, text in modules.items()
            for value, line in (_prints_aside(text) or {}).items()
            if value not in ours
        }
    held = Counter(value for each in prints.values() for value in each)
    limit = max(MANY, OFTEN * len(works))
    holders: dict[int, list[str]] = defaultdict(list)
    for name, found in prints.items():
        prints[name] = {value: place for value, place in found.items() if held[value] <= limit}
        for value in prints[name]:
            holders[value].append(name)
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for value, names in holders.items():
        for pair in combinations(names, 2):
            shared[pair].append(value)
    pairs = [_pair(*names, values, prints) for names, values in shared.items() if len(values) >= LEAST]
    return sorted(
        (each for each in pairs if each.share >= SHARE), key=lambda each: (-each.share, -each.common, each.first)
    )


def uncompared(works: dict[str, dict[str, str]]) -> list[str]:
    """A sentence for each module that could not be compared with the others'."""
    return [
        f"{name}: {module}.py could not be compared with the others'. Read it yourself."
        for name, modules in works.items()
        for module, text in modules.items()
        if _prints_aside(text) is None
    ]


@lru_cache(maxsize=4096)
def _prints_aside(source: str) -> dict[int, int] | None:
    """The fingerprints of a learner's module; None where it leads Python's own tokenizer beyond every bound."""
    try:
        return {value: line for value, line in aside(prints_of, source)}
    except Unreadable:
        return None


def prints_of(source: str) -> list[tuple[int, int]]:
    """The fingerprints as JSON can hold them; to be called aside."""
    return list(fingerprints(source).items())


@lru_cache(maxsize=4096)
def fingerprints(source: str) -> dict[int, int]:
    """The winnowed hashes of a module, and the line where each passage begins. The same source always gives the same ones."""
    kept: dict[int, int] = {}
    for row in passages(source):
        for value, line in _winnow(row):
            kept.setdefault(value, line)
    return kept


def _winnow(row: list[Token]) -> Iterator[tuple[int, int]]:
    """The smallest hash of every window, and its line; of equal ones the rightmost, as in the paper."""
    codes = [crc32(each.text.encode()) for each in row]
    hashes = [hash(tuple(codes[i : i + K])) for i in range(len(codes) - K + 1)]
    last = -1
    for start in range(max(len(hashes) - WINDOW + 1, min(len(hashes), 1))):
        window = hashes[start : start + WINDOW]
        smallest = min(window)
        place = start + max(i for i, value in enumerate(window) if value == smallest)
        if place != last:
            yield hashes[place], row[place].line
            last = place


def _pair(first: str, second: str, values: list[int], prints: dict[str, dict[int, Place]]) -> Pair:
    smaller = min(len(prints[first]), len(prints[second]))
    places = sorted({(prints[first][value], prints[second][value]) for value in values})
    return Pair(first, second, len(values) / smaller, len(values), tuple(places))
