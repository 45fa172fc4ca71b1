"""A large class in the terminal: how the scores lie, and which exercises few got right."""

from collections import Counter
from collections.abc import Iterable
from statistics import median

from rich.console import Console
from rich.table import Table

from grader.course import Course
from grader.course.text import counted
from grader.grading.record import Result

BINS = 10  # of the scores, in per cent
HARDEST = 5
WIDTH = 40  # characters of the longest bar


def show_summary(console: Console, lines: Iterable[Result], course: Course) -> None:
    """The median, a bar for each tenth of the points, and the exercises that the fewest passed."""
    lines = list(lines)
    known = [each for each in lines if each["score"] is not None]
    shares = [each["score"] / each["max_score"] if each["max_score"] else 0.0 for each in known]
    withheld = f" {counted(len(lines) - len(known), 'score')} withheld." if len(known) < len(lines) else ""
    half = f"half of them have {median(shares or [0.0]):.0%} of the points or more."
    console.print(f"[bold]{len(lines)} submissions[/]: {half}{withheld}")
    counts = Counter(min(int(share * BINS), BINS - 1) for share in shares)
    bars = Table(box=None, show_header=False, pad_edge=False)
    bars.add_column(justify="right")
    bars.add_column(no_wrap=True)
    for low in reversed(range(BINS)):
        high = "100" if low == BINS - 1 else f"<{(low + 1) * 100 // BINS}"
        bar = "█" * -(-counts[low] * WIDTH // max([*counts.values(), 1]))
        bars.add_row(f"{low * 100 // BINS}–{high} %", f"{bar} {counts[low] or ''}")
    console.print(bars)
    passed = {name: [each["exercises"].get(name) == "passed" for each in lines] for name in course.scored}
    judged = [name for name in passed if any(name in each["exercises"] for each in lines)]
    console.print("The hardest exercises:")
    for name in sorted(judged, key=lambda each: sum(passed[each]))[:HARDEST]:
        console.print(f"  {name}: {sum(passed[name])} of {len(lines)} passed")
