"""JUnit XML, which every CI server reads: a test suite a learner, a test case a check.

The elements and attributes are those of Jenkins' junit-10.xsd, in its order.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from grader.course.text import printable
from grader.results.policy.final_grade import FinalGrade


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
            message = printable(str(check["message"]))
            if check["status"] == "failed":
                failure = ElementTree.SubElement(
                    case, "failure", message=message.rpartition("\n")[2], type=str(check["mistake"] or "failed")
                )
                failure.text = message
            elif check["status"] == "ungraded":
                ElementTree.SubElement(case, "error", message=message, type="ungraded")
            elif check["status"] != "passed":
                ElementTree.SubElement(case, "skipped", message=message)
    for what, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(what, str(sum(1 for _ in suite.iter(tag))))
    suite.set("time", f"{seconds:.3f}")
    return suite
