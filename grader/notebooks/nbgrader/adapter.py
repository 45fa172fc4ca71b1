"""What is used here of nbgrader beyond what it documents; tests/canaries/test_nbgrader.py says when it has changed.

One database engine for a gradebook in a process, in place of one for every look into it: nbgrader (0.9.6, api.Gradebook) opens
the gradebook about a dozen times for each learner and each time makes an engine, which has to compile the same statements again: a
third of what autograding without a kernel takes. A Gradebook that is closed disposes of its engine's connections, and a disposed
engine connects anew, so nothing stays open that was closed before.

And nbgrader's own program and converter, called as its command line calls them.
"""

import io
import logging
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory


def keep_engines() -> None:
    """Let every Gradebook of this process with the same address share its engine; a second call changes nothing."""
    if not hasattr(api.create_engine, "cache_info"):  # not kept yet
        api.create_engine = cache(api.create_engine)


def open_app(folder: Path) -> Any:
    """nbgrader's program with the configuration of a course folder. It writes nothing to the terminal."""
    app = NbGrader()
    app.initialize(["--log-level=ERROR"], root=str(folder.resolve()))
    app.log.handlers.clear()  # what goes wrong is told learner by learner
    app.log.propagate = False
    return app


def is_new(coursedir: CourseDirectory, submitted: Path, graded: Path) -> bool:
    """Whether nbgrader would autograde what lies in `submitted`: it never did, or it was handed in anew."""
    if not graded.exists():
        return True
    before = coursedir.get_existing_timestamp(str(graded))
    now = coursedir.get_existing_timestamp(str(submitted))
    return before is not None and now is not None and now > before


def autograde(app: Any, unit: str, student: str, force: bool) -> str:
    """Let nbgrader autograde one learner's unit: "" where it did, else its own words on why not."""
    words = io.StringIO()
    handler = logging.StreamHandler(words)
    handler.setLevel(logging.ERROR)
    app.coursedir.assignment_id, app.coursedir.student_id = unit, student
    converter = Autograde(coursedir=app.coursedir, parent=app)
    converter.force = force
    converter.log.addHandler(handler)
    try:
        converter.start()
    except Exception as error:
        return words.getvalue() or str(error) or type(error).__name__
    finally:
        converter.log.removeHandler(handler)
    return ""
