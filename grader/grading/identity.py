"""A course as it travels to another process: as a value, which is opened there and compared with what lies there."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass

from grader import VARIABLE
from grader import course as courses
from grader.course import Course, CourseError
from grader.course.find import with_id
from grader.grading import fingerprint


@dataclass(frozen=True)
class Identity:
    """The `id` of a course, its `fingerprint`, and the folder where it lies on the machine that asks, "" where that is not said."""

    id: str
    fingerprint: str
    root: str = ""


def identify(course: Course) -> Identity:
    """What another process needs to open the very same course."""
    return Identity(course.id, fingerprint.of_course(course), str(course.root))


def reopen(wanted: Identity) -> Course:
    """The same course, here: from the folder where it lay, or wherever this machine has it. Raises CourseError for any other."""
    there = ""
    for course in _here(wanted):
        found = fingerprint.of_course(course)
        if found == wanted.fingerprint:
            return course
        there = there or found
    machine = platform.node()
    if not there:
        raise CourseError(f"{machine} has no course {wanted.id}: install it there, or let {VARIABLE} name its folder there.")
    raise CourseError(
        f"{machine} has another version of the course {wanted.id}: its fingerprint is {there[:12]} there,\n"
        f"and {wanted.fingerprint[:12]} where the grades are collected.\n"
        "Put the same version of the course and the grader on both, and change neither while a class is graded."
    )


def of_course_here(wanted: Identity) -> str:
    """The fingerprint of the course on this machine; of several the one that is wanted, if it is here; "" where there is none."""
    found = [fingerprint.of_course(course) for course in _here(wanted)]
    return wanted.fingerprint if wanted.fingerprint in found else next(iter(found), "")


def _here(wanted: Identity) -> Iterator[Course]:
    """The courses of this id, the one in the folder of the machine that asks first: it may be this machine."""
    yield from map(courses.load, with_id(wanted.id, wanted.root))
