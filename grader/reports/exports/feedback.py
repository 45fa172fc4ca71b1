"""What an export tells a learner about an exercise: the checks that did not pass, and why."""

from grader.checking.verdict import Status
from grader.course.text import printable
from grader.grading.record import Result, message, remarks
from grader.results.statuses import LOOKS, look


def feedback(exercise: Result) -> str:
    """Lines of text; empty where everything passed and nothing is to be said of it. The same reason is given once."""
    if exercise["status"] == Status.NOT_STARTED:
        return f"{LOOKS[Status.NOT_STARTED].word.capitalize()}."
    lines: list[str] = []
    for check in exercise["checks"]:
        if look(check["status"]).explained:
            lines.append(f"{LOOKS[Status.FAILED].sign} {check['title']}")
            lines += [f"  {line}" for line in message(check).split("\n") if f"  {line}" not in lines[-4:]]
    waiting = [str(check["title"]) for check in exercise["checks"] if check["status"] == Status.NOT_CHECKED]
    if waiting:
        lines.append(f"{LOOKS[Status.NOT_CHECKED].word.capitalize()} yet: {'; '.join(waiting)}.")
    lines += remarks(exercise)
    return printable("\n".join(lines), 8000)
