"""What `grader verify` says of an exercise that is half written, and `grader dev stubs` of a marker without a partner."""

from pathlib import Path

import pytest

from grader import course as courses
from grader.authoring.gaps import broken, unwritten
from grader.authoring.new_exercise import write
from tests.authoring.conftest import started

pytestmark = pytest.mark.slow

UNIT = "unit02_similarity"
VERIFY = ("-m", "grader", "verify", "--seeds", "1")


def test_every_line_that_is_still_to_be_written_is_named(copy: Path) -> None:
    assert list(unwritten(courses.load(copy))) == []
    written = write(courses.load(copy), UNIT, "fresh")
    solution, public, hidden, manifest = ((path.relative_to(copy).as_posix(), line) for path, line in written.items())
    assert sorted(unwritten(courses.load(copy))) == sorted(
        f"{name}:{first + line}: still to be written: {what}"
        for (name, first), found in {
            manifest: {4: "a nudge", 5: "a pointer to the call that does it", 6: "nearly the answer", 8: "where to read on"},
            solution: {3: "the idea, the shapes, and a worked example with its numbers", 8: "what it gives, in a line", 11: "dtype and shape",
                       13: "dtype and shape", 15: "a call and its answer", 18: "the reference"},
            public: {0: "what it is, in a line", 6: "what goes wrong, the most common first; the sentence is what helps whoever wrote it",
                     16: "one check or more, which learners see; the docstring is the line that they read"},
            hidden: {6: "four checks or more, whose answers are worked out in another way than the reference's"},
        }.items()
        for line, what in found.items()
    )  # fmt: skip


def test_a_solution_that_cannot_be_read_or_lacks_an_exercise_is_named(copy: Path) -> None:
    path = copy / "solutions" / f"{UNIT}.py"
    text = path.read_text()
    path.write_text(text.replace("def is_3(", "def is_three("))
    missing = f"solutions/{UNIT}.py defines no is_3, which course.toml lists: write it, or take it out of course.toml"
    assert list(broken(courses.load(copy))) == [missing]
    done = started(copy, *VERIFY, "is_3")
    assert (done.returncode, done.stdout) == (2, f"Nothing can be tried before this is mended:\n✗ {missing}\n")
    path.write_text(text + "def f(:\n")
    (fault,) = broken(courses.load(copy))
    assert fault.startswith(f"solutions/{UNIT}.py:{text.count(chr(10)) + 1}: ")


def test_a_marker_without_a_partner_is_a_sentence(copy: Path) -> None:
    path = copy / "solutions" / f"{UNIT}.py"
    path.write_text(path.read_text().replace("    ### END SOLUTION\n", "", 1))
    before = (copy / "assignments" / f"{UNIT}.py").read_bytes()
    for command in (("-m", "grader", "dev", "stubs"), ("-m", "grader", "dev", "stubs", "--check")):
        done = started(copy, *command)
        assert done.returncode == 2
        assert "this region begins inside the one that began in line" in done.stderr
        assert done.stderr.endswith("\nNothing was written.\n")
        assert "Traceback" not in done.stderr
    assert (copy / "assignments" / f"{UNIT}.py").read_bytes() == before
    done = started(copy, *VERIFY, "l1_distance")
    assert done.returncode == 2
    assert "this region begins inside the one that began in line" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("names", [("is_9",), ("is_3", "is_9")])
def test_verify_knows_no_exercise_of_another_name(copy: Path, names: tuple[str, ...]) -> None:
    done = started(copy, *VERIFY, *names)
    assert (done.returncode, done.stdout) == (2, "The course has no exercise is_9: course.toml lists those it has.\n")
