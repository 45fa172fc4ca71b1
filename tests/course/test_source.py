"""A module taken apart: what each statement binds and uses, what only shows, and what a name needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.source import DEEP, Source, closure, parse, shows_only


def names(text: str) -> tuple[set[str], set[str]]:
    """What the one statement of a text binds and uses."""
    (found,) = Source(text).statements
    return set(found.binds), set(found.uses)


@pytest.mark.parametrize(
    ("text", "binds", "uses"),
    [
        ("x = y", {"x"}, {"y"}),
        ("x += 1", {"x"}, set()),
        ("x.y = z", {"x"}, {"x", "z"}),
        ("x[i] = 1", {"x", "i"}, {"x", "i"}),
        ("a, (b, *c) = d", {"a", "b", "c"}, {"d"}),
        ("import a.b, c as d", {"a", "d"}, set()),
        ("from a import b as c", {"c"}, set()),
        ("def f(x=y):\n    z = x\n    return w(z)", {"f"}, {"y", "x", "w", "z"}),
        ("async def f():\n    return g()", {"f"}, {"g"}),
        ("class A(B):\n    def f(self):\n        return 1", {"A"}, {"B"}),
        ("if a:\n    def f(): pass\nelse:\n    async def g(): pass", {"f", "g"}, {"a"}),
        ("for i in j:\n    k = i", {"i", "k"}, {"j", "i"}),
        ("with a as b:\n    pass", {"b"}, {"a"}),
        ("(x := 3)", {"x"}, set()),
        ("match a:\n    case [b, *c]:\n        pass", {"b", "c"}, {"a"}),
        ("try:\n    import a\nexcept ImportError:\n    a = None", {"a"}, {"ImportError"}),
        ("f(x)", set(), {"f", "x"}),
        ("x.append(y)", {"x"}, {"x", "y"}),
        ("for i in j:\n    x.y[0].update(i)", {"x", "i"}, {"x", "i", "j"}),
        ("w.grad.zero_()", {"w"}, {"w"}),
        ("w.__init__()", set(), {"w"}),
        ("f().sort()", set(), {"f"}),
        ("def f():\n    global n\n    n += 1\n    x.append(n)", {"f"}, {"n", "x"}),
        ('"""A text."""', set(), set()),
        ("3", set(), set()),
        ('if __name__ == "__main__":\n    x = f()', set(), set()),
        ('if __name__ == "__main__" and x:\n    y = 1', set(), set()),
        ('if x == "__main__":\n    y = 1', {"y"}, {"x"}),
    ],
)
def test_what_a_statement_binds_and_uses(text: str, binds: set[str], uses: set[str]) -> None:
    assert names(text) == (binds, uses)


def test_what_is_always_run() -> None:
    text = "import a\nfrom b import *\nseed(1)\n'text'\nif __name__ == '__main__':\n    x = 1\nx = 2\ndef f(): pass\n"
    assert [each.is_always_run for each in Source(text).statements] == [True, True, True, False, False, False, False]
    assert [each.is_star for each in Source(text).statements][:2] == [False, True]
    assert Source("from __future__ import annotations").statements[0].is_future
    assert Source("import a.b, c").statements[0].imports == ["a", "c"]


def test_only_text_and_demonstrations_show_only() -> None:
    shown = {text: shows_only(Source(text).statements[0].node) for text in ("'x'", "...", "f()", "if __name__ == 'x': pass", "if f(): pass")}
    assert shown == {"'x'": True, "...": True, "f()": False, "if __name__ == 'x': pass": True, "if f(): pass": False}


def test_a_name_needs_every_statement_that_binds_it_and_what_these_use() -> None:
    statements = Source("a = 1\nb = a\nc = 2\nb.d = c\ndef f(): return b\ndef g(): return f\nfrom x import *").statements
    assert closure(statements, ["f"]) == {0, 1, 2, 3, 4}
    assert closure(statements, ["c", "nowhere"]) == {2}
    assert closure(statements, []) == set()


def test_layout_and_comments_make_no_difference_to_code() -> None:
    one, two = Source("x = f( 1,\n 2)  # a note"), Source("x=f(1,2)")
    assert one.code(one.statements[0].node) == two.code(two.statements[0].node)


def test_the_definition_in_a_statement() -> None:
    (plain,), (guarded,), (value,) = (
        Source(text).statements for text in ("def f(): return 1", "try:\n    def f(): return 1\nexcept E:\n    def f(): return 2", "f = 1")
    )
    code = Source("").code
    assert code(guarded.definition("f")) == code(plain.definition("f")) == code(plain.node)
    assert value.definition("f") is value.node


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def f(:", "invalid syntax"),
        ("x = '\0'", "source code string cannot contain null bytes"),
        ("x = '\ud800'", "surrogates not allowed"),
        ("x = " + "(" * 300 + "1" + ")" * 300, "too many nested parentheses"),
        ("x = " + "not " * 9000 + "1", DEEP),
    ],
)
def test_what_is_no_python_has_an_error_and_no_statements(text: str, message: str) -> None:
    found = Source(text)
    assert message in str(found.error)
    assert found.statements == []


def test_what_cannot_be_dumped_is_as_it_stands() -> None:
    text = "x = 0x" + "f" * 5000
    found = Source(text + "\ny = 1")
    assert found.code(found.statements[0].node) == text


@given(st.text())
def test_whatever_the_text_is_it_is_parsed_or_told(text: str) -> None:
    assert isinstance(parse(text), SyntaxError) is (Source(text).error is not None)
