"""Draw docs/demo.svg: what `make demo` prints, as the terminal shows it.

    python docs/make_picture.py
"""

import tempfile
from pathlib import Path

from rich.console import Console

from grader.classroom.command import Options, grade_class

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    console = Console(record=True, width=112, force_terminal=True, highlight=False)
    with tempfile.TemporaryDirectory() as out:
        grade_class(Options((ROOT / "data" / "submissions",), Path(out), device="cpu"), console)
    console.save_svg(str(ROOT / "docs" / "demo.svg"), title="make demo")


if __name__ == "__main__":
    main()
