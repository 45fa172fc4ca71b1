"""The attacks, one a file in attacks/, named <family>_<name>.py. Adding a file adds an attack.

A file is a piece of a learner's module. Its docstring says what it tries and, after "Must:", what must happen. A comment block in
TOML says what it earns, so that it is known which points are its own:

    # /// attack
    # unit = "unit02_similarity"       the unit that it is handed in as; this is the default
    # alone = true                     the file is the whole unit; else it stands after the reference's text and redefines names
    # earns = { mnist_distance = [] }  the checks that each attacked exercise passes, by name; or "all", or "all but check_device"
    # rest = "all"                     what the unit's other exercises pass: "all", or "nothing" (the default where it is alone)
    # says = ["exit code 0"]           pieces of what the learner reads, where that matters
    # hides = ["<<"]                   pieces that nobody may read
    # bare = true                      attack() leaves evidence where there is no sandbox: a test lets it
    # build = true                     build(folder, target) makes what is handed in; the file itself is not
    # limits = { call_seconds = 1 }    in place of the course's, for what uses up time or memory
    # ///

Beside it lies the module `target`, which tells the attack what there is to attack (see target.py).
"""

import ast
import re
import runpy
import tomllib
from dataclasses import dataclass
from pathlib import Path

from grader.checking.verdict import ExerciseVerdict, Status
from grader.course import Course
from tests.hostile.target import Target

FOLDER = Path(__file__).with_name("attacks")
HEADER = re.compile(r"^# /// attack\n((?:# .*\n)+)# ///$", re.M)
FAMILIES = ("forging", "stealing", "patching", "exhausting", "escaping", "crashing", "lying")


@dataclass(frozen=True)
class Attack:
    """One attack, as its file says."""

    family: str
    name: str
    tries: str
    must: str
    source: str
    unit: str
    alone: bool
    earns: dict[str, str | list[str]]
    rest: str | list[str]
    says: tuple[str, ...]
    hides: tuple[str, ...]
    bare: bool
    build: bool
    limits: dict[str, float]

    @property
    def id(self) -> str:
        return f"{self.family}_{self.name}"

    def hand_in(self, folder: Path, course: Course, target: Target) -> None:
        """Write the submission into an empty folder."""
        if self.build:
            runpy.run_path(str(FOLDER / f"{self.id}.py"))["build"](folder, target)
            return
        before = "" if self.alone else course.reference[self.unit] + "\n\n"
        (folder / f"{self.unit}.py").write_text(before + self.source, encoding="utf-8")
        (folder / "target.py").write_text(target.module, encoding="utf-8")

    def wanted(self, verdict: ExerciseVerdict, every: set[str]) -> set[str]:
        """Which of `every` check of an exercise must pass; all others must not."""
        names = self.earns.get(verdict.name, self.rest) if verdict.unit == self.unit else "nothing"
        if isinstance(names, list):
            return set(names)
        return set() if names == "nothing" else every - set(names.split()[2:])


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
        earns=header.pop("earns"),
        rest=header.pop("rest", "nothing" if alone else "all"),
        says=tuple(header.pop("says", ())),
        hides=tuple(header.pop("hides", ())),
        bare=header.pop("bare", False),
        build=header.pop("build", False),
        limits=header.pop("limits", {}),
    )
    assert not header, f"{path.name}: unknown keys {sorted(header)}"
    return attack


def broken(attack: Attack, verdicts: list[ExerciseVerdict]) -> list[str]:
    """What the attack gained or spoiled, as sentences: checks passed that it should not have, or failed that it should, and
    messages that show what no learner should read."""
    found = []
    for verdict in verdicts:
        passed = {check.name.split("[")[0] for check in verdict.checks if check.status is Status.PASSED}
        every = {check.name.split("[")[0] for check in verdict.checks}
        wanted = attack.wanted(verdict, every)
        if gained := sorted(passed - wanted):
            found.append(f"{verdict.name} earned {', '.join(gained)}")
        if lost := sorted(wanted - passed):
            read = {check.message for check in verdict.checks if check.name.split("[")[0] in lost}
            found.append(f"{verdict.name} lost {', '.join(lost)}: {'; '.join(sorted(read))}")
        if any(check.status is Status.UNGRADED for check in verdict.checks):
            found.append(f"{verdict.name} became the grader's fault")
    said = "\n".join(check.message for verdict in verdicts for check in verdict.checks)
    found += [f"nobody reads {text!r}" for text in attack.says if text not in said]
    found += [f"somebody reads {text!r}" for text in attack.hides if text in said]
    found += ["a message holds a traceback"] if "Traceback" in said else []
    found += [f"a message holds {each!r}" for each in set(said) if not each.isprintable() and each != "\n"]
    return found
