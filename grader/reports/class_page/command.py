"""`grader report`: the class page and a page a learner, in a folder that opens from disk and needs no network."""

import os
from pathlib import Path

from rich.console import Console
from rich.progress import track

from grader import course as courses
from grader.course import Course, CourseError
from grader.course.text import counted
from grader.reports.analysis.similarity import compare, uncompared
from grader.reports.class_page.pages import Pages
from grader.reports.class_page.view import view
from grader.results.policy.final_grade import apply_policy, unknown_names
from grader.results.policy.policy_file import read
from grader.results.policy.rules import Policy, PolicyError
from grader.results.store import FolderError, Store


def report_class(results: Path, out: Path, policy: Path | None) -> int:
    """Write the site and say where it is; the exit status (2, with the cure, where there is nothing to report on)."""
    console = Console(highlight=False)
    try:
        rules = read(policy) if policy else Policy()
        pages, notices = write_site(Store(results), out, rules, courses.load(), console)
    except (FolderError, PolicyError, CourseError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"{error}", markup=False)
        return 2
    except (NotADirectoryError, FileExistsError) as error:
        Console(stderr=True, highlight=False).print(f"{error.filename} is a file: give --out a folder.", markup=False)
        return 2
    for notice in notices:
        console.print(notice, markup=False)
    console.print(f"{counted(pages, 'learner')}. Open {os.path.relpath(out / 'index.html')} in a browser.", markup=False)
    return 0


def write_site(store: Store, out: Path, policy: Policy, course: Course, console: Console) -> tuple[int, list[str]]:
    """Write index.html and learners/*.html; how many learners there are, and what to say about the policy."""
    results = store.results()
    final_grades = apply_policy(results, policy)
    notices = [
        f"The policy names {name}, which no result knows: is it spelt as in the results?"
        for name in unknown_names(results, policy)
    ]
    works = {str(each["submission"]): store.written(str(each["submission"])) for each in results}
    given = [text for path in course.modules("assignments") for text in [path.read_text("utf-8")]] + list(
        course.reference.values()
    )
    pages = Pages(course)
    (out / "learners").mkdir(parents=True, exist_ok=True)
    counted_works = {str(each.result["submission"]): works[str(each.result["submission"])] for each in final_grades}
    pairs = compare(counted_works, given)
    notices += uncompared(counted_works)
    whole = view(final_grades, pairs, notices)
    (out / "index.html").write_text(pages.of_class(whole), encoding="utf-8")
    for row in track(whole.rows, "pages", console=console, transient=True, disable=not console.is_terminal):
        page = pages.of_learner(row.grade, works[str(row.grade.result["submission"])])
        (out / row.page).write_text(page, encoding="utf-8")
    return len(final_grades), notices
