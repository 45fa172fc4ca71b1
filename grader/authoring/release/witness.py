"""Runs one command of an unpacked release, and notes what the course's files ask of the course: trial.py starts this process.

    python -P -m grader.authoring.release.witness NOTES PACKED COURSE WORDS…

PACKED is the folder of the course as it was unpacked, COURSE the one that it was made from. A line is added to NOTES whenever a
file of PACKED opens what is missing there, what is in COURSE, or what is named by a relative path, and whenever it imports a
module of the course: a JSON list of the file that asks, "opens" or "imports", and the path or the module's name.
"""

import json
import os
import runpy
import sys
from types import FrameType

EVENTS = ("open", "os.listdir", "os.scandir")


def main(notes: str, packed: str, course: str, words: list[str]) -> None:
    """Run `grader` with these words in this process. What lies in COURSE cannot be imported, unless by its path."""
    seen: set[str] = set()

    def note(event: str, given: tuple[object, ...]) -> None:
        if event == "import":
            said = str(given[0])
            if not said.startswith(("checks.", "extras.")):
                return
        elif event in EVENTS and isinstance(given[0], (str, bytes, os.PathLike)):
            said = os.fsdecode(given[0])
            if not _matters(said, packed, course):
                return
        else:
            return
        if who := _asker(packed):
            line = json.dumps([who, "imports" if event == "import" else "opens", said]) + "\n"
            if line not in seen:
                seen.add(line)
                with open(notes, "a", encoding="utf-8") as file:
                    file.write(line)

    above = {course, os.path.dirname(course)}
    sys.path[:] = [each for each in sys.path if os.path.realpath(each) not in above]
    sys.argv[1:] = words
    sys.addaudithook(note)
    runpy.run_module("grader", run_name="__main__", alter_sys=True)


def _matters(path: str, packed: str, course: str) -> bool:
    """Whether a path that is opened is one that only the folder of the course could have."""
    if "__pycache__" in path or "site-packages" in path:
        return False
    if not os.path.isabs(path):
        return True
    return path.startswith(course + os.sep) or (path.startswith(packed + os.sep) and not os.path.exists(path))


def _asker(packed: str) -> str:
    """The file of the course that is nearest to what happens now, by its path in the course; "" where there is none."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(packed + os.sep):
            return os.path.relpath(frame.f_code.co_filename, packed)
        frame = frame.f_back
    return ""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
