"""Whatever is handed in is read safely, and what cannot be read gets a clear sentence."""

import json
import os
import stat
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import course as courses
from grader.course import Course
from grader.submission import model as submission_module
from grader.submission.aside.reader import Unreadable
from grader.submission.collected import Collected
from grader.submission.model import Submission, needs_optimizers, read, read_aside

UNIT = "unit02_similarity"
CODE = "def mnist_distance(a, b):\n    return 1\n"


def own(submission: Submission, course: Course) -> dict[str, str]:
    """The learner's own modules, without the support modules that the course adds."""
    support = {name.removesuffix(".py") for name in course.support}
    return {name: text for name, text in submission.modules.items() if name not in support}


def test_a_folder_of_units(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    (tmp_path / "helpers.py").write_text("x = 1\n")
    (tmp_path / "notes.txt").write_text("not read")
    found = read(tmp_path, course)
    assert own(found, course) == {UNIT: CODE, "helpers": "x = 1\n"}
    assert found.problems == {}
    assert found.notes == ()


@pytest.mark.parametrize(
    ("handed_in", "wanted", "needed"),
    [
        ({UNIT: CODE}, ["mnist_distance", "BasicOptim"], False),
        ({UNIT: CODE, "unit06_optimizer": "x = 1"}, ["mnist_distance"], False),
        ({UNIT: CODE, "unit06_optimizer": "x = 1"}, ["BasicOptim"], True),
        ({UNIT: "import torch.optim"}, ["mnist_distance"], True),
        ({}, ["mnist_distance", "BasicOptim"], False),
        ({UNIT: CODE}, [], False),
    ],
)
def test_who_needs_optimizers(handed_in: dict[str, str], wanted: list[str], needed: bool, course: Course) -> None:
    assert needs_optimizers(course, Submission("s", handed_in, {}), wanted) is needed


def test_support_modules_are_the_courses_own(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    support = course.support[0].removesuffix(".py")
    (tmp_path / course.support[0]).write_text("raise SystemExit")
    assert read(tmp_path, course).modules[support] == course.reference[support]


def test_one_file_with_everything_stands_for_every_unit_it_defines(tmp_path: Path, course: Course) -> None:
    text = CODE + "class BasicOptim:\n    pass\n"
    (tmp_path / "my_work.py").write_text(text)
    found = read(tmp_path / "my_work.py", course)
    assert own(found, course) == {UNIT: text, "unit06_optimizer": text}
    assert found.files == {UNIT: "my_work.py", "unit06_optimizer": "my_work.py"}
    assert (found.written, found.places) == ({}, {})
    assert found.located(f"  {UNIT}.py, line 2: return 1") == "  my_work.py, line 2: return 1"


def test_a_name_that_an_lms_made_is_that_of_the_unit(tmp_path: Path, course: Course) -> None:
    (tmp_path / "unit02-similarity.py").write_text(CODE)
    for place in (tmp_path, tmp_path / "unit02-similarity.py"):
        assert own(read(place, course), course) == {UNIT: CODE}
    (tmp_path / "unit02-similarity.py").write_bytes("# Größe\n".encode("latin-1"))
    assert read(tmp_path / "unit02-similarity.py", course).problems == {
        UNIT: "unit02-similarity.py is not saved as UTF-8 (line 1). Choose UTF-8 when you save it."
    }


CELLS: list[dict[str, object]] = [
    {"cell_type": "markdown", "source": "# hello"},
    {"cell_type": "code", "source": ["%matplotlib inline\n", "!pip list\n", "import torch\n"]},
    {"cell_type": "code", "source": "# mine\r\n" + CODE},
]


def notebook(path: Path, *cells: Mapping[str, object]) -> Path:
    path.write_text(json.dumps({"cells": cells}))
    return path


def test_a_notebook_is_its_exercises_what_was_written_and_where(tmp_path: Path, course: Course) -> None:
    notebook(tmp_path / f"{UNIT}.ipynb", *CELLS)
    found = read(tmp_path, course)
    assert own(found, course) == {UNIT: "from __future__ import annotations\n" + CODE}
    assert found.written == {
        UNIT: f"# %% cell 2\n%matplotlib inline\n!pip list\nimport torch\n\n# %% the cell of mnist_distance\n# mine\n{CODE}"
    }
    assert found.places == {UNIT: {2: "the cell of mnist_distance, line 2", 3: "the cell of mnist_distance, line 3"}}
    assert found.files == {UNIT: f"{UNIT}.ipynb"}
    assert found.located(f"  {UNIT}.py, line 3: return 1") == "  the cell of mnist_distance, line 3: return 1"


def test_a_module_has_nothing_but_its_text(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    found = read(tmp_path, course)
    assert (found.written, found.places, found.files) == ({}, {}, {})
    assert found.located(f"  {UNIT}.py, line 3: return 1") == f"  {UNIT}.py, line 3: return 1"


def test_one_notebook_under_any_name_stands_for_every_unit_it_defines(tmp_path: Path, course: Course) -> None:
    both: list[dict[str, object]] = [*CELLS, {"cell_type": "code", "source": "class BasicOptim:\n    pass\n"}, {"cell_type": "code", "source": "1 / 0"}]
    for name in ("ada_solution.ipynb", "ada (2).ipynb", "2nd try.ipynb"):
        folder = tmp_path / name
        folder.mkdir()
        for support in course.support:
            (folder / support).write_text("raise SystemExit")
        path = notebook(folder / name, *both)
        for place in (path, folder):
            found = read(place, course)
            head = "from __future__ import annotations\n"
            assert own(found, course) == {UNIT: head + CODE, "unit06_optimizer": head + "class BasicOptim:\n    pass\n"}
            assert found.written[UNIT] == found.written["unit06_optimizer"]
            assert found.places["unit06_optimizer"] == {2: "the cell of BasicOptim, line 1", 3: "the cell of BasicOptim, line 2"}
            assert found.notes == ()


def test_a_notebook_that_is_no_unit_is_all_that_it_defines(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    cells = ["def double(x):\n    return FACTOR * x", "FACTOR = 2", "1 / 0", "for i in range(3):\n    print(i)"]
    notebook(tmp_path / "helpers.ipynb", *({"cell_type": "code", "source": each} for each in cells))
    names: dict[str, object] = {}
    exec(read(tmp_path, course).modules["helpers"], names)
    assert {"double", "FACTOR"} <= set(names)
    assert "i" not in names


def test_a_notebook_of_format_3_has_its_cells_in_worksheets(tmp_path: Path, course: Course) -> None:
    cells = [{"cell_type": "markdown", "source": "# hello"}, {"cell_type": "code", "input": [CODE]}]
    (tmp_path / f"{UNIT}.ipynb").write_text(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}))
    assert own(read(tmp_path, course), course)[UNIT].endswith(CODE)


def test_pictures_make_no_notebook_too_large_and_code_does(tmp_path: Path, course: Course) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * (8 << 20)}}
    notebook(tmp_path / f"{UNIT}.ipynb", {"cell_type": "code", "source": CODE, "outputs": [picture]})
    assert UNIT in read(tmp_path, course).modules
    notebook(tmp_path / f"{UNIT}.ipynb", {"cell_type": "code", "source": CODE + "#" * (1 << 20)})
    assert read(tmp_path, course).problems[UNIT] == (
        f"{UNIT}.ipynb could not be read: its cells hold more than 1 MiB of code. Clear what is not needed, and hand it in again."
    )
    with open(tmp_path / f"{UNIT}.ipynb", "wb") as file:
        file.truncate(65 << 20)
    assert read(tmp_path, course).problems[UNIT] == f"{UNIT}.ipynb is 65 MiB large; the limit is 64 MiB. Is this the right file?"


def test_what_cannot_be_read_takes_nothing_from_its_namesake(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_bytes("# Größe\n".encode("latin-1"))
    notebook(tmp_path / f"{UNIT}.ipynb", *CELLS)
    found = read(tmp_path, course)
    assert found.modules[UNIT].endswith(CODE)
    assert found.problems == {}
    assert found.notes == (f"{UNIT}.py is not saved as UTF-8 (line 1). Choose UTF-8 when you save it.",)


@pytest.mark.parametrize("damaged", [False, True])
def test_of_a_module_and_a_notebook_the_module_is_graded(tmp_path: Path, course: Course, damaged: bool) -> None:
    notebook(tmp_path / f"{UNIT}.ipynb", *CELLS)
    if damaged:
        (tmp_path / f"{UNIT}.ipynb").write_text("{")
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    found = read(tmp_path, course)
    assert own(found, course) == {UNIT: CODE}
    assert (found.problems, found.written, found.places, found.files) == ({}, {}, {}, {})
    left_out = f"{UNIT}.ipynb was left out: {UNIT}.py is there, too."
    assert found.notes == (f"{UNIT}.ipynb is not a notebook that can be read. Save it again from Jupyter." if damaged else left_out,)


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": 3}', '{"cells": [{}]}', '{"cells": [{"cell_type": "code", "source": 3}]}', "[" * 100_000])
def test_a_broken_notebook_is_a_problem(tmp_path: Path, course: Course, text: str) -> None:
    (tmp_path / f"{UNIT}.ipynb").write_text(text)
    assert read(tmp_path, course).problems[UNIT] == f"{UNIT}.ipynb is not a notebook that can be read. Save it again from Jupyter."


def test_an_empty_folder_is_a_submission_with_a_note(tmp_path: Path, course: Course) -> None:
    found = read(tmp_path, course)
    assert own(found, course) == {}
    assert found.notes == ("No unit module was found here, such as unit01_pixels.py: nothing could be graded.",)


def test_nul_bytes(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_bytes(bytes(1000))
    assert read(tmp_path, course).problems[UNIT] == (
        f"{UNIT}.py holds NUL bytes, so it is no Python text. Save it again from your editor."
    )


def test_a_wrong_encoding_names_its_line(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_bytes("x = 1\n# Größe\n".encode("latin-1"))
    assert read(tmp_path, course).problems[UNIT] == f"{UNIT}.py is not saved as UTF-8 (line 2). Choose UTF-8 when you save it."


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_bytes(b"\xef\xbb\xbf" + CODE.replace("\n", "\r\n").encode())
    assert own(read(tmp_path, course), course) == {UNIT: CODE}


def test_a_sparse_gigabyte_is_not_read(tmp_path: Path, course: Course) -> None:
    with open(tmp_path / f"{UNIT}.py", "wb") as file:
        file.truncate(1 << 30)
    assert read(tmp_path, course).problems[UNIT] == f"{UNIT}.py is 1024 MiB large; the limit is 1 MiB. Is this the right file?"


@pytest.mark.parametrize("name", ["torch.py", "random.py", "numpy.ipynb", "grader.py"])
def test_a_file_named_like_a_library_is_left_out(tmp_path: Path, course: Course, name: str) -> None:
    (tmp_path / name).write_text("raise SystemExit")
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    found = read(tmp_path, course)
    assert own(found, course) == {UNIT: CODE}
    assert found.notes == (f"{name} has the name of a library and was left out: the real one is used. Rename your file.",)


def test_a_name_that_cannot_be_imported_is_left_out(tmp_path: Path, course: Course) -> None:
    (tmp_path / "unit02 (1).py").write_text(CODE)
    (tmp_path / "unit04_loss.py").write_text("x = 1\n")
    assert "unit02 (1).py cannot be imported under this name and was left out. Use letters, digits and _." in read(tmp_path, course).notes


def test_links_and_pipes_are_refused_unread(tmp_path: Path, course: Course) -> None:
    secret = tmp_path / "secret"
    secret.write_text("grades")
    work = tmp_path / "work"
    work.mkdir()
    (work / f"{UNIT}.py").symlink_to(secret)
    os.mkfifo(work / "unit04_loss.py")
    found = read(work, course)
    assert own(found, course) == {}
    assert found.problems == {
        UNIT: f"{UNIT}.py is a link or cannot be opened. Hand in the file itself.",
        "unit04_loss": "unit04_loss.py is not an ordinary file. Hand in the file itself.",
    }


def zipped(path: Path, **entries: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def test_a_zip_flat_or_of_a_folder(tmp_path: Path, course: Course) -> None:
    flat = zipped(tmp_path / "flat.zip", **{f"{UNIT}.py": CODE})
    folder = zipped(tmp_path / "folder.zip", **{f"bob/{UNIT}.py": CODE, "bob/deep/unit04_loss.py": "x", "__MACOSX/bob/x.py": "y"})
    for path in (flat, folder):
        assert own(read(path, course), course) == {UNIT: CODE}


@pytest.mark.parametrize("name", ["../../evil.py", "/etc/evil.py", "a/../../evil.py", "..\\evil.py", "C:\\evil.py"])
def test_zip_entries_that_point_outside_are_left_out(tmp_path: Path, course: Course, name: str) -> None:
    path = zipped(tmp_path / "a.zip", **{name: "x = 1", f"{UNIT}.py": CODE})
    found = read(path, course)
    assert own(found, course) == {UNIT: CODE}
    assert len(found.notes) == 1
    assert "points outside the archive and was left out." in found.notes[0]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.zip"]


def test_a_zip_bomb_is_bounded(tmp_path: Path, course: Course) -> None:
    path = zipped(tmp_path / "bomb.zip", **{f"{UNIT}.py": "#" * (50 << 20)})
    assert read(path, course).problems[UNIT] == f"{UNIT}.py is 50 MiB large; the limit is 1 MiB. Is this the right file?"


def test_a_damaged_zip(tmp_path: Path, course: Course) -> None:
    whole = zipped(tmp_path / "a.zip", **{f"{UNIT}.py": CODE}).read_bytes()
    for data in (b"", b"PK\3\4 nothing", whole[:-10], whole.replace(b"return", b"retorn")[: len(whole) // 2], whole[:40] + b"\0" * 9 + whole[49:]):
        (tmp_path / "b.zip").write_bytes(data)
        found = read(tmp_path / "b.zip", course)
        assert own(found, course) == {}
        assert found.notes[0] == "b.zip is damaged, encrypted or no zip file. Make it again and hand it in once more."


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_that_could_ask_for_gigabytes_is_not_opened(tmp_path: Path, course: Course, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr(f"{UNIT}.py", CODE)
    assert read(tmp_path / "a.zip", course).notes[0].startswith("a.zip is damaged, encrypted or no zip file.")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(place=st.floats(0, 1), bitten=st.integers(0, 6), put=st.binary(max_size=6))
def test_a_zip_with_any_damage_is_read_or_refused(place: float, bitten: int, put: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = zipped(Path(folder) / "a.zip", **{f"{UNIT}.py": CODE, "b.py": "y = 1\n" * 40})
        whole = path.read_bytes()
        cut = int(place * len(whole))
        path.write_bytes(whole[:cut] + put + whole[cut + bitten :])
        found = read(path, courses.load())
        assert found.notes or found.problems or UNIT in found.modules


def test_a_flood_of_notes_ends(tmp_path: Path, course: Course) -> None:
    path = zipped(tmp_path / "flood.zip", **{f"../{i}.py": CODE for i in range(500)})
    *flood, last = read(path, course).notes
    assert len(flood) == 20
    assert last.startswith("No unit module was found here")


def test_folders_in_folders_without_end(tmp_path: Path, course: Course) -> None:
    deep = tmp_path / "alice"
    here = deep
    for _ in range(1500):
        here = here / "d"
    subprocess.run(["mkdir", "-p", str(here)], check=True)
    try:
        assert own(read(deep, course), course) == {}
    finally:  # Python itself cannot remove it: a later run's pytest would fail to clean up
        subprocess.run(["rm", "-r", str(deep)], check=True)


def test_more_sources_than_a_worker_could_be_sent(tmp_path: Path, course: Course) -> None:
    for name in ("a", "b", "c", "d", "e"):
        (tmp_path / f"{name}.py").write_text("#" * (1 << 20))
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    found = read(tmp_path, course)
    assert sorted(own(found, course)) == ["a", "b", "c", UNIT]
    assert found.problems["d"] == "d.py was left out: the files together are larger than 4 MiB."


def test_units_come_before_what_else_was_handed_in(tmp_path: Path, course: Course) -> None:
    for number in range(250):
        (tmp_path / f"a{number}.py").write_text("x = 1\n" if number else "#" * (1 << 20))
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    with zipfile.ZipFile(tmp_path / "work.zip", "w") as archive:
        for path in sorted(tmp_path.glob("*.py")):
            archive.write(path, path.name)
    for found in (read(tmp_path, course), read(tmp_path / "work.zip", course)):
        assert found.modules[UNIT] == CODE
        assert len(own(found, course)) == 200
        assert found.notes == ("Only 200 of 251 files were read, those of units first.",)


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_what_is_too_much_is_neither_unpacked_nor_decoded(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    text = "# " + "🙂" * ((1 << 18) - 10)  # a megabyte that JSON makes three of
    if form == "zip":
        work = zipped(tmp_path / "work.zip", **{f"{UNIT}.py": text, **{f"m{number}.py": text for number in range(30)}})
    else:
        work = tmp_path
        for name in (UNIT, *(f"m{number}" for number in range(30))):
            (work / f"{name}.py").write_text(text)
    taken: list[str] = []
    take = Collected.take

    def noted(self: Collected, name: str, data: bytes) -> None:
        taken.append(name)
        take(self, name, data)

    monkeypatch.setattr(Collected, "take", noted)
    found = read(work, course)
    assert list(own(found, course)) == [UNIT]
    assert taken == [f"{UNIT}.py", "m0.py"]
    assert len(found.problems) == 30
    assert found.problems["m29"] == "m29.py was left out: the files together are larger than 4 MiB."


def test_one_file_for_every_unit_is_not_multiplied_beyond_the_bound(tmp_path: Path, course: Course) -> None:
    first = [unit.exercises[0].name for unit in course.units]
    (tmp_path / "everything.py").write_text("".join(f"def {name}(x): 1\n" for name in first) + "#" * (1 << 19))
    found = read(tmp_path, course)
    assert len(own(found, course)) == 7
    assert len(found.problems) == len(course.units) - 7


def test_blank_lines_before_a_definition_take_no_time(tmp_path: Path, course: Course) -> None:
    (tmp_path / "everything.py").write_text("is_3\n" + "\n" * 500_000 + CODE)
    assert list(own(read_aside(tmp_path, course), course)) == [UNIT]


def test_a_cell_that_spells_what_no_source_holds_costs_itself(tmp_path: Path, course: Course) -> None:
    notebook(tmp_path / f"{UNIT}.ipynb", {"cell_type": "code", "source": "def is_3(x):\n    return '\0'"}, *CELLS)
    text = read(tmp_path, course).modules[UNIT]
    assert "raise SyntaxError('the cell of is_3, line 1: source code string cannot contain null bytes')" in text
    assert text.endswith(CODE)


def test_read_aside_is_the_same(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    (tmp_path / "torch.py").write_text(CODE)
    (tmp_path / "unit04_loss.py").mkdir()
    assert read_aside(tmp_path, course, "ada") == read(tmp_path, course, "ada")


def test_what_ends_the_reader_is_told(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Unreadable("it took more than 5 seconds")

    monkeypatch.setattr(submission_module, "aside", broken)
    found = read_aside(tmp_path, course, "ada")
    assert own(found, course) == {}
    assert found.notes == ("This submission could not be read: it took more than 5 seconds. Hand in your unit files once more.",)


def test_names_that_would_steer_a_terminal_are_shown_as_text(tmp_path: Path, course: Course) -> None:
    names = (b"\x1b[2J.py", "\u202eyp.zoc".encode() + b".py", b"\xff\xfe.py")
    for name in names:
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text(CODE)
    found = read(tmp_path, course)
    assert {note.split(" cannot")[0] for note in found.notes[:3]} == {"�[2J.py", "�yp.zoc.py", "��.py"}


def test_unreadable_files_are_a_problem(tmp_path: Path, course: Course) -> None:
    path = tmp_path / f"{UNIT}.py"
    path.write_text(CODE)
    path.chmod(0)
    found = read(tmp_path, course)
    if os.access(path, os.R_OK):  # root reads everything
        assert own(found, course) == {UNIT: CODE}
    else:
        assert found.problems == {UNIT: f"{UNIT}.py is a link or cannot be opened. Hand in the file itself."}
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_the_digest_is_of_what_is_graded(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    before = read(tmp_path, course).digest
    (tmp_path / "notes.txt").write_text("other")
    assert read(tmp_path, course).digest == before
    (tmp_path / f"{UNIT}.py").write_text(CODE + "\n")
    assert read(tmp_path, course).digest != before


def test_the_digest_is_of_the_places_too(tmp_path: Path, course: Course) -> None:
    """Two who have the same code in other cells read other messages."""
    code = {"cell_type": "code", "source": CODE}
    first = read(notebook(tmp_path / f"{UNIT}.ipynb", code), course, "ada")
    second = read(notebook(tmp_path / f"{UNIT}.ipynb", {"cell_type": "code", "source": "# mine\n" + CODE}), course, "ada")
    assert first.modules == second.modules
    assert first.digest != second.digest


def test_a_course_names_what_is_ignored_and_what_no_file_stands_in_for(tmp_path: Path, course: Course) -> None:
    (tmp_path / f"{UNIT}.py").write_text(CODE)
    for name in ("matplotlib", "plotting"):
        (tmp_path / f"{name}.py").write_text("x = 1\n")
    (tmp_path / "mnist_sample").mkdir()
    (tmp_path / "mnist_sample" / "extra.py").write_text("x = 1\n")
    other = replace(course, ignored=frozenset(), libraries=frozenset({"plotting"}))
    for reader in (read, read_aside):
        found = reader(tmp_path, course)
        assert set(own(found, course)) == {UNIT, "plotting"}
        assert [each.split()[0] for each in found.notes] == ["matplotlib.py"]
        assert set(own(reader(tmp_path, other), course)) == {UNIT, "matplotlib"}
    (tmp_path / f"{UNIT}.py").unlink()
    for name in ("matplotlib", "plotting"):
        (tmp_path / f"{name}.py").unlink()
    assert own(read(tmp_path, course), course) == {}  # the sample is not looked into
    assert own(read(tmp_path, other), course) == {"extra": "x = 1\n"}
