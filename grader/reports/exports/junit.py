"""JUnit XML, which every CI server reads: a test suite a learner, a test case a check.

The elements and attributes are those of Jenkins' junit-10.xsd, in its order.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from grader.course.text import printable
from grader.grading.record import message, why_of
from grader.results.policy.final_grade import FinalGrade
from grader.results.statuses import look


def render(final_grades: Sequence[FinalGrade], title: str) -> str:
    """The file's text: failed is a failure, what the grader could not judge an error, what was not begun or not checked skipped."""
    root = ElementTree.Element("testsuites", name=printable(title))
    for each in final_grades:
        root.append(_suite(each))
    for what in ("tests", "failures", "errors"):
        root.set(what, str(sum(int(suite.get(what, 0)) for suite in root)))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(grade: FinalGrade) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=printable(grade.learner))
    seconds = 0.0
    for exercise in grade.result["exercises"]:
        for check in exercise["checks"]:
            case = ElementTree.SubElement(
                suite,
                "testcase",
                classname=f"{exercise['unit']}.{exercise['name']}",
                name=printable(str(check["title"])),
                time=f"{float(check['seconds']):.3f}",
            )
            seconds += float(check["seconds"])
            shown, said, why = look(check["status"]), printable(message(check)), why_of(check)
            if shown.counts is None:
                ElementTree.SubElement(case, "error", message=said, type=str(shown.status))
            elif not shown.counts and shown.judged:
                last = printable(why.parts[-1]) if why else ""
                kind = (why.name if why else "") or str(shown.status)
                ElementTree.SubElement(case, "failure", message=last, type=kind).text = said
            elif not shown.counts:
                ElementTree.SubElement(case, "skipped", message=said)
    for what, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(what, str(sum(1 for _ in suite.iter(tag))))
    suite.set("time", f"{seconds:.3f}")
    return suite
