"""What decides a grade besides the submission: the course, the engine and the terms. The same fingerprint gives the same grades."""

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import DISTRIBUTION
from grader.course import Course
from grader.course.find import ENGINE
from grader.grading.terms import Terms
from grader.submission.model import Submission

DECIDES = ("protocol", "worker", "course", "submission", "sandbox", "checking", "grading")  # and no package above these


def of_course(course: Course) -> str:
    """A sha256 over the course (manifest, references, checks, extras, its own data) and what of the engine decides a grade."""
    digest = hashlib.sha256()
    files = [course.root / "course.toml", *course.sources]
    files += sorted(path for folder in ("checks", "extras") for path in (course.root / folder).rglob("*.py"))
    for path in files + data_files(course) + engine_files():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def data_files(course: Course) -> list[Path]:
    """The files of the data that lie in the course."""
    return sorted(path for tier in course.tiers for pattern in tier.files for path in course.root.glob(pattern))


def engine_files() -> list[Path]:
    """What of the engine decides a grade."""
    return sorted(path for package in DECIDES for path in (ENGINE / package).rglob("*.py"))


def of_grade(course_fingerprint: str, terms: Terms, submission: Submission) -> str:
    """The key of a result: work with the same key gets the same grade."""
    fixed = repr((terms.seed, terms.data, terms.device))
    return hashlib.sha256(f"{course_fingerprint}:{fixed}:{submission.digest}".encode()).hexdigest()


def of_machine() -> dict[str, str]:
    """The versions on which a grade may depend, by name, to be compared between the machines of a cluster."""
    versions = {"Python": ".".join(platform.python_version_tuple()[:2])}
    for package in (DISTRIBUTION, "torch", "numpy", "pillow", "pytest"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "none"
    return versions
