"""`grader watch` as a person sees it, in a pseudo-terminal: edit, save, see; whatever is saved, and however it ends."""

import os
import re
import shutil
import signal
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.checking.verdict import CheckVerdict, ExerciseVerdict, Status
from grader.course import Course
from grader.learner.progress_file import Memory
from grader.learner.watch import state
from grader.learner.watch.judge_client import Tell
from grader.learner.work import open_work
from tests.learner.terminal import Terminal

pytestmark = pytest.mark.slow

STUB = "    # Write your code here, then delete the next line.\n    raise NotImplementedError\n"
WRONG = "    return torch.tensor(np.array(Image.open(path)))\n"
RIGHT = "    return torch.tensor(np.array(Image.open(path)), dtype=torch.float32) / 255\n"
LOOP = "    while True:\n        pass\n"


def test_the_path_from_the_stub_to_right(work: Path, course: Course) -> None:
    unit = work / "unit01_pixels.py"
    stub, count, points = unit.read_text(), len(course.scored), f"of {course.points:g} points"
    first = course.units[0].exercises[0]
    with Terminal(work, "watch") as terminal:
        seen = terminal.until("MNIST basics", f"0 of {count} exercises 0 {points}", "h hint n next q quit")
        assert "image_to_tensor (unit01_pixels.py)" in seen
        terminal.until("image_to_tensor is not written yet.")

        unit.write_text(stub.replace(STUB, WRONG, 1))
        seen = terminal.until("✗ turns the pixels into float32 numbers from 0 to 1", "✗ gives what the examples in its text say")
        assert "The numbers still run from 0 to 255" in seen
        one_check = first.points / len(re.findall("[●✗–] ", seen))
        terminal.until(f"{round(one_check, 2):g} {points}")
        terminal.press("h")
        terminal.until("Hint 1 of 3: Open the image")
        terminal.press("h")
        terminal.until("Hint 2 of 3:")

        unit.write_text(stub.replace(STUB, WRONG, 1) + "\ndef broken(:\n")
        terminal.until("unit01_pixels.py could not be imported.", "It raised SyntaxError")
        unit.write_text("")  # half saved
        terminal.until("There is no image_to_tensor in your file. Keep the names that the stub gives.")
        unit.rename(work / "away")
        terminal.until("unit01_pixels.py was not handed in.")
        (work / "away").rename(unit)
        unit.write_text(stub.replace(STUB, LOOP, 1))
        terminal.until("Your code was still running after 10 seconds of processor time and was stopped.")
        unit.write_text(stub.replace(STUB, RIGHT, 1))
        terminal.until("image_to_tensor is right. Press n for the next: row", f"1 of {count} exercises   {first.points:g} {points}")

        terminal.press("n")
        terminal.until("row (unit01_pixels.py)", "row is not written yet.")
        terminal.press("xyz\x1b[A")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.restored
    assert "Traceback" not in terminal.raw.decode()


def test_it_follows_the_edit_to_another_unit_and_stops_old_work_for_a_new_save(work: Path, course: Course) -> None:
    unit = work / "unit02_similarity.py"
    right = course.reference["unit02_similarity"]
    slow = right + "\n\ndef mnist_distance(a, b):\n    while True:\n        pass\n"
    with Terminal(work, "watch", "--in", str(work)) as terminal:
        terminal.until("image_to_tensor is not written yet.")
        unit.write_text(slow)
        terminal.until("l1_distance (unit02_similarity.py)", "● is the mean absolute difference", "checking…")
        unit.write_text(right + "\n\ndef l1_distance(a, b):\n    return (a - b).mean()\n")
        terminal.until("l1_distance (unit02_similarity.py)", "✗ is the mean absolute difference")
        unit.write_text(right)
        terminal.until("l1_distance is right.", f"{len(course.units[1].exercises)} of {len(course.scored)} exercises")
        for child in children(terminal.process.pid):
            os.kill(child, signal.SIGKILL)
        terminal.press("n")  # what was said before makes room
        terminal.until("The judge has ended. Save your file once more, and it starts again.")
        unit.write_text(right + "\n\ndef is_3(x, mean3, mean7):\n    return x\n")
        terminal.until("is_3 (unit02_similarity.py)", "✗ gives one answer")
        unit.write_text(right)
        terminal.until("is_3 is right.", f"{len(course.units[1].exercises)} of {len(course.scored)} exercises")
        moved = work.with_name("moved")
        work.rename(moved)
        terminal.until("There is no unit here, such as unit01_pixels.py.")
        moved.rename(work)
        terminal.until(f"{len(course.units[1].exercises)} of {len(course.scored)} exercises")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.end() == 0
        assert terminal.restored


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("how", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_the_terminal_is_restored_however_it_ends(work: Path, how: str) -> None:
    with Terminal(work, "watch") as terminal:
        terminal.until("Getting ready…")
        terminal.press("\x1a")  # Ctrl-Z does nothing
        terminal.press(how)
        assert terminal.end() == 0
        assert terminal.restored


def test_without_colours_nothing_is_coloured(work: Path) -> None:
    shutil.rmtree(work / ".grader", ignore_errors=True)
    with Terminal(work, "watch", NO_COLOR="1") as terminal:
        terminal.until("Getting ready…")
        terminal.press("q")
        assert terminal.end() == 0
    for colour in range(30, 38):
        assert f"\x1b[{colour}m" not in terminal.raw.decode()


def test_a_terminal_that_can_do_nothing_gets_plain_lines(work: Path) -> None:
    with Terminal(work, "watch", TERM="dumb") as terminal:
        terminal.until("Watching your files; Ctrl-C ends it.", "image_to_tensor is not written yet.")
        (work / "unit01_pixels.py").write_text((work / "unit01_pixels.py").read_text().replace(STUB, RIGHT, 1))
        terminal.until("image_to_tensor is right.")
        terminal.press("\x03")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


class Idle:
    """In place of the warm judge: ready, and never done."""

    ready, since = True, None

    def __init__(self, folder: Path, course: Path, tell: Tell) -> None:
        self.process = SimpleNamespace(poll=lambda: None)

    def ask(self, names: list[str]) -> None:
        pass


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "WarmJudge", Idle)


def found(seen: state.Watching, name: str, status: Status) -> None:
    """The judge found this, for the files as they stand now, and says so."""
    unit = seen.course.exercises[name].unit
    verdict = ExerciseVerdict(name, unit, 1, (CheckVerdict("x", "x", "public", status),))
    memory = Memory(seen.folder, *open_work(seen.folder))
    memory.take(verdict)
    memory.save()
    seen.take("verdict", (verdict, memory.key(name)))


@pytest.mark.usefixtures("idle")
def test_what_was_judged_in_the_middle_of_a_save_is_judged_again(work: Path, course: Course) -> None:
    """To the one who watches, half a save may never have been: by then the file is whole."""
    unit = work / "unit02_similarity.py"
    right = course.reference["unit02_similarity"]
    unit.write_text(right)
    seen = state.Watching(work, lambda kind, content: None)
    seen.queue.clear()
    seen.turn_to("mnist_distance")
    seen.take("tick", None)
    assert seen.asked == "mnist_distance"
    unit.write_text("")
    verdict = ExerciseVerdict("mnist_distance", "unit02_similarity", 1, ())
    old = Memory(work, *open_work(work)).key("mnist_distance")
    unit.write_text(right)
    seen.take("verdict", (verdict, old))
    seen.take("done", None)
    assert seen.asked == "mnist_distance"
    assert "mnist_distance" not in seen.verdicts
    found(seen, "mnist_distance", Status.PASSED)
    seen.take("done", None)
    assert (seen.asked, seen.queue) == ("", [])
    assert seen.view().verdict == seen.verdicts["mnist_distance"]


@pytest.mark.usefixtures("idle")
def test_a_judge_that_read_a_save_first_is_believed(work: Path, course: Course) -> None:
    unit = work / "unit02_similarity.py"
    seen = state.Watching(work, lambda kind, content: None)
    unit.write_text(course.reference["unit02_similarity"])
    found(seen, "l1_distance", Status.PASSED)
    assert seen.verdicts["l1_distance"].status is Status.PASSED
    assert "l1_distance" not in seen.queue


@pytest.mark.usefixtures("idle")
def test_what_a_judge_that_ended_was_at_is_not_forgotten(work: Path) -> None:
    seen = state.Watching(work, lambda kind, content: None)
    seen.take("tick", None)
    assert (seen.asked, seen.queue) == ("image_to_tensor", [])
    seen.take("error", "There is no unit here.")
    seen.take("gone", None)
    assert (seen.asked, seen.queue, seen.view().notice) == ("", ["image_to_tensor"], "There is no unit here.")


@pytest.mark.usefixtures("idle")
def test_what_is_judged_while_a_save_comes_is_judged_again(work: Path, course: Course) -> None:
    unit = work / "unit02_similarity.py"
    right = course.reference["unit02_similarity"]
    unit.write_text(right)
    seen = state.Watching(work, lambda kind, content: None)
    for name in ("is_3", "accuracy_3_7"):
        found(seen, name, Status.PASSED)
    seen.queue.clear()
    unit.write_text(right + "\n\ndef is_3(x, mean3, mean7):\n    return x\n")
    seen.take("saved", None)
    while seen.asked != "accuracy_3_7":
        seen.take("done", None)
    verdict = ExerciseVerdict("accuracy_3_7", "unit02_similarity", 1, ())
    old = seen.memory.key("accuracy_3_7")
    unit.write_text(right)  # is known to be right; the verdict on the wrong one is on its way, and has taken its place
    seen.take("saved", None)
    seen.take("verdict", (verdict, old))
    assert "accuracy_3_7" in seen.queue
