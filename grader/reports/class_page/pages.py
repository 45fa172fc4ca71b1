"""Pages from templates: everything that a learner's files chose is escaped, and a page may load nothing."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.course import Course
from grader.grading.record import message, remarks, worth
from grader.reports.analysis.similarity import ADVICE
from grader.reports.class_page import charts
from grader.reports.class_page.code import coloured, colours
from grader.reports.class_page.view import ClassView
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import LOOKS

TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True)
class Pages:
    """Renders the pages of one course."""

    course: Course

    @cached_property
    def environment(self) -> Environment:
        made = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        script, style = (TEMPLATES / "class.js").read_text("utf-8"), (TEMPLATES / "style.css").read_text("utf-8")
        made.globals.update(
            course=self.course,
            titles={unit.name: unit.title for unit in self.course.units},
            shorts={unit.name: unit.short for unit in self.course.units},
            script=Markup(script),
            style=Markup(style),
            colours=Markup(colours()),
            policy=f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{_digest(script)}'",
            looks=LOOKS,
            advice=ADVICE,
        )
        made.filters.update(per_cent=per_cent, tenth=tenth, figure=figure, number=number)
        made.filters.update(worth=worth, remarks=remarks, message=message)
        return made

    def of_class(self, view: ClassView) -> str:
        """The class page."""
        heat = charts.heat_map(list(zip(*(row.units for row in view.rows), strict=True)))
        return self._render("class.html", view=view, histogram=charts.histogram(view.shares), heat=heat)

    def of_learner(self, grade: FinalGrade, work: dict[str, str]) -> str:
        """A learner's page: the verdicts of each unit, and beside them the code."""
        exercises = grade.result["exercises"]
        units = list(dict.fromkeys([str(each["unit"]) for each in exercises] + sorted(work)))
        parts = [
            {
                "name": unit,
                "exercises": [each for each in exercises if each["unit"] == unit],
                "code": coloured(work[unit]) if unit in work else None,
            }
            for unit in units
        ]
        return self._render("learner.html", grade=grade, parts=parts)

    def _render(self, template: str, **values: Any) -> str:
        return self.environment.get_template(template).render(**values)


def per_cent(share: float | None) -> str:
    """0.123 as 12%; nothing for None. What is not quite all is not rounded up to 100%."""
    return "" if share is None else f"{min(share, 0.99) if share < 1 else share:.0%}"


def tenth(share: float | None) -> str:
    """The class of a cell: h0 to h10, or none where nothing was begun."""
    return "none" if share is None else f"h{min(max(int(share * 10 + 1e-9), 0), 10)}"


def figure(value: float) -> str:
    """A figure with two decimals; a dash where there is none."""
    return "–" if value != value else f"{value:.2f}".replace("-", "−")


def number(value: float | None) -> str:
    """Points as short as they are exact; a question mark where they are withheld."""
    return "?" if value is None else f"{value:g}"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
