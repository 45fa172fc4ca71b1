"""Record what the project does as text, and compare two recordings: whether a refactoring changed what anybody sees.

    python -m tests.golden record FOLDER [--parts PART...]
    python -m tests.golden compare FOLDER_A FOLDER_B [--parts PART...]

Each part is a folder in FOLDER, which is written anew. What differs from run to run is masked: seconds, keys, absolute paths, sums of
releases, the ids of a gradebook and the seed that `grader nbgrader init` draws; pages show made-up seconds. Pictures are recorded by their sha256. `compare` exits
with 1 where anything differs; the time that an import takes (imports/time.txt) is shown beside the other and not compared.
"""

import argparse
import difflib
import hashlib
import itertools
import json
import os
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.processes import finish

ROOT = Path(__file__).resolve().parent.parent
CLASS, SEEDS, TIMES, LINES, WIDTH = 24, 5, 5, 40, 400  # the last two: how much of a difference is printed
FORMATS = ("csv", "canvas", "junit", "markdown", "gradescope", "check50", "nbgrader")
PICTURED = "graded/submissions/learner-03/result.json --learner --pictures"
REPORTS = {"site": "graded", "feedback": "graded --learner", "pictures": PICTURED}
GRADES = """select s.student_id, b.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade, k.max_score
    from grade g join base_cell b on b.id = g.cell_id join grade_cells k on k.id = g.cell_id join submitted_notebook n
    on n.id = g.notebook_id join submitted_assignment s on s.id = n.assignment_id order by 1, 2"""
Texts = Iterator[tuple[str, str]]  # the path of a file in its part's folder, and what is in it


def grader(work: Path, *words: object) -> str:
    """What a command of `grader` prints, called in `work`, and its exit status."""
    done = finish(sys.executable, "-m", "grader", *words, cwd=work)
    return f"$ grader {' '.join(map(str, words))}\n{done.stdout}{done.stderr}exit status {done.returncode}\n\n"


def masked(text: str, work: Path) -> str:
    """Text without absolute paths, seconds, keys and a drawn seed, and with the sha256 of embedded pictures in their place."""
    text = text.replace(str(work), "WORK").replace(str(ROOT), "ROOT")
    text = re.sub(r'^( *"(?:key|seconds)": )[^,\n]+', r'\1"masked"', text, flags=re.MULTILINE)
    text = re.sub(r"(JudgeCells\.seed = )\d+", r"\1masked", text)
    return re.sub(r"(?<=;base64,)[\w/+=]+", lambda found: hashlib.sha256(found[0].encode()).hexdigest(), text)


def placeless(message: str) -> str:
    """A message without the line and the statement that raised: those of a mistake move when its check file is rewritten."""
    return re.sub(r"(\.py), line \d+: .*", r"\1, line masked", message)


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file in a folder by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def graded(work: Path, name: str, seed: int, given: Path) -> Texts:
    """What grading a class prints, and every result that it writes; the folder `name` in `work` has the results afterwards."""
    yield f"{name}/printed.txt", grader(work, "grade", given, "--out", name, "--seed", seed, "--jobs", 2, "--force")
    for path, content in files(work / name).items():
        if path.endswith(("results.json", "result.json")):
            yield f"{name}/{path}", json.dumps(json.loads(content), indent=1, sort_keys=True, ensure_ascii=False)


def results(work: Path) -> Texts:
    """The sample class; then the reference and the stubs as submissions, on some seeds."""
    yield from graded(work, "class", 0, ROOT / "data" / "submissions")
    for name, folder in (("reference", "solutions"), ("stubs", "assignments")):
        shutil.copytree(ROOT / folder, work / "both" / name, ignore=shutil.ignore_patterns("styles", "__pycache__"))
    for seed in range(SEEDS):
        yield from graded(work, f"seed-{seed}", seed, work / "both")


def exports(work: Path) -> Texts:
    """A larger class made of the samples: all exports, the class page, the learners' pages, and one of these with pictures."""
    samples = sorted((ROOT / "data" / "submissions").iterdir())
    (work / "handed-in").mkdir()
    for number, sample in zip(range(CLASS), itertools.cycle(samples), strict=False):
        copy = shutil.copytree if sample.is_dir() else shutil.copy
        copy(sample, work / "handed-in" / f"learner-{number + 1:02}{sample.suffix}")
    yield from graded(work, "graded", 0, work / "handed-in")
    for number, path in enumerate(sorted((work / "graded").rglob("result.json"))):  # the last are slow
        path.write_text(re.sub(r'(?<="seconds": )[\d.]+', str(number**3 / 1000), path.read_text("utf-8")), "utf-8")
    printed = [grader(work, "export", "graded", "--format", each, "--out", f"out/{each}") for each in FORMATS]
    printed += [grader(work, "report", *words.split(), "--out", f"out/{name}") for name, words in REPORTS.items()]
    yield "printed.txt", "".join(printed)
    with sqlite3.connect(work / "out" / "nbgrader") as base:  # its ids are random
        yield "nbgrader.txt", "\n".join(map(str, base.execute(GRADES)))
    for at, content in files(work / "out").items():
        if at != "nbgrader":
            yield at, content.decode().replace("><", ">\n<")


def nbgrader(work: Path) -> Texts:
    """The sha256 of each file that `grader nbgrader init` writes. None is left out; in nbgrader_config.py the drawn seed is masked."""
    for name, more in (("notebooks", []), ("modules", ["--modules"])):
        yield f"{name}/printed.txt", grader(work, "nbgrader", "init", name, *more)
        found = {path: masked(content.decode(), work).encode() for path, content in files(work / name).items()}
        yield f"{name}/files.txt", "".join(f"{path}  {hashlib.sha256(found[path]).hexdigest()}\n" for path in found)


def release(work: Path) -> Texts:
    """The names in every wheel and zip that `grader release` makes, the text of its other files, and whether a second run's are the same."""
    printed, _ = (grader(work, "release", "--out", name, "--seed", 0, "--no-trial") for name in ("dist", "again"))
    yield "printed.txt", re.sub(r" *[\d,]+ kB", "masked kB", printed)
    first, second = files(work / "dist"), files(work / "again")
    yield "same.txt", "".join(f"{each}: {first.get(each) == second.get(each)}\n" for each in sorted(first | second))
    for name, content in first.items():
        if name.endswith((".whl", ".zip")):
            yield f"{name}.txt", "\n".join(sorted(zipfile.ZipFile(work / "dist" / name).namelist()))
        else:
            yield f"{name}.txt", re.sub(r"\b[0-9a-f]{64}\b", "masked", content.decode())


def helps(work: Path) -> Texts:
    """The help of every command, found by walking the groups."""
    from grader.cli import main

    waiting: list[tuple[list[str], Any]] = [([], main)]
    for words, command in waiting:  # which grows meanwhile
        yield f"{' '.join(['grader', *words])}.txt", grader(work, *words, "--help")
        waiting += [([*words, name], each) for name, each in getattr(command, "commands", {}).items()]


def imports(work: Path) -> Texts:
    """Whether importing the command line imports torch, and from where; the median of its milliseconds."""
    told = "import sys, grader.cli; print('torch is imported:', 'torch' in sys.modules, grader.cli.__file__)"
    command = [sys.executable, "-X", "importtime", "-c", told]
    yield "torch.txt", finish(*command, cwd=work).stdout
    took = [int(finish(*command, cwd=work).stderr.splitlines()[-1].split("|")[1]) for _ in range(TIMES)]
    yield "time.txt", f"{statistics.median(took) / 1000:.0f} ms\n"


def record(folder: Path, parts: list[str]) -> int:
    """Write the parts into the folder, and print how long each took."""
    os.environ["PYTHONPATH"] = str(ROOT)  # so that every process, a worker's too, imports this checkout
    for part in parts:
        start = time.monotonic()
        shutil.rmtree(folder / part, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix="golden-") as work:
            for name, text in PARTS[part](Path(work)):
                path = folder / part / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(masked(text, Path(work)), encoding="utf-8")
        print(f"{part}: {len(files(folder / part))} files, {time.monotonic() - start:.0f} s", flush=True)
    return 0


def compare(before: Path, after: Path, parts: list[str]) -> int:
    """Print a difference for each file that differs; the exit status."""
    old, new = files(before), files(after)
    took = [each.pop("imports/time.txt", b"not recorded").decode().strip() for each in (old, new)]
    print("import grader.cli:", " | ".join(took))
    names = sorted(name for name in old | new if name.split("/")[0] in parts)
    differ = [name for name in names if old.get(name) != new.get(name)]
    for name in differ:
        a, b = (side.get(name, b"(no such file)").decode().splitlines() for side in (old, new))
        lines = list(difflib.unified_diff(a, b, str(before / name), str(after / name), n=1, lineterm=""))
        print(*(each[:WIDTH] for each in lines[:LINES]), sep="\n")
        print(f"… {len(lines) - LINES} more lines\n" if len(lines) > LINES else "")
    print(f"{len(differ)} of {len(names)} files differ.")
    return 1 if differ or not names else 0


def mistakes(_: Path) -> Texts:
    """Every known mistake as `grader verify` judges it, a file for each exercise. Only this looks inside the project."""
    from grader import course as courses
    from grader.checking.inserted import insert
    from grader.checking.kit import MISTAKES
    from grader.grading.judge import Judge
    from grader.grading.terms import Terms

    course = courses.load_solved()
    with Judge(course, Terms(0, course.find_data().name)) as judge:
        for name in course.exercises:
            told: dict[str, Any] = {}
            for mistake in MISTAKES.get(name, []):
                for verdict in judge.grade(insert(course, mistake), frozenset([name])):
                    checks = [{**asdict(each), "message": placeless(each.message), "mistake": each.mistake} for each in verdict.checks]
                    for check in checks:
                        del check["why"]  # the message is made of it
                    whole = {**asdict(verdict), "checks": checks}
                    told[mistake.name] = {"sentence": mistake.sentence, "status": verdict.status, **whole}
            told["faults of the grader"] = judge.faults
            yield f"{name}.json", json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False)
            judge.faults.clear()


PARTS = {each.__name__: each for each in (results, exports, nbgrader, release, helps, imports, mistakes)}
ACTIONS: dict[str, Callable[..., int]] = {"record": record, "compare": compare}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("folders", nargs="+", type=Path, help="one to record, two to compare")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    given = parser.parse_args()
    raise SystemExit(ACTIONS[given.action](*given.folders, given.parts))
