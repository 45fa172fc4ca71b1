"""One exercise's verdict as a card: HTML for a notebook or nbgrader's pages, plain text for all else.

What came from a learner's code is text here: it is escaped, and no script, style sheet or address of theirs gets through.
"""

from html import escape
from typing import Any

from grader.grading.record import is_bonus, message, remarks
from grader.results.statuses import look

FRAME = (
    "border:1px solid #c8c8c8;border-left:4px solid {colour};border-radius:3px;padding:8px 12px;margin:4px 0;max-width:46em;"
    "font-family:system-ui,sans-serif;font-size:14px;line-height:1.45;color:#1c1c1c;background:#ffffff"
)
CODE = "margin:3px 0 3px 20px;white-space:pre-wrap;overflow-wrap:anywhere;font-family:ui-monospace,monospace;font-size:12.5px"
IMAGE = (
    '<div style="margin:8px 0 2px 20px">'
    '<img alt="{alt}" src="data:image/png;base64,{data}" style="display:block;max-width:100%"></div>'
)

Exercise = dict[str, Any]  # an exercise of a result: see grader/grading/record.schema.json


def text(exercise: Exercise, points: bool = True) -> str:
    """The card as lines of text; with `points`, its head says what was earned."""
    lines = [_head(exercise, points)]
    explained = False
    for check in exercise["checks"]:
        lines.append(f"  {look(check['status']).sign} {check['title']}")
        if check["status"] != "passed" and "kind" in check and not explained:
            explained = True
            lines += [f"      {line}" for line in message(check).split("\n")]
    return "\n".join([*lines, *remarks(exercise)])


def html(exercise: Exercise, points: bool = True, picture: tuple[str, str] | None = None) -> str:
    """The card as HTML that needs nothing from elsewhere. `picture`: what it shows, in words, and a PNG in base 64."""
    rows = []
    explained = False
    for check in exercise["checks"]:
        shown = look(check["status"])
        style = f"color:{shown.colour};display:inline-block;width:20px"
        sign = f'<span role="img" aria-label="{shown.word}" style="{style}">{shown.sign}</span>'
        rows.append(f"<div>{sign}{escape(check['title'])}</div>")
        if check["status"] != "passed" and "kind" in check and not explained:
            explained = True
            rows.append(f'<div style="{CODE}">{escape(message(check))}</div>')
    rows += [f"<div>{escape(each)}</div>" for each in remarks(exercise)]
    if picture:
        alt, data = picture
        rows.append(IMAGE.format(alt=escape(alt, quote=True), data=data))
        rows.append(f'<div style="margin-left:20px;color:#4a4a4a">{escape(alt)}</div>')
    colour = look(exercise["status"]).colour
    head = f"<div><strong>{escape(_head(exercise, points))}</strong></div>"
    return f'<div style="{FRAME.format(colour=colour)}">{head}{"".join(rows)}</div>'


def _head(exercise: Exercise, points: bool) -> str:
    if not points:
        return f"{exercise['name']}: {look(exercise['status']).word}"
    if is_bonus(exercise):
        return f"{exercise['name']} (bonus): {look(exercise['status']).word}"
    worth = "point" if exercise["max_points"] == 1 else "points"
    earned = "?" if exercise["points"] is None else f"{exercise['points']:g}"
    return f"{exercise['name']}: {earned} of {exercise['max_points']:g} {worth}"
