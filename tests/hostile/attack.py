"""The attacks, one a file in attacks/, named <family>_<name>.py. Adding a file adds an attack.

A file is a piece of a learner's module. Its docstring says what it tries and, after "Must:", what must happen. A comment block in
TOML says what it earns, so that it is known which points are its own:

    # /// attack
    # unit = "unit02_similarity"       the unit that it is handed in as; this is the default
    # alone = true                     the file is the whole unit; else it stands after the reference's text and redefines names
    # earns = { mnist_distance = [] }  the checks that each attacked exercise passes, by name, or "all" of them
    # rest = "all"                     what the unit's other exercises pass: "all", or "nothing" (the default where it is alone)
    # says = ["exit code 0"]           pieces of what the learner reads, where that matters
    # bare = true                      attack() leaves evidence where there is no sandbox: a test lets it
    # build = true                     build(folder) makes what is handed in; the file itself is not handed in
    # ///

Beside it lies the module `target`, which tells the attack what there is to attack (see target.py).
"""

import ast
import re
import runpy
import tomllib
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course
from grader.verdict import ExerciseVerdict, Status
from tests.hostile.target import Target

FOLDER = Path(__file__).with_name("attacks")
HEADER = re.compile(r"^# /// attack\n((?:# .*\n)+)# ///$", re.M)
FAMILIES = ("forging", "stealing", "patching", "exhausting", "escaping", "crashing", "lying")


@dataclass(frozen=True)
class Attack:
    """One attack; `earns` says for each attacked exercise which checks pass, None meaning all."""

    family: str
    name: str
    tries: str
    must: str
    source: str
    unit: str
    alone: bool
    earns: dict[str, frozenset[str] | None]
    rest: frozenset[str] | None
    says: tuple[str, ...]
    bare: bool
    build: bool

    @property
    def id(self) -> str:
        return f"{self.family}_{self.name}"

    def hand_in(self, folder: Path, course: Course, target: Target) -> None:
        """Write the submission into an empty folder."""
        if self.build:
            runpy.run_path(str(FOLDER / f"{self.id}.py"))["build"](folder)
            return
        before = "" if self.alone else course.reference[self.unit] + "\n\n"
        (folder / f"{self.unit}.py").write_text(before + self.source, encoding="utf-8")
        (folder / "target.py").write_text(target.module, encoding="utf-8")

    def wanted(self, exercise: str) -> frozenset[str] | None:
        """The checks of an exercise of the unit that must pass, and no others; None for all."""
        return self.earns.get(exercise, self.rest)


def load() -> list[Attack]:
    """Every attack, by name."""
    return [_load(path) for path in sorted(FOLDER.glob("*.py"))]


def _load(path: Path) -> Attack:
    source = path.read_text(encoding="utf-8")
    found = HEADER.search(source)
    assert found, f"{path.name} has no header"
    header = tomllib.loads(re.sub(r"^# ?", "", found[1], flags=re.M))
    tries, _, must = (ast.get_docstring(ast.parse(source)) or "").partition("Must:")
    family, _, name = path.stem.partition("_")
    alone = header.pop("alone", False)
    attack = Attack(
        family=family,
        name=name,
        tries=" ".join(tries.split()),
        must=" ".join(must.split()),
        source=source,
        unit=header.pop("unit", "unit02_similarity"),
        alone=alone,
        earns={exercise: _checks(names) for exercise, names in header.pop("earns").items()},
        rest=_checks(header.pop("rest", "nothing" if alone else "all")),
        says=tuple(header.pop("says", ())),
        bare=header.pop("bare", False),
        build=header.pop("build", False),
    )
    assert not header, f"{path.name}: unknown keys {sorted(header)}"
    return attack


def _checks(names: str | list[str]) -> frozenset[str] | None:
    return None if names == "all" else frozenset() if names == "nothing" else frozenset(names)


def broken(attack: Attack, verdicts: list[ExerciseVerdict]) -> list[str]:
    """What the attack gained or spoiled, as sentences: checks passed that it should not have, or failed that it should."""
    found = []
    for verdict in verdicts:
        passed = {check.name.split("[")[0] for check in verdict.checks if check.status is Status.PASSED}
        every = {check.name.split("[")[0] for check in verdict.checks}
        wanted = attack.wanted(verdict.name)
        wanted = every if wanted is None else wanted
        if gained := sorted(passed - wanted):
            found.append(f"{verdict.name} earned {', '.join(gained)}")
        if lost := sorted(wanted - passed):
            found.append(f"{verdict.name} lost {', '.join(lost)}")
        if any(check.status is Status.GRADER_FAULT for check in verdict.checks):
            found.append(f"{verdict.name} became the grader's fault")
    return found
