"""What a manifest must not say: each fault is refused with its line, its place and the cure; by the schema too, where it can."""

import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from grader import course as courses
from grader.course import CourseError
from grader.course.form import schema
from tests.course.manifests import FULL
from tests.processes import finish

Case = tuple[str, str, str]  # what is replaced in the manifest, by what, and what is said then

BY_BOTH: dict[str, Case] = {
    "an unknown key": ('hints = ["A', 'hint = ["A',
        'course.toml, line 38: the exercise first has no key "hint"; did you mean "hints"?'),
    "one that is like none": ('short = "a"', "colour = 3",
        'course.toml, line 33: the unit unit1_a has no key "colour"; it may have name, title, short, exercise, question.'),
    "one of the course below a table": ("[limits]\n", "[limits]\ntitle = 'x'\n",
        'course.toml, line 15: the course has no key "limits.title": what is said of the whole course stands above the first line that begins with [.'),
    "one of a unit outside": ("[limits]\n", "[[exercise]]\n",
        'course.toml, line 14: the course has no key "exercise": it stands in a unit, as in [[unit.exercise]].'),
    "an unknown key at the top": ('title = "Small"', 'titel = "Small"',
        'course.toml, line 2: the course has no key "titel"; did you mean "title"?'),
    "an unknown limit": ("memory_mib = 1024", "memory = 1024",
        'course.toml, line 17: the course has no key "limits.memory"; did you mean "limits.memory_mib"?'),
    "an unknown limit of an exercise": ("memory_mib = 99", "seconds = 9",
        'course.toml, line 47: the exercise second has no key "limits.seconds"; did you mean "limits.call_seconds"?'),
    "an unknown key of the package": ("summary", "sumary",
        'course.toml, line 10: the course has no key "package.sumary"; did you mean "package.summary"?'),
    "an unknown key of the data": ("variable", "variabel",
        'course.toml, line 28: the data outside has no key "variabel"; did you mean "variable"?'),
    "an unknown key of a question": ('kind = "words"', 'sort = "words"',
        'course.toml, line 60: the question q02 has no key "sort"; it may have name, kind, exercise, points, wrong, withheld, rubric.'),
    "a choice that there is not": ('b = "That', 'e = "That',
        'course.toml, line 54: the question q01 has no key "wrong.e"; it may have wrong.a, wrong.b, wrong.c, wrong.d.'),
    "no id": ('id = "small-course"\n', "",
        'course.toml: the course has no "id": write a text of a-z, 0-9 and -, at most 60, a letter first, such as `id = "fall"`.'),
    "no title": ('title = "Small"\n', "",
        'course.toml: the course has no "title": write a text in one line, such as `title = "A falling ball"`.'),
    "no unit": (FULL[FULL.index("[[unit]]") :], "",
        'course.toml: the course has no "unit": write tables that begin with a line [[unit]] each.'),
    "a list without a unit": (FULL[FULL.index("[package]") :], "unit = []\n",
        "course.toml, line 8: the course has unit = a list: write tables that begin with a line [[unit]] each."),
    "a unit without a title": ('title = "B"\n', "",
        'course.toml, line 64: the unit unit2_b has no "title": write a text in one line, such as `title = "How a ball falls"`.'),
    "a unit without a name": ('name = "unit2_b"\n', "",
        'course.toml, line 64: the unit number 2 has no "name": write a name of Python: letters from a to z, digits and _, at most 60, a letter first, such as `name = "unit1_fall"`.'),
    "an exercise without points": ("points = 2.5\n", "",
        'course.toml, line 41: the exercise second has no "points": write a number, 0 or more, such as `points = 1`.'),
    "an exercise without a name": ('name = "third"\n', "",
        'course.toml, line 68: the exercise number 1 of the unit unit2_b has no "name": write a name of Python: letters from a to z, digits and _, at most 60, a letter first, such as `name = "height"`.'),
    "a question without a kind": ('kind = "words"\n', "",
        'course.toml, line 58: the question q02 has no "kind": write "code", "choice" or "words".'),
    "data without a title": ('title = "the large data"\n', "",
        'course.toml, line 25: the data outside has no "title": write a text in one line, such as `title = "the measured heights"`.'),
    "points in words": ("points = 4.5", 'points = "many"',
        'course.toml, line 3: the course has points = "many": write a number, 0 or more, such as `points = 3`.'),
    "points that are true": ("points = 2.5", "points = true",
        "course.toml, line 43: the exercise second has points = true: write a number, 0 or more, such as `points = 1`."),
    "points below 0": ("points = 2.5", "points = -1",
        "course.toml, line 43: the exercise second has points = -1: write a number, 0 or more, such as `points = 1`."),
    "endless points": ("points = 2.5", "points = inf",
        "course.toml, line 43: the exercise second has points = inf: write a number, 0 or more, such as `points = 1`."),
    "no time at all": ("call_seconds = 2", "call_seconds = 0",
        "course.toml, line 15: the course has limits.call_seconds = 0: write a number of seconds above 0, such as `call_seconds = 5`."),
    "half a byte": ("memory_mib = 99", "memory_mib = 99.5",
        "course.toml, line 47: the exercise second has limits.memory_mib = 99.5: write a whole number of MiB, 1 or more, such as `memory_mib = 1024`."),
    "too large a limit": ("file_mib = 16", f"file_mib = {10**50}",
        "course.toml, line 18: the course has limits.file_mib = 100000000000000000000000000000000000000…: write a whole number of MiB, 1 or more, such as `file_mib = 16`."),
    "one hint alone": ('hints = ["A nudge.", "The call.", "Nearly the answer."]', 'hints = "A nudge."',
        'course.toml, line 38: the exercise first has hints = "A nudge.": write a list of texts, such as `hints = ["A nudge.", "The call.", "Nearly the answer."]`.'),
    "a hint that is none": ('"The call."', "3",
        "course.toml, line 38: the exercise first has 3 as item 2 of hints: write a text."),
    "an empty hint": ('"The call."', '""',
        'course.toml, line 38: the exercise first has "" as item 2 of hints: write a text.'),
    "needs that are one name": ('needs = ["first"]', 'needs = "first"',
        'course.toml, line 44: the exercise second has needs = "first": write a list of names of exercises, such as `needs = ["height"]`.'),
    "another device": ('device = "cpu"', 'device = "cuda"',
        'course.toml, line 45: the exercise second has device = "cuda": write "cpu", or leave it out.'),
    "another kind": ('kind = "words"', 'kind = "essay"',
        'course.toml, line 60: the question q02 has kind = "essay": write "code", "choice" or "words".'),
    "one threshold for all data": ("thresholds = { inside = { loss = 0.5 }, outside = { loss = 0.25 } }", "thresholds = { loss = 0.5 }",
        "course.toml, line 46: the exercise second has thresholds.loss = 0.5: write the numbers for the data of that name, such as { accuracy = 0.9 }."),
    "a threshold in words": ("loss = 0.5 }", 'loss = "low" }',
        'course.toml, line 46: the exercise second has thresholds.inside.loss = "low": write a number.'),
    "a sentence as an id": ('id = "small-course"', 'id = "My course"',
        'course.toml, line 1: the course has id = "My course": write a text of a-z, 0-9 and -, at most 60, a letter first, such as `id = "fall"`.'),
    "a unit that is no name": ('name = "unit2_b"', 'name = "unit 2"',
        'course.toml, line 65: the unit number 2 has name = "unit 2": write a name of Python: letters from a to z, digits and _, at most 60, a letter first, such as `name = "unit1_fall"`.'),
    "an exercise that is no name": ('name = "third"', 'name = "3rd"',
        'course.toml, line 69: the exercise 3rd has name = "3rd": write a name of Python: letters from a to z, digits and _, at most 60, a letter first, such as `name = "height"`.'),
    "a title of two lines": ('title = "B"', 'title = """B\nor C"""',
        'course.toml, line 66: the unit unit2_b has title = "B\\nor C": write a text in one line, such as `title = "How a ball falls"`.'),
    "support elsewhere": ('["demo.py"]', '["../demo.py"]',
        'course.toml, line 4: the course has "../demo.py" as item 1 of support: write the name of a file that ends in .py, such as "demo.py".'),
    "support that is no module": ('["demo.py"]', '["demo.csv"]',
        'course.toml, line 4: the course has "demo.csv" as item 1 of support: write the name of a file that ends in .py, such as "demo.py".'),
    "a folder to ignore, in another": ('["pictures"]', '["a/b"]',
        'course.toml, line 5: the course has "a/b" as item 1 of ignore: write a name without /.'),
    "a library that is none": ('["matplotlib"]', '["mat plot"]',
        'course.toml, line 6: the course has "mat plot" as item 1 of libraries: write a name of Python: letters from a to z, digits and _, at most 60, a letter first.'),
    "data elsewhere": ("data/*.csv", "../*.csv",
        'course.toml, line 23: the data inside has "../*.csv" as item 1 of files: write a pattern of files in the course, without a / in front, .. or ** beside other letters.'),
    "data of the machine": ("data/*.csv", "/data/*.csv",
        'course.toml, line 23: the data inside has "/data/*.csv" as item 1 of files: write a pattern of files in the course, without a / in front, .. or ** beside other letters.'),
    "a pattern that is none": ("data/*.csv", "data/**.csv",
        'course.toml, line 23: the data inside has "data/**.csv" as item 1 of files: write a pattern of files in the course, without a / in front, .. or ** beside other letters.'),
    "a variable that is none": ("SMALL_DATA", "small data",
        'course.toml, line 28: the data outside has variable = "small data": write the name of an environment variable, such as `variable = "BIG_DATA"`.'),
    "a version that is none": ('version = "1.2"', 'version = "new"',
        'course.toml, line 9: the course has package.version = "new": write a version, such as `version = "1.0"`.'),
    "files and a variable": ('files = ["data/*.csv"]', 'files = ["data/*.csv"]\nvariable = "X"',
        "course.toml, line 20: the data inside has both `files` and a `variable`: write either patterns of files in the course, or the variable that names a folder outside."),
    "neither files nor a variable": ('files = ["data/*.csv"]\n', "",
        "course.toml, line 20: the data inside has neither `files` nor a `variable`: write either patterns of files in the course, or the variable that names a folder outside."),
    "points of a choice": ('kind = "choice"', 'kind = "choice"\npoints = 1',
        'course.toml, line 52: the question q01 is of the kind "choice", which has no points: take it out, or change the kind.'),
    "a choice without an exercise": ('exercise = "second"\n', "",
        'course.toml, line 49: the question q01 is of the kind "choice": name the exercise of its unit that it is judged with.'),
    "one table in place of many": (FULL[FULL.index("[[data]]") : FULL.index("[[unit]]")], '[data]\nname = "inside"\ntitle = "x"\nfiles = ["y"]\n\n',
        "course.toml, line 20: the course has data = a table: write tables that begin with a line [[data]] each."),
    "many tables in place of one": ("[limits]", "[[limits]]",
        "course.toml, line 14: the course has limits = a list: write a table of limits."),
    "units that are no tables": (FULL[FULL.index("[package]") :], "unit = [1]\n",
        "course.toml, line 8: the course has 1 as item 1 of unit: write a table that begins with a line [[unit]]."),
    "a date as a title": ('title = "B"', "title = 2026-11-30",
        'course.toml, line 66: the unit unit2_b has title = 2026-11-30: write a text in one line, such as `title = "How a ball falls"`.'),
}  # fmt: skip

BY_THE_READER: dict[str, Case] = {
    "a threshold that is none": ("loss = 0.5 }", "loss = nan }",
        "course.toml, line 46: the exercise second has thresholds.inside.loss = nan: write a number."),
    "an id of two lines": ('id = "small-course"', 'id = "small\\n"',
        'course.toml, line 1: the course has id = "small\\n": write a text of a-z, 0-9 and -, at most 60, a letter first, such as `id = "fall"`.'),
    "every choice is wrong": ('b = "That is its square."', 'a = "No."\nb = "No."\nd = "No."',
        "course.toml, line 49: the question q01 says that every choice is wrong: take the right one out."),
    "a choice twice": ('b = "That is its square."', 'c = "No."',
        "course.toml, line 56: the question q01 explains c in wrong and in withheld: take one of them out."),
    "a question of nobody": ('exercise = "second"', 'exercise = "secnd"',
        "course.toml, line 52: the question q01 is judged with secnd, which is no exercise of its unit; did you mean second?"),
    "a question of another unit": ('exercise = "second"', 'exercise = "third"',
        "course.toml, line 52: the question q01 is judged with third, which is no exercise of its unit: name another, or take the question out."),
    "a question twice": ('"q02"', '"Q01"',
        "course.toml, line 59: the question Q01 has the name of the question q01 of unit1_a: give each a name of its own."),
    "an exercise twice": ('"third"', '"First"',
        "course.toml, line 69: the exercise First has the name of the exercise first of unit1_a: give each a name of its own."),
    "a unit twice": ('"unit2_b"', '"unit1_a"',
        "course.toml, line 65: the unit unit1_a is listed twice: take one of the two out."),
    "a unit like the support": ('"unit2_b"', '"demo"',
        "course.toml, line 4: the support demo.py has the name of the unit demo: give each a name of its own."),
    "an exercise like a unit": ('"third"', '"unit1_a"',
        "course.toml, line 69: the exercise unit1_a has the name of the unit unit1_a: give each a name of its own."),
    "a unit like Python's own": ('"unit2_b"', '"statistics"',
        "course.toml, line 65: the unit statistics has the name of a library that is imported elsewhere: choose another name."),
    "a unit like the grader's": ('"unit2_b"', '"torch"',
        "course.toml, line 65: the unit torch has the name of a library that is imported elsewhere: choose another name."),
    "a unit like the course's own library": ('"unit2_b"', '"matplotlib"',
        "course.toml, line 65: the unit matplotlib has the name of a library that is imported elsewhere: choose another name."),
    "a unit like the checks": ('"unit2_b"', '"checks"',
        "course.toml, line 65: the unit checks has the name of a library that is imported elsewhere: choose another name."),
    "support like Python's own": ('"demo.py"', '"random.py"',
        "course.toml, line 4: the support random.py has the name of a library that is imported elsewhere: choose another name."),
    "a word of Python": ('"third"', '"lambda"',
        "course.toml, line 69: the exercise lambda has a name that is a word of Python's own: choose another name."),
    "a unit that is a word of Python": ('"unit2_b"', '"pass"',
        "course.toml, line 65: the unit pass has a name that is a word of Python's own: choose another name."),
    "a word of the checks": ('"third"', '"count"',
        "course.toml, line 69: the exercise count: student.count means something else in a check: choose another name."),
    "a need that comes later": ('needs = ["first"]', 'needs = ["third"]',
        "course.toml, line 44: the exercise second needs third, which does not come before it: move one of the two."),
    "a need of itself": ('needs = ["first"]', 'needs = ["second"]',
        "course.toml, line 44: the exercise second needs second, which does not come before it: move one of the two."),
    "a need that is mistyped": ('needs = ["first"]', 'needs = ["fist"]',
        "course.toml, line 44: the exercise second needs fist, which is no exercise of the course; did you mean first?"),
    "a need of nobody": ('needs = ["first"]', 'needs = ["zzz"]',
        "course.toml, line 44: the exercise second needs zzz, which is no exercise of the course: take it out of needs, or list it."),
    "points after a bonus": ("points = 2.5", "points = 0",
        "course.toml, line 68: the exercise third has points and comes after second, which is a bonus (0 points): move every bonus behind all that have points."),
    "thresholds of other data": ("outside = { loss", "outsid = { loss",
        "course.toml, line 46: the exercise second has thresholds for outsid, which is no [[data]] of the course; did you mean outside?"),
    "thresholds of no data": ("outside = { loss", "elsewhere = { loss",
        "course.toml, line 46: the exercise second has thresholds for elsewhere, which is no [[data]] of the course: take them out, or list the data."),
    "data twice": ('"outside"', '"inside"',
        "course.toml, line 26: the data inside is listed twice: give each a name of its own."),
    "support twice": ('["demo.py"]', '["demo.py", "demo.py"]',
        "course.toml, line 4: the support demo.py is listed twice: take one of the two out."),
}  # fmt: skip


@pytest.mark.parametrize("case", [*BY_BOTH, *BY_THE_READER])
def test_a_fault_is_refused_with_its_line_its_place_and_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    before, after, said = (BY_BOTH | BY_THE_READER)[case]
    assert FULL.count(before) == 1
    (tmp_path / "course.toml").write_text(FULL.replace(before, after), encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # the manifest is named as it would be typed here
    with pytest.raises(CourseError) as caught:
        courses.load(tmp_path)
    assert str(caught.value) == said


@pytest.mark.parametrize("case", BY_BOTH)
def test_the_schema_refuses_it_too(case: str) -> None:
    before, after, _ = BY_BOTH[case]
    assert not jsonschema.Draft202012Validator(schema()).is_valid(tomllib.loads(FULL.replace(before, after)))


@pytest.mark.parametrize("case", BY_THE_READER)
def test_what_a_schema_cannot_say(case: str) -> None:
    before, after, _ = BY_THE_READER[case]
    jsonschema.validate(tomllib.loads(FULL.replace(before, after)), schema())


NO_TOML = {
    "no value": ('title = "x"\npoints =\n', "course.toml, line 2: this is no TOML: Invalid value (column 9)."),
    "a key twice": ("points = 1\npoints = 2\n", "course.toml, line 2: this is no TOML: Cannot overwrite a value (column 11)."),
    "half a header": ("[limits\n", "course.toml, line 1: this is no TOML: Expected ']' at the end of a table declaration (column 8)."),
    "an endless text": ('title = """\n', "course.toml is no TOML: Unterminated string (at end of document)."),
    "a number as long as a page": (f"points = {'9' * 5000}\n", "course.toml cannot be read: shorten a number that is thousands of places long, or take lists out of one another."),
    "lists in one another without end": (f"support = {'[' * 100_000}\n", "course.toml cannot be read: shorten a number that is thousands of places long, or take lists out of one another."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), NO_TOML.values(), ids=NO_TOML.keys())
def test_what_is_no_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError) as caught:
        courses.load(tmp_path)
    assert str(caught.value) == said


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        courses.load(tmp_path)
    assert str(caught.value) == f"{tmp_path}/course.toml is missing."
    (tmp_path / "course.toml").write_bytes('title = "größer"'.encode("latin-1"))
    with pytest.raises(CourseError) as caught:
        courses.load(tmp_path)
    assert str(caught.value) == f"{tmp_path}/course.toml is no text in UTF-8: save it so."
    (tmp_path / "course.toml").unlink()
    (tmp_path / "course.toml").mkdir()
    with pytest.raises(CourseError) as caught:
        courses.load(tmp_path)
    assert str(caught.value) == f"{tmp_path}/course.toml cannot be read (Is a directory)."


COMMANDS = {
    "verify": ("verify", "--course", "small"),
    "check": ("check", "--course", "small"),
    "grade": ("grade", "small", "--out", "results", "--course", "small"),
    "start": ("start", "mine", "--course", "small"),
    "hint": ("hint", "first", "--course", "small"),
    "new-exercise": ("new-exercise", "unit1_a", "fresh", "--course", "small"),
    "dev thresholds": ("dev", "thresholds", "--course", "small"),
    "verify --mutants": ("verify", "--mutants", "--course", "small"),
    "figures": ("figures", "--course", "small"),
    "report": ("report", "results", "--out", "site", "--course", "small"),
    "nbgrader init": ("nbgrader", "init", "nbgrader_course", "--course", "small"),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_every_command_says_the_sentence_and_ends_with_2(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "course.toml").write_text(FULL.replace('hints = ["A', 'hint = ["A'), encoding="utf-8")
    (tmp_path / "small" / "unit1_a.py").write_text("def first():\n    return 1\n", encoding="utf-8")
    done = finish(sys.executable, "-m", "grader", *command, cwd=tmp_path, COLUMNS=60)  # no line is broken
    said = (done.stdout + done.stderr).splitlines()
    assert 'small/course.toml, line 38: the exercise first has no key "hint"; did you mean "hints"?' in said
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["small"]  # nothing was begun
