"""The hooks of pre-commit run what the project's own environment has, and say the same as `make lint`."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
CONFIG: dict[str, Any] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_nothing_is_fetched() -> None:
    assert [repo["repo"] for repo in CONFIG["repos"]] == ["local"]
    assert {hook["language"] for hook in HOOKS.values()} == {"system"}


def test_every_part_of_make_lint_is_a_hook() -> None:
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)
    assert recipe is not None
    parts = {Path(words[0]).name: words for line in recipe[1].splitlines() if (words := line.strip("\t@").split())}
    assert {"ruff", "mypy", "lint-imports"} <= set(parts)
    run = {Path(hook["entry"].split()[0]).name for hook in HOOKS.values()}
    assert set(parts) <= run


def test_what_is_slow_waits_for_the_push() -> None:
    stages = {name: hook.get("stages", CONFIG["default_stages"]) for name, hook in HOOKS.items()}
    assert stages == {
        "ruff": ["pre-commit"],
        "stubs": ["pre-commit"],
        "mypy": ["pre-push"],
        "import-contracts": ["pre-push"],
        "docs": ["pre-push"],
    }
    assert CONFIG["default_install_hook_types"] == ["pre-commit", "pre-push"]


def test_every_hook_has_something_to_look_at() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for hook in HOOKS.values():
        assert [each for each in files if re.search(hook.get("files", ""), each)]
        assert "types" in hook or "types_or" in hook or "files" in hook


def test_the_commands_are_those_of_the_projects_own_environment() -> None:
    for hook in HOOKS.values():
        assert shlex.split(hook["entry"])[0].startswith(".venv/bin/")
    assert f"\t@{HOOKS['docs']['entry'].replace('.venv/bin', '$(BIN)')}\n" in MAKEFILE
