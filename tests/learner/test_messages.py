"""Every sentence that the learner's commands can say is read by a test here, is short, and is a sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FILES = sorted((ROOT / "grader" / "learner").glob("*.py"))
TESTS = [*(ROOT / "tests" / "learner").glob("*test*.py"), ROOT / "tests" / "reports" / "test_learner_page.py"]
MOST_LINES = 4


def sentences(path: Path) -> Iterator[list[str]]:
    """The texts of a module that look like sentences, each as its constant parts; docstrings are no messages."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in inner or id(node) in docstrings:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "\0" for part in node.values]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            parts = [node.value]
        else:
            continue
        text = "".join(str(part) for part in parts)
        if len(text.split()) >= 3 and (text[0].isupper() or text[0] == "\0"):
            yield text.split("\0")


MESSAGES = [(path.name, parts) for path in FILES for parts in sentences(path)]


@pytest.fixture(scope="module")
def read_by_tests() -> str:
    """The constants of the tests, with every white space as one blank."""
    texts = []
    for path in TESTS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts += [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return " ".join(" ".join(texts).replace("\\", "").split())


@pytest.mark.parametrize(
    ("file", "parts"), MESSAGES, ids=[f"{file}: {''.join(parts)[:40]}" for file, parts in MESSAGES]
)
def test_a_sentence_is_short_and_read_by_a_test(file: str, parts: list[str], read_by_tests: str) -> None:
    assert "".join(parts).count("\n") < MOST_LINES
    longest = max((line for part in parts for line in part.split("\n")), key=len)
    assert " ".join(longest.split()) in read_by_tests, f"{file}: no test reads {longest!r}"
