"""`grader verify`: prove the course. References and other styles pass, stubs score nothing, every mistake is caught and named."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import track
from rich.table import Table

from grader import course as courses
from grader.authoring.gaps import broken, unwritten
from grader.authoring.imports import missing_imports
from grader.authoring.leftovers import unknown_to_extras, unlisted
from grader.authoring.mentions import mentions, misnamed
from grader.authoring.styles import Style, styles
from grader.checking.inserted import insert, misfits, registered
from grader.checking.kit import Mistake
from grader.checking.session import CheckFault
from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course, CourseError
from grader.course.data import DataError
from grader.course.stubs import StubError
from grader.course.text import counted
from grader.grading import score
from grader.grading.judge import Judge
from grader.grading.terms import Terms
from grader.submission.model import Submission

PUBLIC, HIDDEN, HINTS, WRONG = 1, 4, 3, 1  # how many of each an exercise has at least


@dataclass
class Finding:
    """What was counted for one exercise, and what is wrong with it."""

    public: int = 0
    hidden: int = 0
    hints: int = 0
    mistakes: int = 0
    named: int = 0
    styles: int = 0
    wrong: list[str] = field(default_factory=list)


def verify_course(seeds: int, only: frozenset[str] = frozenset()) -> int:
    """Print a table and one closing line; the exit status (0 when all is well, 1 when not, 2 when it could not be tried)."""
    console = Console(highlight=False)
    try:
        course = courses.load_solved()
        if unknown := sorted(only - set(course.exercises)):
            raise CourseError(f"The course has no exercise {', '.join(unknown)}: course.toml lists those it has.")
        if faults := list(broken(course)) or list(missing_imports(course)):
            raise _first(faults)
        data = course.find_data().name
        with Judge(course, Terms(0, data)) as judge:
            if faults := list(misfits(course)):
                raise _first(faults)
            findings = {name: count(course, judge, name) for name in course.exercises if not only or name in only}
            others = {name: found for name, found in styles(course).items() if name in findings}
            for seed in track(range(seeds), "references and styles", console=console, transient=True):
                judge.use(Terms(seed, data))
                judge_references(judge, findings, seed)
                judge_styles(judge, others, findings, seed)
            judge.use(Terms(0, data))
            judge_stubs(course, judge, findings)
            for name in track(list(findings), "mistakes", console=console, transient=True):
                judge_mistakes(course, judge, name, findings[name])
            loose = [*unlisted(course), *unknown_to_extras(course), *mentions(course), *misnamed(course)]
            loose += [*unbalanced(course), *unwritten(course)]
    except (CourseError, CheckFault, DataError, StubError) as error:
        console.print(f"{error}", markup=False, soft_wrap=True)
        return 2
    return _print(console, findings, loose, seeds)


def _first(faults: list[str]) -> CourseError:
    return CourseError("\n".join(["Nothing can be tried before this is mended:", *(f"✗ {each}" for each in faults)]))


def count(course: Course, judge: Judge, name: str) -> Finding:
    """Whether the exercise has the checks and hints that every exercise has."""
    items = judge.session.items.get(name, [])
    hidden = sum("hidden" in item.path.relative_to(course.checks).parts for item in items)
    found = Finding(len(items) - hidden, hidden, len(course.exercises[name].hints), len(registered(course, name)))
    for has, least, what in (
        (found.public, PUBLIC, "public checks"),
        (found.hidden, HIDDEN, "hidden checks"),
        (found.hints, HINTS, "hints"),
        (found.mistakes, WRONG, "known mistakes"),
    ):
        if has < least:
            found.wrong.append(f"it has {has} {what}; at least {least} are wanted")
    return found


def judge_references(judge: Judge, findings: dict[str, Finding], seed: int) -> None:
    """Every reference passes every check."""
    for verdict in judge.grade(Submission("solutions", judge.course.reference, {}), frozenset(findings)):
        for check in verdict.checks:
            if check.status is not Status.PASSED:
                findings[verdict.name].wrong.append(
                    f"the reference fails {check.name} with seed {seed}: {check.message}"
                )
    _take_faults(judge, findings)


def judge_styles(judge: Judge, others: dict[str, list[Style]], findings: dict[str, Finding], seed: int) -> None:
    """Every right answer in another style passes every check."""
    for name, found in others.items():
        findings[name].styles = len(found)
        for style in found:
            for verdict in judge.grade(style.submission(judge.course), frozenset([name])):
                for check in verdict.checks:
                    if check.status is not Status.PASSED:
                        sentence = f'"{style.title}" (solutions/styles) fails {check.name} with seed {seed}: {check.message}'
                        findings[name].wrong.append(sentence)
        _take_faults(judge, {name: findings[name]})


def judge_stubs(course: Course, judge: Judge, findings: dict[str, Finding]) -> None:
    """Every stub reads "not started" and scores nothing."""
    stubs = {path.stem: courses.read_source(path) for path in course.modules("assignments")}
    for verdict in judge.grade(Submission("assignments", stubs, {}), frozenset(findings)):
        if verdict.status is not Status.NOT_STARTED or score.points(verdict) != 0:
            findings[verdict.name].wrong.append(f"its stub reads {verdict.status} and scores {score.points(verdict):g}")
    _take_faults(judge, findings)


def judge_mistakes(course: Course, judge: Judge, name: str, finding: Finding) -> None:
    """Every known mistake fails, is named by its own sentence, and costs no other exercise anything."""
    for mistake in registered(course, name):
        verdicts = {each.name: each for each in judge.grade(insert(course, mistake), frozenset([name]))}
        finding.named += _named(verdicts[name], mistake, finding)
    _take_faults(judge, {name: finding})


def _named(verdict: ExerciseVerdict, mistake: Mistake, finding: Finding) -> bool:
    named = [check.mistake for check in verdict.checks if check.mistake]
    told = mistake.name in named or any(mistake.sentence in check.message for check in verdict.checks)  # one of two
    if verdict.status is not Status.FAILED:
        finding.wrong.append(f"the mistake {mistake.name} is not caught: {verdict.status}")
    elif not told:
        finding.wrong.append(f"the mistake {mistake.name} is caught but not named (named: {', '.join(named) or 'none'})")
    return told


def _take_faults(judge: Judge, findings: dict[str, Finding]) -> None:
    for fault in judge.faults:
        next(iter(findings.values())).wrong.append(f"the grader itself failed:\n{fault}")
    judge.faults.clear()


def unbalanced(course: Course) -> Iterator[str]:
    """Points that add up to something else than the manifest says."""
    if course.stated is not None and abs(course.points - course.stated) > 1e-9:
        said = f"`points = {course.stated:g}` stands at its top"
        yield f"course.toml: its exercises are worth {course.points:g} points together, and {said}: change one of the two"


def _print(console: Console, findings: dict[str, Finding], loose: list[str], seeds: int) -> int:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("exercise", "public", "hidden", "hints", "styles", "mistakes named"):
        table.add_column(column, justify="left" if column == "exercise" else "right")
    for name, found in findings.items():
        mark = "" if not found.wrong else "  ✗"
        counts = (found.public, found.hidden, found.hints, found.styles)
        table.add_row(name + mark, *map(str, counts), f"{found.named}/{found.mistakes}")
    console.print(table)
    wrong = [f"{name}: {each}" for name, found in findings.items() for each in found.wrong] + loose
    for each in wrong:
        console.print(f"✗ {each}", markup=False, soft_wrap=True)
    mistakes, others = (sum(getattr(found, each) for found in findings.values()) for each in ("named", "styles"))
    if wrong:
        console.print(f"{counted(len(wrong), 'fault')} in the course.")
        return 1
    console.print(
        f"The course holds: {counted(len(findings), 'exercise')}, references and {counted(others, 'other style')} sound on "
        f"{counted(seeds, 'seed')}, {counted(mistakes, 'mistake')} named."
    )
    return 0
