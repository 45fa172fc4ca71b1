"""What a worker may read, for each way in which the kit can be installed."""

import sysconfig
from pathlib import Path

import pytest

from grader.worker.lockdown import landlock, readable
from tests.worker.cell import Cell, Here

pytestmark = pytest.mark.security


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of libraries: torch, one module, metadata, the engine, a course with its hidden parts, and a link to private files."""
    site = tmp_path / "lib" / "python3" / "site-packages"
    for folder in ("torch/nn", "kit-1.dist-info", "course_x/checks/hidden", "course_x/solutions", "grader/worker"):
        (site / folder).mkdir(parents=True)
        (site / folder / "file.py").write_text("text")
    (site / "six.py").write_text("text")
    (tmp_path / "private").mkdir()
    (site / "linked").symlink_to(tmp_path / "private")
    return site


def test_libraries_without_the_kit_are_allowed_as_a_whole(site: Path, tmp_path: Path) -> None:
    assert readable.paths([site], kit=tmp_path / "checkout" / "grader") == [site]


def test_the_engine_and_a_course_among_the_libraries_are_left_out(site: Path) -> None:
    found = readable.paths([site], kit=site / "grader", others=readable.kits([site], kit=site / "grader"))
    assert found == [site / "kit-1.dist-info", site / "six.py", site / "torch"]


def test_a_folder_above_the_libraries_is_opened_down_to_them(site: Path, tmp_path: Path) -> None:
    (tmp_path / "lib" / "libpython.so").write_text("")
    roots = [tmp_path / "lib", site]
    found = readable.paths(roots, kit=site / "grader", others=readable.kits(roots, kit=site / "grader"))
    names = ["libpython.so", *(f"python3/site-packages/{name}" for name in ("kit-1.dist-info", "six.py", "torch"))]
    assert found == [tmp_path / "lib" / name for name in names]


def test_a_checkout_is_left_out_but_the_environment_inside_it_is_not(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    site = checkout / ".venv" / "lib" / "site-packages"
    for folder in (site / "torch", checkout / "grader", checkout / "solutions", tmp_path / "other"):
        folder.mkdir(parents=True)
    assert readable.paths([site], kit=checkout / "grader") == [site]
    assert readable.paths([tmp_path, site], kit=checkout / "grader") == [site, tmp_path / "other"]
    assert readable.paths([checkout, site], kit=tmp_path / "elsewhere" / "kit" / "grader") == [checkout]


def test_nothing_inside_another_is_named_twice(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert readable.paths([tmp_path / "a" / "b", tmp_path / "a"], kit=Path("/kit/grader")) == [tmp_path / "a"]


def test_a_folder_that_cannot_be_listed_is_left_out(tmp_path: Path) -> None:
    assert readable.paths([tmp_path], kit=tmp_path / "absent" / "grader") == []
    assert readable._without(tmp_path / "absent", {tmp_path / "absent" / "site" / "grader"}) == []


def test_here_the_standard_library_is_allowed_and_the_kit_is_not() -> None:
    found = readable.paths()
    stdlib = Path(sysconfig.get_path("stdlib")).resolve()
    assert any(each == stdlib or each in stdlib.parents for each in found)
    parts = {readable.KIT, readable.KIT.parent, *(readable.KIT.parent / name for name in ("checks", "extras", "solutions"))}
    assert not [part for part in parts for each in found if each == part or each in part.parents]


NOTES = (
    *("exercise_grader-1.dist-info", "_editable_impl_exercise_grader.pth", "__editable__.exercise_grader-1.pth"),
    *("course_x-1.dist-info", "_editable_impl_course_x.pth", "__editable___course_x_finder.py", "mnist_basics_kit-1.dist-info"),
)


def test_courses_what_is_noted_of_them_and_other_engines_are_left_out(site: Path, tmp_path: Path) -> None:
    second = tmp_path / "lib" / "python3.9" / "dist-packages"
    for folder in (site, second):
        for name in NOTES:
            (folder / name).mkdir(parents=True)
    for name in ("grader", "course_y", "numpy"):
        (second / name).mkdir()
    hidden = {*(folder / name for folder in (site, second) for name in NOTES), site / "course_x", second / "grader", second / "course_y"}
    assert readable.kits([tmp_path / "lib"], kit=site / "grader") == hidden
    assert readable.kits([site], kit=site / "grader") == {each for each in hidden if each.is_relative_to(site)}
    found = readable.paths([tmp_path / "lib", site], kit=site / "grader", others=hidden)
    names = ["python3.9/dist-packages/numpy", *(f"python3/site-packages/{name}" for name in ("kit-1.dist-info", "six.py", "torch"))]
    assert found == sorted(tmp_path / "lib" / name for name in names)


@pytest.mark.parametrize("place", ["lib/python3/site-packages/mine", "lib/mine"])
def test_a_course_of_any_name_is_left_out_in_libraries_and_in_folders_above_them(site: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir()
    (tmp_path / place / "course.toml").write_text("")
    assert tmp_path / place in readable.kits([tmp_path / "lib", site], kit=site / "grader")


def test_a_course_elsewhere_is_in_no_folder_that_is_opened(tmp_path: Path) -> None:
    for place in (tmp_path, Path.cwd(), Path.home(), Path("/tmp"), Path("/srv")):
        course = place / "course"
        assert not [each for each in readable.paths() if each == course or each in course.parents]


def test_all_of_a_checkout_is_to_be_covered_but_what_must_stay_in_reach(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for folder in ("grader", "solutions", "build/tmp", ".venv/lib/site-packages"):
        (checkout / folder).mkdir(parents=True)
    (checkout / "course.toml").write_text("")
    (checkout / "link").symlink_to(tmp_path)
    kept = [checkout / ".venv" / "lib" / "site-packages", checkout / "build" / "tmp"]
    assert readable.beside(kept, kit=checkout / "grader") == {checkout / name for name in ("grader", "solutions", "course.toml")}


def test_of_an_installed_kit_the_kit_alone_is_to_be_covered(site: Path) -> None:
    assert readable.beside([], kit=site / "grader") == {site / "grader"}


def test_of_what_was_installed_by_hand_shared_libraries_alone_are_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python3.11" / "site-packages" / "grader").mkdir(parents=True)
    (tmp_path / "libnew.so.1").write_text("")
    monkeypatch.setattr(readable, "LOCAL", tmp_path)
    monkeypatch.setattr(readable, "SYSTEM", ())
    assert readable.system() == {tmp_path / "libnew.so.1"}
    monkeypatch.setattr("sysconfig.get_config_var", lambda _: str(tmp_path))
    assert tmp_path not in readable.python()


@pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")
def test_a_worker_beside_an_installed_kit_reads_its_neighbours_alone(site: Path, tmp_path: Path, bare: Cell) -> None:
    def attempt(here: Here, site: str) -> object:
        import pathlib
        from importlib.machinery import PathFinder

        from grader.worker.lockdown import landlock, readable

        folder = pathlib.Path(site)
        PathFinder.find_spec("no_module_has_this_name", [site])
        others = readable.kits([folder], kit=folder / "grader")
        rules = [landlock.rule(each, landlock.READ) for each in readable.paths([folder], kit=folder / "grader", others=others)]
        landlock.restrict([each for each in rules if each])
        opened = [(folder / name).read_text() for name in ("six.py", "torch/nn/file.py")]
        for name in ("course_x/checks/hidden/file.py", "course_x/solutions/file.py", "grader/worker/file.py"):
            try:
                opened.append((folder / name).read_text())
            except PermissionError:
                opened.append("denied")
        return opened, PathFinder.find_spec("six", [site]) is not None

    for each in (site, *site.parents):  # pytest's own folders are private
        if each.is_relative_to(tmp_path) or each.name.startswith(("pytest-", "popen-")):
            each.chmod(0o755)
    assert bare(attempt, str(site)).value == [["text", "text", "denied", "denied", "denied"], True]
