"""The workflow of the public repository: it can be read, has few rights, and what it runs is there. (Courses' own: tests/release.)"""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
STEPS = [(job, step) for job, content in JOBS.items() for step in content["steps"]]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def commands(name: str) -> list[list[str]]:
    """The words of each command that a job runs, line by line."""
    scripts = [step["run"] for job, step in STEPS if job == name and "run" in step]
    return [shlex.split(line, comments=True) for script in scripts for line in script.splitlines() if line.count("'") % 2 == 0]


def test_there_is_one() -> None:
    assert [path.name for path in WORKFLOWS] == ["tests.yml"]
    assert set(WORKFLOW[True]) == {"push", "pull_request", "workflow_dispatch"}  # True: what YAML 1.1 makes of the key "on"


def test_it_says_that_it_is_untried() -> None:
    head = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8").split("\nname:")[0]
    assert "Untried: no runner has run this file yet." in head


def test_it_has_few_rights_and_no_secret() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in [key for job in JOBS.values() for key in job]
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is True
    assert "secrets" not in (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("job", "step"), STEPS)
def test_a_step_is_sound(job: str, step: dict[str, Any]) -> None:
    """Actions are pinned to a major version, and no script is put together from what others write."""
    assert ("uses" in step) != ("run" in step)
    assert set(step) <= {"name", "uses", "with", "run", "env", "if"}
    assert "${{" not in step.get("run", "")
    if "uses" in step:
        assert re.fullmatch(r"actions/(checkout|setup-python)@v\d+", step["uses"])
        assert "/checkout@" not in step["uses"] or step["with"]["persist-credentials"] is False
    assert JOBS[job]["timeout-minutes"]


@pytest.mark.parametrize("job", ["linux", "elsewhere"])
def test_every_python_with_the_newest_torch_and_the_lowest(job: str) -> None:
    matrix = JOBS[job]["strategy"]["matrix"]
    assert matrix["torch"] == ["newest", "lowest"]
    assert JOBS[job]["strategy"]["fail-fast"] is False
    assert PROJECT["requires-python"] == f">={matrix['python'][0]}"
    listed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert matrix["python"] == (listed or ["3.11", "3.12", "3.13", "3.14"])
    installs = [step["with"]["python-version"] for name, step in STEPS if name == job and "setup-python" in step.get("uses", "")]
    assert installs == ["${{ matrix.python }}"]


def test_elsewhere_the_lowest_torch_is_one_that_the_project_allows() -> None:
    matrix = JOBS["elsewhere"]["strategy"]["matrix"]
    assert {each.split("-")[0] for each in matrix["system"]} == {"macos", "windows"}
    oldest = {each["python"]: re.findall(r"torch==([\d.]+)", each["oldest"]) for each in matrix["include"]}
    assert list(oldest) == matrix["python"]
    (lowest,) = (re.findall(r">=([\d.]+)", each)[0] for each in PROJECT["dependencies"] if each.startswith("torch"))
    numbers = [[int(part) for part in version.split(".")] for (version,) in oldest.values()]
    assert numbers[0][:2] == [int(part) for part in lowest.split(".")][:2]
    assert numbers == sorted(numbers)


def test_every_target_of_make_is_in_the_makefile() -> None:
    targets = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    made = [words[1] for job in JOBS for words in commands(job) if words[:1] == ["make"]]
    assert made == ["test", "lowest", "docs", "test-all"]
    assert [each for each in made if each not in targets] == []


def test_the_files_that_it_names_are_there() -> None:
    named = [word for job in JOBS for words in commands(job) for word in words if re.match(r"(tests|data)/|constraints", word)]
    assert len(named) > 10
    assert [each for each in named if not (ROOT / each).exists()] == []
