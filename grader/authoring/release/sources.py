"""What a course's part of a release is made from: the files of its folder, by a list for each audience."""

from dataclasses import dataclass
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from grader import DISTRIBUTION
from grader import course as courses
from grader.authoring.release.answers import without_answers
from grader.authoring.release.engine import BESIDE, CONSTRAINTS, LICENSE, Engine, in_order, load_engine
from grader.authoring.release.errors import ReleaseError
from grader.authoring.release.expanded import expanded
from grader.authoring.release.wheel import Distribution, Wheel, wheel
from grader.course import Course
from grader.course.find import MANIFEST
from grader.course.stubs import outdated

# What of a course's folder learners get, beside course.toml without its answers and the files of its data: nothing else.
LEARNERS = (
    *(LICENSE, "assignments/*", "extras/**/*"),
    *("checks/*.py", "checks/public/*/*.py", "checks/oracles/*.py", "checks/helpers/*.py"),
)
INSTRUCTORS = (*LEARNERS, CONSTRAINTS, "solutions/**/*", "checks/hidden/*/*.py")
NEVER = (("solutions",), ("checks", "hidden"))  # folders of which nothing leaves, whatever a list says
LEARNER, INSTRUCTOR = "learner", "instructor"


@dataclass(frozen=True)
class Sources:
    """A course with its solutions, and the engine that goes with it."""

    course: Course
    engine: Engine

    @property
    def root(self) -> Path:
        """The folder of the course."""
        return self.course.root

    @property
    def version(self) -> str:
        """The course's version, such as 0.1.0."""
        return str(Version(self.course.package.version))

    @property
    def package(self) -> str:
        """The name of the folder in site-packages that holds the course once it is installed."""
        return f"course_{self.course.id.replace('-', '_')}"

    @property
    def license(self) -> bytes | None:
        """The text of the course's licence: its own file, or the engine's where the course says the same; None where neither is."""
        own = self.root / LICENSE
        if own.is_file():
            return own.read_bytes()
        return self.engine.beside[LICENSE] if self.course.package.license == self.engine.license else None

    @property
    def constraints(self) -> bytes:
        """The versions to install: the course's own file, else the engine's."""
        own = self.root / CONSTRAINTS
        return own.read_bytes() if own.is_file() else self.engine.beside[CONSTRAINTS]

    def wheel(self, audience: str) -> Wheel:
        """The course's wheel for learners or for instructors. Raises ReleaseError where a list names what cannot be packed."""
        said = self.course.package
        distribution = Distribution(
            name=f"course-{self.course.id}",
            version=f"{self.version}+{audience}",
            summary=" ".join(said.summary.split()),
            license=said.license,
            python=self.engine.python,
            requires=(f"{DISTRIBUTION}=={self.engine.version}", *in_order(said.requires)),
            extras=(),
            scripts={"grader.courses": {self.course.id: self.package}},
            beside={BESIDE[LICENSE]: self.license} if self.license is not None else {},
        )
        files = self.everything() if audience == INSTRUCTOR else self.learners()
        return wheel(distribution, {f"{self.package}/{name}": content for name, content in files.items()})

    def everything(self) -> dict[str, bytes]:
        """The files of the instructor's package by their path in the course: with solutions and hidden checks."""
        return self._found(INSTRUCTORS) | {MANIFEST: (self.root / MANIFEST).read_bytes()}

    def learners(self) -> dict[str, bytes]:
        """The same for a learner: without solutions, hidden checks, and what would tell answers; short forms written out."""
        found = self._found(LEARNERS)
        for name in found:
            if secret(self.root, self.root / name):
                raise ReleaseError(f"course.toml: the data list {name}, which no learner may get: put them into another folder.")
        for exercise in self.course.exercises.values():
            name = f"checks/public/{exercise.unit}/check_{exercise.name}.py"
            if name in found:
                source = self.course.reference[exercise.unit]
                found[name] = expanded(found[name].decode(), name, source, exercise.name).encode()
        manifest = without_answers((self.root / MANIFEST).read_text(encoding="utf-8"))
        return found | {MANIFEST: manifest.encode()}

    def stubs(self) -> dict[str, bytes]:
        """What a learner's folder begins with, by name: the stubs, their support modules and a page to begin with, if any."""
        paths = [*self.course.modules("assignments"), self.root / "assignments" / "README.md"]
        return {path.name: path.read_bytes() for path in paths if path.is_file()}

    def _found(self, patterns: tuple[str, ...]) -> dict[str, bytes]:
        """The files that the patterns and the course's data name, by their path in the course, and an empty `__init__.py`."""
        found = {"__init__.py": b""}
        for pattern in patterns:
            found |= self._matching(pattern)
        for tier in self.course.tiers:
            for pattern in tier.files:
                matching = self._matching(pattern)
                if not matching:
                    raise ReleaseError(f"course.toml: the data {tier.name} list {pattern}, and the course has no such file.")
                found |= matching
        return found

    def _matching(self, pattern: str) -> dict[str, bytes]:
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            raise ReleaseError(f"course.toml: the data list {pattern}, which lies outside of the course: copy it into the course.")
        found = {}
        for path in self.root.glob(pattern):
            inner = path.relative_to(self.root).parts
            if path.is_file() and path.suffix != ".pyc" and not any(each.startswith(".") for each in inner):
                found["/".join(inner)] = path.read_bytes()
        return found


def secret(root: Path, path: Path) -> bool:
    """Whether a file of the course in `root` is a solution or a hidden check, or leads to one."""
    real = path.resolve()
    return any(each.is_relative_to(base.joinpath(*part)) for part in NEVER for each, base in ((path, root), (real, root.resolve())))


def load() -> Sources:
    """The course that is chosen, and the engine that this program is.

    Raises CourseError where there are no solutions, ReleaseError where stubs are out of date, where [package] says what no
    package can say, or where the engine is not whole.
    """
    course = courses.load_solved()
    if stale := outdated(course.root / "solutions", course.root / "assignments"):
        raise ReleaseError(f"{stale[0].name} in assignments/ is out of date: run `grader dev stubs`.")
    said = course.package
    try:
        if Version(said.version).local:
            raise InvalidVersion(said.version)
        for each in said.requires:
            Requirement(each)
        if said.license and canonicalize_license_expression(said.license) != said.license:
            raise InvalidLicenseExpression(said.license)
    except InvalidVersion:
        raise ReleaseError(f"course.toml: [package]: {said.version!r} is no version: write one such as 0.1.0.") from None
    except InvalidRequirement:
        raise ReleaseError(
            f"course.toml: [package]: {each!r} is no requirement that pip understands: write one such as pooch>=1.8."
        ) from None
    except InvalidLicenseExpression:
        cure = "write one such as CC-BY-4.0, or take the line out"
        raise ReleaseError(f"course.toml: [package]: {said.license!r} is no SPDX expression: {cure}.") from None
    return Sources(course, load_engine())
