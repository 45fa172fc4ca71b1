"""Stubs hold the text of the course and no line of a solution."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import load
from grader.course.stubs import PLACEHOLDER, StubError, outdated, stub, write_stubs

ROOT = Path(__file__).parent.parent
SOLUTIONS, ASSIGNMENTS = ROOT / "solutions", ROOT / "assignments"
UNITS = [unit.name for unit in load(ROOT).units]
REGION = re.compile(r"^[ \t]*### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION\n", re.MULTILINE | re.DOTALL)

ONE_REGION = """\
def double(x):
    '''Twice x.'''
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


print("done")
"""

text = st.text(alphabet="abc =()\"'#\\\t", max_size=12)
lines = st.lists(text, max_size=4)


def test_a_region_becomes_two_lines_at_its_own_indentation() -> None:
    assert stub(ONE_REGION) == (
        "def double(x):\n    '''Twice x.'''\n"
        "    # Write your code here, then delete the next line.\n    raise NotImplementedError\n"
        '\n\nprint("done")\n'
    )


@given(st.lists(st.tuples(lines, st.sampled_from(["", "    ", "\t"]), lines), max_size=4), lines)
def test_what_stands_outside_survives_and_what_stands_inside_does_not(regions: list[tuple[list[str], str, list[str]]], rest: list[str]) -> None:
    source, expected = [], []
    for before, indent, inside in regions:
        secret = [f"secret {line}" for line in inside]
        source += [*before, f"{indent}### BEGIN SOLUTION", *secret, f"{indent}### END SOLUTION"]
        expected += [*before, *(indent + line for line in PLACEHOLDER)]
    result = stub("\n".join([*source, *rest, ""]))
    assert result == "\n".join([*expected, *rest, ""])
    assert "secret" not in result


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x\n### BEGIN SOLUTION\n", "unit.py:2: this region never ends: add ### END SOLUTION."),
        ("### END SOLUTION\n", "unit.py:1: this region ends, but none has begun."),
        (
            "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n",
            "unit.py:2: this region begins inside the one that began in line 1.",
        ),
        (
            "    ### BEGIN SOLUTION\n### END SOLUTION\n",
            "unit.py:2: indent this marker like its partner in line 1.",
        ),
        (
            "## begin solution\n",
            "unit.py:1: '## begin solution' is no marker: write ### BEGIN SOLUTION or ### END SOLUTION.",
        ),
        (
            "### BEGIN SOLUTION\n### END SOLUTIONS\n",
            "unit.py:2: '### END SOLUTIONS' is no marker: write ### BEGIN SOLUTION or ### END SOLUTION.",
        ),
        (
            "### BEGIN SOLUTION\nx = 1  ### END SOLUTION\n",
            "unit.py:2: 'x = 1  ### END SOLUTION' is no marker: write ### BEGIN SOLUTION or ### END SOLUTION.",
        ),
    ],
)
def test_a_faulty_marker_is_named_with_its_file_and_line(source: str, message: str) -> None:
    with pytest.raises(StubError) as error:
        stub(source, "unit.py")
    assert str(error.value) == message


def test_write_stubs_writes_what_outdated_names_and_then_nothing_is_outdated(tmp_path: Path) -> None:
    solutions, assignments = tmp_path / "solutions", tmp_path / "assignments"
    solutions.mkdir()
    (solutions / "unit01_one.py").write_text(ONE_REGION)
    (solutions / "help.py").write_text("x = 1\n")
    expected = [assignments / "help.py", assignments / "unit01_one.py"]
    assert outdated(solutions, assignments) == expected
    assert not assignments.exists()
    assert write_stubs(solutions, assignments) == expected
    assert outdated(solutions, assignments) == []
    assert (assignments / "help.py").read_bytes() == b"x = 1\n"  # a support module, as it was
    assert (assignments / "unit01_one.py").read_text() == stub(ONE_REGION)


def test_a_changed_solution_outdates_one_stub_and_a_removed_one_takes_its_stub_along(tmp_path: Path) -> None:
    solutions, assignments = tmp_path / "solutions", tmp_path / "assignments"
    solutions.mkdir()
    for name in ("unit01_one.py", "unit02_two.py"):
        (solutions / name).write_text(ONE_REGION)
    write_stubs(solutions, assignments)
    (assignments / "README.md").write_text("kept")
    (assignments / "unit03_own.py").write_text("x = 1\n")  # nothing that was made here
    (solutions / "unit01_one.py").write_text(ONE_REGION.replace("Twice", "Two times"))
    assert write_stubs(solutions, assignments) == [assignments / "unit01_one.py"]
    (solutions / "unit02_two.py").unlink()
    assert outdated(solutions, assignments) == [assignments / "unit02_two.py"]
    write_stubs(solutions, assignments)
    assert sorted(path.name for path in assignments.iterdir()) == ["README.md", "unit01_one.py", "unit03_own.py"]


def test_a_faulty_source_leaves_the_stubs_as_they_are(tmp_path: Path) -> None:
    solutions, assignments = tmp_path / "solutions", tmp_path / "assignments"
    solutions.mkdir()
    (solutions / "unit01_one.py").write_text(ONE_REGION)
    (solutions / "unit02_two.py").write_text("### BEGIN SOLUTION\n")
    with pytest.raises(StubError, match=r"unit02_two\.py:1: this region never ends"):
        write_stubs(solutions, assignments)
    assert not assignments.exists()


def test_the_assignments_are_up_to_date() -> None:
    assert outdated(SOLUTIONS, ASSIGNMENTS) == [], "assignments/ is out of date: run `grader dev stubs`"


@pytest.mark.parametrize("unit", UNITS)
def test_no_line_of_a_solution_is_left_in_its_stub(unit: str) -> None:
    source = (SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8")
    left = set((ASSIGNMENTS / f"{unit}.py").read_text(encoding="utf-8").splitlines())
    shared = set(REGION.sub("", source).splitlines())  # lines that stand outside of regions too, such as `else:`
    secret = {line for region in REGION.findall(source) for line in region.splitlines()} - shared
    assert secret
    assert not secret & left
    assert "SOLUTION" not in "\n".join(left)


CALL_ALL = """
import importlib, inspect, json, sys
outcomes = {}
for unit, names in json.loads(sys.argv[1]).items():
    module = importlib.import_module(unit)
    for name in names:
        exercise = getattr(module, name)
        count = sum(p.default is p.empty for p in inspect.signature(exercise).parameters.values())
        try:
            exercise(*[None] * count)
        except BaseException as error:
            outcomes[name] = type(error).__name__
print(json.dumps(outcomes))
"""


@pytest.fixture(scope="module")
def stub_run() -> subprocess.CompletedProcess[str]:
    """A process of its own that imports every stub and calls every exercise in it."""
    exercises = {unit.name: [exercise.name for exercise in unit.exercises] for unit in load(ROOT).units}
    command = [sys.executable, "-W", "error", "-c", CALL_ALL, json.dumps(exercises)]
    return subprocess.run(command, cwd=ASSIGNMENTS, capture_output=True, text=True, check=False)


def test_importing_every_stub_is_silent(stub_run: subprocess.CompletedProcess[str]) -> None:
    assert stub_run.returncode == 0, stub_run.stderr
    assert stub_run.stderr == ""
    assert len(stub_run.stdout.splitlines()) == 1  # the outcomes, printed by the test itself


def test_every_stub_raises_not_implemented_error_when_called(stub_run: subprocess.CompletedProcess[str]) -> None:
    outcomes = json.loads(stub_run.stdout)
    assert outcomes == dict.fromkeys(load(ROOT).exercises, "NotImplementedError")


@pytest.mark.parametrize("unit", UNITS)
def test_importing_a_unit_draws_nothing(unit: str) -> None:
    """Pictures and demonstrations are imported only where the file is run."""
    tree = ast.parse((SOLUTIONS / f"{unit}.py").read_text(encoding="utf-8"))
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert not imported & {"pictures", "demo", "matplotlib"}
