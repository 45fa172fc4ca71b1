"""The two workflows: valid, sparing with rights, and their steps do what they say, run here in the order of the file."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.authoring.release.learner import WORKFLOW
from grader.authoring.release.sources import load
from grader.authoring.release.templates import template
from grader.course import Course
from grader.results import seed
from tests.processes import GUARD
from tests.release.conftest import Install, named

pytestmark = pytest.mark.slow

NAMES = ["classroom.yml", "grade.yml"]
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")


@cache
def text(name: str) -> bytes:
    """A file of the templates, as the release of this course holds it."""
    sources = load()
    return template(name, sources, sources.wheel("learner" if name == "classroom.yml" else "instructor"))


def read(name: str) -> dict[Any, Any]:
    content: dict[Any, Any] = yaml.safe_load(text(name))
    return content


def steps(name: str) -> list[dict[str, Any]]:
    (job,) = read(name)["jobs"].values()
    return list(job["steps"])


@pytest.mark.parametrize(("name", "audience"), [("classroom.yml", "learner"), ("grade.yml", "instructor")])
def test_it_installs_both_wheels_by_their_names(name: str, audience: str) -> None:
    (install,) = [step["run"] for step in steps(name) if step.get("name") == "Install the kit"]
    wheels = f"kit/exercise_grader-0.1.0-py3-none-any.whl kit/course_mnist_basics-0.1.0+{audience}-py3-none-any.whl"
    assert install == f"python -m pip install --quiet {wheels}"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_workflow(name: str) -> None:
    content = read(name)
    assert {"name", True, "permissions", "jobs"} <= set(content)  # True: what YAML 1.1 makes of the key "on"
    (job,) = content["jobs"].values()
    assert {"runs-on", "timeout-minutes", "steps"} == set(job)
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert set(step) <= {"name", "uses", "with", "run", "env", "if"}


@pytest.mark.parametrize("name", NAMES)
def test_it_has_few_rights_and_trusts_no_moving_tag(name: str) -> None:
    assert read(name)["permissions"] == {"contents": "read"}
    uses = [step for step in steps(name) if "uses" in step]
    assert all(PINNED.fullmatch(step["uses"]) for step in uses)
    (checkout,) = [step for step in uses if "/checkout@" in step["uses"]]
    assert checkout["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", NAMES)
def test_no_script_is_put_together_from_what_others_write(name: str) -> None:
    assert not [step for step in steps(name) if "${{" in step.get("run", "")]


def test_a_learners_repository_has_no_secret_to_lose(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(named(files, "learner/mnist-basics")[1])) as archive:
        assert archive.read(f"mnist-basics/{WORKFLOW}") == text("classroom.yml")
    assert b"secrets." not in text("classroom.yml")
    assert set(read("classroom.yml")[True]) == {
        "push",
        "workflow_dispatch",
    }  # nothing that others could set off from outside


def test_the_seed_is_in_no_line_that_is_logged() -> None:
    """A runner logs the steps' texts, their variables and the inputs of a run, but not what is in a file."""
    assert b"seed:" not in text("grade.yml").lower()
    (grade,) = [step for step in steps("grade.yml") if step.get("name") == "Grade"]
    assert "env" not in grade
    assert "--seed" not in grade["run"]
    assert grade["run"].splitlines()[-1].endswith("> grade.log 2>&1")


def test_the_token_is_gone_before_anything_of_a_learner_runs() -> None:
    holders = [step["name"] for step in steps("grade.yml") if "secrets." in json.dumps(step)]
    assert holders == ["Fetch what was pushed"]
    (fetch,) = [step for step in steps("grade.yml") if step.get("name") in holders]
    assert "grader" not in fetch["run"]
    assert text("grade.yml").count(b"secrets.") == 1


def follow(name: str, folder: Path, bin_folder: Path, **around: str) -> dict[str, str]:
    """Run the steps of a workflow as a runner does (bash -e), but for those that install; what each one prints."""
    temporary = folder.parent / "temporary"
    temporary.mkdir()
    environment = {
        **os.environ,
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(temporary),
        "GITHUB_STEP_SUMMARY": str(temporary / "step_summary"),
        **around,
    }
    printed = {}
    for step in steps(name):
        if "run" in step and step["name"] != "Install the kit":
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=GUARD)
            assert done.returncode == 0, f"{step['name']}: {done.stderr}"
            printed[step["name"]] = done.stdout
    return printed


def test_a_push_is_checked_and_reported(
    files: dict[str, bytes], install: Install, tmp_path: Path, course: Course
) -> None:
    with zipfile.ZipFile(io.BytesIO(named(files, "learner/mnist-basics")[1])) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "mnist-basics"
    (folder / "unit01_pixels.py").write_text(course.reference["unit01_pixels"])
    (folder / "unit02_similarity.py").write_text(
        'print("::error::shown")\n\ndef mnist_distance(a, b):\n    raise ValueError("\\n::set-output name=a::b")\n'
    )
    printed = follow("classroom.yml", folder, install("+learner"))
    points = sum(each.points for each in course.units[0].exercises)
    assert printed["Check"] == ""
    assert printed["Report"].splitlines()[-2:] == [
        f"::notice title=Autograding complete::Points {points:g}/{course.points:g}",
        f'::notice title=Autograding report::{{"totalPoints": {points}, "maxPoints": {course.points}}}',
    ]
    summary = (tmp_path / "temporary" / "step_summary").read_text()
    assert summary.startswith("# MNIST basics\n")
    assert f"{points:g} of {course.points:g} points" in summary


GH = """\
#!/bin/sh
# In place of GitHub's gh: `gh repo clone OWNER/NAME FOLDER -- …` from a folder here, with a token that must be there.
[ -n "$GH_TOKEN" ] && [ -d "$REMOTE/$3" ] && cp -r "$REMOTE/$3" "$4"
"""


def test_pushed_repositories_are_graded_with_the_hidden_checks(
    files: dict[str, bytes], install: Install, tmp_path: Path, course: Course
) -> None:
    for learner in ("ada", "ben"):
        repository = tmp_path / "remote" / "class" / f"mnist-{learner}"
        (repository / ".git").mkdir(parents=True)
        (repository / ".git" / "config").write_text("a token might be here")
        (repository / "unit01_pixels.py").write_text(course.reference["unit01_pixels"])
    (repository / "unit01_pixels.py").write_text("def rank(shape):\n    return 2\n")
    folder, tools = tmp_path / "instructor", tmp_path / "bin"
    folder.mkdir()
    seed.keep(folder, 3)
    shutil.copytree(install("+instructor"), tools, symlinks=True)
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    (folder / "repositories.txt").write_text("class/mnist-ada\n\nclass/mnist-nobody\nclass/mnist-ben\n")
    printed = follow("grade.yml", folder, tools, REMOTE=str(tmp_path / "remote"), GH_TOKEN="a token")
    assert printed["Fetch what was pushed"] == "No class/mnist-nobody.\n"
    assert printed["Grade"] == ""
    lines = json.loads((folder / "results" / "results.json").read_text())["submissions"]
    scores = {line["submission"]: line["score"] for line in lines}
    assert scores["mnist-ada"] == sum(each.points for each in course.units[0].exercises)
    assert scores["mnist-ben"] < 1
    content = json.loads((folder / "results" / lines[0]["result"]).read_text())
    assert content["seed"] == 3
    assert {check["visibility"] for each in content["exercises"] for check in each["checks"]} == {"public", "hidden"}
    assert not list(folder.glob("submissions/*/.git"))
    assert (folder / "results" / "scores.csv").read_text().count("\nmnist-") == 2
    assert (folder / "results" / "site" / "index.html").exists()


def test_the_container_file_asks_for_what_lies_beside_it(files: dict[str, bytes]) -> None:
    """Its COPY names files of the release's own folder; what it runs ends as an ordinary user."""
    lines = [line for line in text("Containerfile").decode().splitlines() if line and not line.startswith("#")]
    words = [line.split() for line in lines]
    assert [each[0] for each in words] == [
        "ARG",
        "FROM",
        "ARG",
        "COPY",
        "RUN",
        "RUN",
        "USER",
        "WORKDIR",
        "ENTRYPOINT",
        "CMD",
    ]
    (copy,) = [each[1:-1] for each in words if each[0] == "COPY"]
    beside = [Path(name) for name in files if Path(name).parent == Path("instructor")]
    assert {path.name for path in beside if path.suffix in (".whl", ".txt")} == set(copy)
    assert len([name for name in copy if name.endswith(".whl")]) == 2
    installed = [f"/kit/{name}" for name in copy if name.endswith(".whl")]
    assert words[4][-6:-3] == [*installed, "&&"]
    assert words[6] == ["USER", "grader"]
    assert json.loads(lines[-2].partition(" ")[2]) == ["grader"]
