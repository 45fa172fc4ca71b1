"""A gradebook's engine is made once a process, and a closed gradebook holds nothing open."""

from pathlib import Path

import pytest
from nbgrader import api

from grader.notebooks.nbgrader.adapter import keep_engines


def test_gradebooks_share_their_engine_and_close_their_connections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "create_engine", getattr(api.create_engine, "__wrapped__", api.create_engine))
    keep_engines()
    keep_engines()
    monkeypatch.setattr(api, "get_alembic_version", lambda: "0")
    urls = [f"sqlite:///{tmp_path / name}.db" for name in ("one", "one", "two")]
    engines = []
    for number, url in enumerate(urls):
        with api.Gradebook(url) as gradebook:
            gradebook.update_or_create_student(f"learner{number}")
            engines.append(gradebook.engine)
        assert gradebook.engine.pool.checkedin() == 0
    assert engines[0] is engines[1] is not engines[2]
    with api.Gradebook(urls[0]) as gradebook:
        assert [each.id for each in gradebook.students] == ["learner0", "learner1"]
    (tmp_path / "two.db").unlink()
    with api.Gradebook(urls[2]) as gradebook:
        assert gradebook.students == []
