"""A notebook that is made to stop the class is one learner's line, with nbgrader's own command and with the kit's."""

import codecs
import json
import os
from pathlib import Path

import pytest
from nbgrader.converters.base import NbGraderException

from grader.notebooks.nbgrader import parallel, readable
from grader.notebooks.nbgrader.command import autograde_unit
from grader.notebooks.nbgrader.match_renamed import adopt_renamed
from grader.notebooks.nbgrader.readable import MAX_CELLS, look_at, named_in, trouble_of
from grader.submission.aside.reader import Unreadable
from tests.notebooks.conftest import UNIT, Class, code, find
from tests.submission.test_notebook import BOMBS

WRONG = "def mnist_distance(a, b):\n    return (a - b).mean((-1, -2))"


def written(folder: Path, content: object) -> Path:
    path = folder / f"{UNIT}.ipynb"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def whole(*cells: object, **others: object) -> dict[str, object]:
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": list(cells), **others}


CELL: dict[str, object] = {"cell_type": "code", "metadata": {}, "source": "x = 1", "outputs": [], "execution_count": None}


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (whole(CELL), ""),
        (whole(CELL, metadata={"name": "ü"}), ""),
        ("{ no notebook", "it is not a notebook"),
        ("[]", "it is not a notebook"),
        (whole(cells={}), "it is not a notebook"),
        (whole({**CELL, "source": 3}), "it is not a notebook"),
        (whole({**CELL, "metadata": []}), "it is not a notebook"),
        (whole(CELL, nbformat_minor="x"), "it is not a notebook"),
        (whole(*[CELL] * (MAX_CELLS + 1)), f"it has more than {MAX_CELLS} cells"),
        ('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}", "it is nested too deeply"),
    ],
    ids=["plain", "with metadata", "no JSON", "a list", "no cells", "a number for text", "a list for metadata", "a version", "cells", "depth"],
)
def test_what_nbgrader_must_not_open(tmp_path: Path, content: object, trouble: str) -> None:
    assert trouble_of(written(tmp_path, content)) == trouble


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to("/dev/zero")
    with open(tmp_path / "huge.ipynb", "wb") as file:
        file.truncate(1 << 40)
    wanted = dict.fromkeys(("pipe", "folder", "link"), "it is no ordinary file")
    wanted |= {"huge": "it is larger than 64 MiB", "gone": "it cannot be opened"}
    assert {name: trouble_of(tmp_path / f"{name}.ipynb") for name in wanted} == wanted
    assert named_in(sorted(tmp_path.glob("*.ipynb"))) == {}


def test_no_link_is_written_through(tmp_path: Path) -> None:
    folder, outside = tmp_path / UNIT, tmp_path / "outside"
    folder.mkdir()
    (folder / "mine.ipynb").write_text(json.dumps(whole({**CELL, "metadata": {"nbgrader": {"grade_id": "test_is_3"}}})))
    (folder / f"{UNIT}.ipynb").symlink_to(outside)
    notebooks = [str(folder / f"{UNIT}.ipynb")]
    adopt_renamed({UNIT: ["is_3"]}, UNIT, "ada", notebooks)
    assert notebooks == []
    assert not outside.exists()


def test_a_byte_order_mark_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / UNIT
    folder.mkdir()
    plain = json.dumps(whole(CELL)).encode()
    (folder / f"{UNIT}.ipynb").write_bytes(codecs.BOM_UTF8 + plain)
    notebooks = [str(folder / f"{UNIT}.ipynb")]
    for _ in range(2):
        adopt_renamed({UNIT: ["is_3"]}, UNIT, "ada", notebooks)
        assert notebooks == [str(folder / f"{UNIT}.ipynb")]
        assert (folder / f"{UNIT}.ipynb").read_bytes() == plain


@pytest.mark.slow
def test_a_class_of_bombs_is_autograded_as_ever(fresh: Class, capsys: pytest.CaptureFixture[str]) -> None:
    fresh.submit("ada", fresh.solved())
    fresh.submit("bob", fresh.solved(mnist_distance=WRONG))
    for number, bomb in enumerate(BOMBS.values()):
        notebook = fresh.solved()
        find(notebook, "is_3").source = bomb
        notebook.cells.append(code(bomb))
        fresh.submit(f"bomb{number}", notebook)
    (fresh.submit("pipe", fresh.solved()) / f"{UNIT}.ipynb").unlink()
    os.mkfifo(fresh.folder / "submitted" / "pipe" / UNIT / f"{UNIT}.ipynb")
    written(fresh.submit("deep", fresh.solved()), '{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
    assert autograde_unit(fresh.folder, UNIT, 1, force=False) == 1
    told = capsys.readouterr().out
    count = len(BOMBS) + 4
    assert f"{count - 2} of {count} submissions of {UNIT} autograded." in told
    for student, why in (("pipe", "it is no ordinary file"), ("deep", "it is nested too deeply")):
        assert f"{student}: nbgrader could not read or write the notebook.\n{UNIT}.ipynb could not be read: {why}." in told
    assert sum(fresh.scores("ada").values()) == 12
    for number in range(len(BOMBS)):
        scores = fresh.scores(f"bomb{number}")
        assert scores.pop("is_3") == 0
        assert sum(scores.values()) == 9


@pytest.mark.slow
def test_nbgraders_own_command_goes_on_after_one(fresh: Class) -> None:
    fresh.submit("bob", fresh.solved())
    written(fresh.submit("ada", fresh.solved()), '{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
    with pytest.raises((NbGraderException, SystemExit)):
        fresh.autograde()
    assert sum(fresh.scores("bob").values()) == 12
    assert not (fresh.folder / "autograded" / "ada" / UNIT).exists()


@pytest.mark.slow
def test_a_reader_that_ends_is_one_learners_line(fresh: Class, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fresh.submit("ada", fresh.solved())
    fresh.submit("bob", fresh.solved())

    def broken(function: object, *arguments: object) -> object:
        if function is look_at and "/ada/" in str(arguments[0]):
            raise Unreadable("the process that read it broke off")
        return "" if function is look_at else []

    monkeypatch.setattr(readable, "aside", broken)
    run = parallel.open_run(fresh.folder, UNIT, force=False)
    assert run.prepare("ada") is None
    assert run.write("ada").log == f"{UNIT}.ipynb could not be read: the process that read it broke off."
    assert run.prepare("bob") is not None
