"""What an export tells a learner about an exercise: the checks that did not pass, and why."""

from grader.course.text import printable
from grader.grading.result import Result, remarks


def feedback(exercise: Result) -> str:
    """Lines of text; empty where everything passed and nothing is to be said of it. The same reason is given once."""
    if exercise["status"] == "not_started":
        return "Not started."
    lines: list[str] = []
    for check in exercise["checks"]:
        if check["status"] in ("failed", "ungraded"):
            lines.append(f"✗ {check['title']}")
            lines += [f"  {line}" for line in str(check["message"]).split("\n") if f"  {line}" not in lines[-4:]]
    waiting = [str(check["title"]) for check in exercise["checks"] if check["status"] == "not_checked"]
    if waiting:
        lines.append(f"Not checked yet: {'; '.join(waiting)}.")
    lines += remarks(exercise)
    return printable("\n".join(lines), 8000)
