"""What the class page shows, worked out: pure functions from final grades to plain values. The templates only lay it out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from grader.grading.record import Result, is_bonus, is_complete, share, withheld
from grader.reports.analysis import items, mistakes, outliers
from grader.reports.analysis.items import Item
from grader.reports.analysis.mistakes import Slip
from grader.reports.analysis.outliers import Hit, Slow
from grader.reports.analysis.similarity import Pair
from grader.reports.file_names import file_names
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import LOOKS


@dataclass(frozen=True)
class Row:
    """A learner in the table: `units` holds the share of each unit's points, None where that is not known (unit_shares)."""

    grade: FinalGrade
    page: str
    units: tuple[float | None, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Hardness:
    """An exercise in the table: its figures, and how many learners have which status."""

    item: Item
    unit: str
    counts: dict[str, int]


@dataclass(frozen=True)
class ClassView:
    """Everything on the class page; `pages` are the learners' pages by submission."""

    rows: list[Row]
    units: list[str]
    shares: list[float]
    median: float
    mean: float
    began: int
    alpha: float
    alpha_says: str
    exercises: list[Hardness]
    slips: list[Slip]
    slow: list[Slow]
    hits: list[Hit]
    pairs: list[Pair]
    notices: list[str]
    pages: dict[str, str]


def view(final_grades: Sequence[FinalGrade], pairs: Sequence[Pair] = (), notices: Iterable[str] = ()) -> ClassView:
    """The class page's content. Who is excused, began nothing, or has a score withheld is in the table but not in the figures."""
    rows = list({each.result["submission"]: each.result for each in final_grades}.values())  # a group's work counts once
    excused = {each.result["submission"] for each in final_grades if each.excused}
    begun = [row for row in rows if row["submission"] not in excused and has_begun(row)]
    counted = [row for row in begun if not withheld(row["exercises"])]
    units = list(dict.fromkeys(str(each["unit"]) for row in rows for each in row["exercises"]))
    hits, slow = outliers.hits(rows), outliers.slow(rows)
    hit, late = {each.learner for each in hits}, {each.learner for each in slow}
    names, table, maxima = points_table(counted)
    shares = [each.share for each in final_grades if not each.excused and each.share is not None]
    pages = {name: f"learners/{file}.html" for name, file in file_names(each.learner for each in final_grades).items()}
    alpha = items.alpha(table) if table else float("nan")
    return ClassView(
        rows=[
            Row(each, pages[each.learner], unit_shares(each.result, units), _flags(each, hit, late))
            for each in sorted(final_grades, key=lambda each: (-(each.share or 0.0), each.learner))
        ],
        units=units,
        shares=shares,
        median=median(shares) if shares else 0.0,
        mean=fmean(shares) if shares else 0.0,
        began=len(begun),
        alpha=alpha,
        alpha_says=items.advise_on_alpha(alpha, len(table)),
        exercises=_hardness(items.analyse(names, table, maxima, began_table(counted, names)), rows),
        slips=mistakes.rank(rows),
        slow=slow,
        hits=hits,
        pairs=list(pairs),
        notices=[*notices, *_untrusted(rows), *_unfinished(rows)],
        pages={str(each.result["submission"]): pages[each.learner] for each in final_grades},
    )


def points_table(rows: Sequence[Result]) -> tuple[list[str], list[list[float]], list[float]]:
    """The names of the exercises that carry points, a row of points a result, and what each of them is worth."""
    worth = {str(e["name"]): float(e["max_points"]) for row in rows for e in row["exercises"] if not is_bonus(e)}
    points = [{str(each["name"]): float(each["points"]) for each in row["exercises"]} for row in rows]
    return list(worth), [[each.get(name, 0.0) for name in worth] for each in points], list(worth.values())


def began_table(rows: Sequence[Result], names: Sequence[str]) -> list[list[bool]]:
    """Who began which exercise, a row a result."""
    statuses = [{str(each["name"]): each["status"] for each in row["exercises"]} for row in rows]
    return [[each.get(name, "not_started") != "not_started" for name in names] for each in statuses]


def unit_shares(result: Result, units: Sequence[str]) -> tuple[float | None, ...]:
    """How much of each unit is right, or None where nothing of it was begun, or something could not be judged."""
    found: list[float | None] = []
    for unit in units:
        own = [each for each in result["exercises"] if each["unit"] == unit]
        found.append(share(own) if any(each["status"] != "not_started" for each in own) else None)
    return tuple(found)


def has_begun(result: Result) -> bool:
    """Whether anything at all was written."""
    return any(each["status"] != "not_started" for each in result["exercises"])


def _flags(grade: FinalGrade, hit: set[str], late: set[str]) -> tuple[str, ...]:
    name = str(grade.result["submission"])
    found = {
        "excused": grade.excused,
        "adjusted": bool(grade.reasons) and not grade.excused,
        "limit": name in hit,
        "slow": name in late,
        "notes": bool(grade.result["notes"]),
        "ungraded": not is_complete(grade.result),
    }
    return tuple(flag for flag, holds in found.items() if holds)


def _hardness(found: list[Item], rows: Sequence[Result]) -> list[Hardness]:
    counts: dict[str, Counter[str]] = {}
    home: dict[str, str] = {}
    for row in rows:
        for each in row["exercises"]:
            counts.setdefault(each["name"], Counter())[each["status"]] += 1
            home[each["name"]] = str(each["unit"])
    ranked = sorted(found, key=lambda each: (each.p != each.p, each.p))  # what nobody began comes last
    return [Hardness(each, home[each.name], {s: counts[each.name][s] for s in LOOKS}) for each in ranked]


def _untrusted(rows: Sequence[Result]) -> list[str]:
    layers = sorted({str(layer) for row in rows for layer in row["unsafe"]})
    if not layers:
        return []
    return [f"Graded where the sandbox did not hold ({', '.join(layers)} missing): do not trust these grades."]


def _unfinished(rows: Sequence[Result]) -> list[str]:
    names = [str(row["submission"]) for row in rows if withheld(row["exercises"])]
    if not names:
        return []
    return [f"Scores are withheld, because something could not be judged: {', '.join(names)}. Grade again into the same folder."]
