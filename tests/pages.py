"""The fenced blocks of a page of the documentation, for tests that do what the page says."""

import re
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(\w*)\n", re.MULTILINE)


@dataclass
class Step:
    """One fenced block, and the paragraph that says what to do with it."""

    says: str
    kind: str
    text: str


def steps(page: str) -> list[Step]:
    """Every block of the text of a page in order. The sentence before it decides what it is for."""
    parts = FENCE.split(page)  # text, kind, block, "", text, kind, block, "", …
    assert not any(parts[3::4])
    prose = [" ".join(text.strip().split("\n\n")[-1].split()) for text in parts[0::4]]
    return [Step(*each) for each in zip(prose, parts[1::4], parts[2::4], strict=False)]


def write_file(folder: Path, step: Step) -> bool:
    """Write, replace or append to the file that the step is about, if it is about one."""
    if asked := re.search(r"Replace all of `([^`]+)` by$", step.says):
        assert (folder / asked[1]).is_file()
        (folder / asked[1]).write_text(step.text, encoding="utf-8")
    elif asked := re.search(r"Write `([^`]+)`:$", step.says):
        assert not (folder / asked[1]).exists()
        (folder / asked[1]).write_text(step.text, encoding="utf-8")
    elif asked := re.search(r"Append to `([^`]+)`:$", step.says):
        with (folder / asked[1]).open("a", encoding="utf-8") as file:
            file.write(step.text)
    return asked is not None


def plain(text: str) -> set[str]:
    """The lines of an output, wherever they stand, without spacing and whatever the numbers of lines are."""
    return {re.sub(r":\d+", ":0", " ".join(line.split())) for line in text.splitlines() if line.strip()}
