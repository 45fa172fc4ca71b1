"""What an instructor sees of a large class in the terminal."""

from rich.console import Console

from grader.course import Course
from grader.grading.record import Result
from grader.reports.terminal.summary import show_summary


def line(score: float, **statuses: str) -> Result:
    return {"submission": "x", "score": score, "max_score": 10.0, "exercises": statuses}


def test_scores_in_tenths_and_the_hardest_exercises(course: Course) -> None:
    full = {"is_3": "passed", "mnist_distance": "passed"}
    lines = [line(10.0, **full), line(9.5, **full), line(5.0, is_3="passed", mnist_distance="failed"), line(0.0, is_3="not_started")]
    console = Console(width=100, no_color=True)
    with console.capture() as captured:
        show_summary(console, lines, course)
    printed = captured.get()
    assert "4 submissions: half of them have 72% of the points or more." in printed
    rows = {row.split(" %")[0].strip(): row.split() for row in printed.split("\n") if "–" in row}
    assert rows["90–100"][-1] == "2"
    assert rows["50–<60"][-1] == rows["0–<10"][-1] == "1"
    assert len(rows["90–100"][-2]) == 2 * len(rows["50–<60"][-2])
    assert [row.strip() for row in printed.split("The hardest exercises:\n")[1].rstrip().split("\n")] == [
        "mnist_distance: 2 of 4 passed",
        "is_3: 3 of 4 passed",
    ]
