"""Draw docs/demo.svg: what `make demo` prints, as the terminal shows it.

    make demo && python -m docs.pictures.demo
"""

import json
import re
from io import StringIO
from pathlib import Path

from rich.console import Console

from grader import course
from grader.batch.command import SEED
from grader.reports.terminal.table import show_class, show_findings
from grader.results import seed

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "out" / "demo"


def main() -> None:
    console = Console(record=True, width=112, force_terminal=True, highlight=False, file=StringIO())
    lines = json.loads((RESULTS / "results.json").read_text(encoding="utf-8"))["submissions"]
    for each in lines:
        show_findings(console, json.loads((RESULTS / each["result"]).read_text(encoding="utf-8")))
    console.print()
    show_class(console, lines, course.load())
    console.print(f"Results: {(RESULTS / 'results.json').relative_to(ROOT)}")
    console.print(SEED.format(seed.recorded(RESULTS)))
    save_svg(console, "make demo", ROOT / "docs" / "demo.svg")


def save_svg(console: Console, title: str, path: Path) -> None:
    """Save what a console recorded, as a picture of a terminal."""
    picture = console.export_svg(title=title)
    picture = re.sub(r"@font-face \{.*?\n    \}\n", "", picture, flags=re.DOTALL)  # the reader's own monospace will do
    path.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
