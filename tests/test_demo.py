"""Demonstrations say what they wait for, and never crash for want of an exercise or of the sample."""

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch

from checks.embedded import Split, find_data_folder, load_embedded, split
from extras.layout import write_layout
from grader.course import load

ROOT = Path(__file__).parent.parent
UNITS = [unit.name for unit in load(ROOT).units][:5]
RUN_ALL = (
    "import runpy, sys\nfor name in sys.argv[1:]: print('##', name); runpy.run_path(name + '.py', run_name='__main__')"
)


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "solutions")
    monkeypatch.chdir(tmp_path)
    return importlib.import_module("demo")


def test_a_demonstration_names_the_exercise_that_it_waits_for(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    def is_3() -> None:
        raise NotImplementedError

    with demo.demonstration():
        is_3()
    assert capsys.readouterr().out == "This demonstration waits for is_3. Write it, then run this again.\n"


def test_a_demonstration_says_how_to_get_the_sample(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with demo.demonstration():
        demo.sample_folder(3)
    assert capsys.readouterr().out == (
        f"There are no digits in {Path('mnist_sample/train/3')}. "
        "Run `grader start` to get the sample, and work in the folder that holds it.\n"
    )


def test_a_demonstration_lets_every_other_error_through(demo: ModuleType) -> None:
    with pytest.raises(NotImplementedError, match="no such kernel"), demo.demonstration():
        raise NotImplementedError("no such kernel")
    with pytest.raises(FileNotFoundError), demo.demonstration():
        Path("nowhere.png").read_bytes()


def small_sample() -> Split:
    """Twenty training and five validation images of each of the embedded digits 3 and 7."""
    parts = split(load_embedded(find_data_folder()), seed=0)

    def few(images: torch.Tensor, labels: torch.Tensor, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        places = torch.cat([(labels == digit).nonzero().flatten()[:count] for digit in (3, 7)])
        return images[places], labels[places]

    return Split(*few(parts.train_images, parts.train_labels, 20), *few(parts.valid_images, parts.valid_labels, 5))


def run_units(folder: str, workplace: Path) -> list[str]:
    """Run units 1 to 5 as a learner does, in a copy of `folder`; what each of them prints."""
    for source in (ROOT / folder).glob("*.py"):
        shutil.copy(source, workplace)
    command = [sys.executable, "-c", RUN_ALL, *UNITS]
    environment = {**os.environ, "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=workplace, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [part.split("\n", 1)[1] for part in done.stdout.split("## ")[1:]]


def test_solved_units_show_their_numbers_and_pictures(tmp_path: Path) -> None:
    write_layout(small_sample(), tmp_path / "mnist_sample")
    pixels, similarity, descent, loss, training = run_units("solutions", tmp_path)
    assert "20 threes, shape [20, 28, 28]" in pixels
    assert "threes  " in similarity
    assert "36827 7444 1883" in descent
    assert "weight 1.010   accuracy 0.50   slope 0.0" in loss
    assert len(training.splitlines()[0].split()) == 21
    assert not any("waits for" in each or "no digits" in each for each in (pixels, similarity, descent, loss, training))
    names = {path.stem.split("-")[0] for path in (tmp_path / "pictures").glob("*.png")}
    assert names == {"digit", "pixels", "ideals", "parabola", "fits", "weights", "curve", "training"}


def test_untouched_stubs_say_what_they_wait_for(tmp_path: Path) -> None:
    write_layout(small_sample(), tmp_path / "mnist_sample")
    pixels, similarity, descent, loss, training = run_units("assignments", tmp_path)
    assert "This demonstration waits for image_to_tensor." in pixels
    assert "This demonstration waits for load_digits." in similarity
    assert "This demonstration waits for gradient_at." in descent
    assert "This demonstration waits for mnist_loss." in loss
    assert "This demonstration waits for load_digits." in training


def test_an_unwritten_class_is_named_and_not_its_method(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    class BasicOptim:
        def __init__(self) -> None:
            raise NotImplementedError

    with demo.demonstration():
        BasicOptim()
    assert capsys.readouterr().out == "This demonstration waits for BasicOptim. Write it, then run this again.\n"
