"""What decides a grade besides the submission: the course, the kit and the terms. Who agrees on it gives the same grades."""

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import course as courses
from grader.course import Course
from grader.grade import FOLDERS, Terms
from grader.submission import Submission

KIT = Path(__file__).resolve().parents[1]
AFTERWARDS = (  # what only looks at grades, or is for other desks: a new word on a page grades no class again
    *("analysis", "authoring", "cli", "exports", "learner", "notebooks", "policy", "release", "reports"),
    "_course",  # the course of an installed kit, which is counted by itself
)


def of_course(course: Course) -> str:
    """A sha256 over the manifest, the references, the checks and what of the kit decides a grade."""
    digest = hashlib.sha256()
    files = [course.root / "course.toml", *course.sources]
    files += sorted(path for folder in FOLDERS for path in folder.rglob("*.py"))
    files += sorted(path for path in KIT.rglob("*.py") if path.relative_to(KIT).parts[0] not in AFTERWARDS)
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def of_grade(course_fingerprint: str, terms: Terms, submission: Submission) -> str:
    """The key of a result: work with the same key gets the same grade."""
    fixed = repr((terms.seed, terms.data, terms.device))
    return hashlib.sha256(f"{course_fingerprint}:{fixed}:{submission.digest}".encode()).hexdigest()


def of_machine() -> dict[str, str]:
    """The versions on which a grade may depend, by name, to be compared between the machines of a cluster."""
    versions = {"Python": ".".join(platform.python_version_tuple()[:2])}
    for package in ("mnist-basics-kit", "torch", "numpy", "pillow", "pytest"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "none"
    return {**versions, "the course": of_course(courses.load())[:12]}
