"""What a worker may read: the interpreter, its libraries and the system's. Never the engine, its checkout, or a course.

The engine (here: the kit) may be installed among the libraries (in site-packages, beside torch), and so may courses, with checks,
solutions and data. A folder that holds one of them is therefore opened entry by entry. Landlock has no rule that takes back what
another rule gives. A course that lies elsewhere is opened by no rule.

The same goes for what an installer has noted of them, digests of hidden files among it, and for other installed engines. These may
lie in folders of hundreds of entries, and each rule takes a worker some microseconds: where the zygote can cover them (mounts.py),
they are covered instead.
"""

import sys
import sysconfig
from collections.abc import Iterable
from importlib.machinery import PathFinder
from pathlib import Path

KIT = Path(__file__).resolve().parents[2]
NOTED = (  # courses, and what an installer notes of them and of the engine: folders, and files that name a checkout
    *("*exercise_grader*", "course_*", "*course_*.pth", "__editable__*"),
    "*mnist_basics_kit*",  # the engine's former name
)
MANIFEST = "course.toml"  # a folder that holds it is a course, whatever its name is
LIBRARIES = {"site-packages", "dist-packages"}
LOCAL = Path("/usr/local/lib")  # where all kinds of things are installed by hand: only its shared libraries are wanted
SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64",
    "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/sys/devices/system/cpu",
)  # fmt: skip


def python() -> set[Path]:
    """The folders that Python's own modules and the installed libraries lie in."""
    named = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_config_var("LIBDIR")}
    named |= {each for each in sys.path if Path(each).name in LIBRARIES}
    torch = PathFinder.find_spec("torch")  # wherever that is, the other libraries are too
    if torch is not None and torch.origin is not None:
        named.add(str(Path(torch.origin).parents[1]))
    return {Path(each).resolve() for each in named if each and Path(each).is_dir()} - {LOCAL}


def system() -> set[Path]:
    """What the system's own libraries need."""
    return {each.resolve() for each in (*map(Path, SYSTEM), *LOCAL.glob("*.so*")) if each.exists()}


def kits(roots: Iterable[Path], kit: Path = KIT) -> set[Path]:
    """What else lies in the folders or in libraries right below them: courses, other kits, and what is noted of them all."""
    found: set[Path] = set()
    for root in roots:
        below = [each for name in LIBRARIES for each in (*root.glob(name), *root.glob(f"python*/{name}"))]
        for folder in (root, *below):
            found |= {each.parent for each in folder.glob(f"*/{MANIFEST}")}
            if folder.name in LIBRARIES:
                found |= {each for pattern in (*NOTED, kit.name) for each in folder.glob(pattern)}
    return {each for each in found if not each.is_symlink()} - {kit}


def beside(readable: Iterable[Path], kit: Path = KIT) -> set[Path]:
    """The kit, and with it the checkout that it lies in, if it does, but for what leads to something that must stay in reach."""
    if kit.parent.name in LIBRARIES:
        return {kit}
    kept = {above for each in readable for above in (each, *each.parents)}
    return {each for each in kit.parent.iterdir() if not each.is_symlink()} - kept


def paths(roots: Iterable[Path] | None = None, kit: Path = KIT, others: Iterable[Path] = ()) -> list[Path]:
    """Every file and folder to allow, none inside another. `roots` are the folders wanted, by default all that Python needs;
    `others` are left out like the kit.
    """
    wanted = {*(python() | system() if roots is None else roots)}
    hidden = {kit if kit.parent in wanted else kit.parent, *others}
    found = {part for each in wanted for part in _without(each, hidden)}
    return sorted(each for each in found if not found.intersection(each.parents))


def _without(folder: Path, hidden: set[Path]) -> list[Path]:
    """The folder, or those of its entries, and theirs, that do not hold what is hidden; links that lead out are left out."""
    if folder in hidden:
        return []
    if not any(folder in each.parents for each in hidden):
        return [folder]
    try:
        entries = [each.resolve() for each in folder.iterdir()]
    except OSError:
        return []
    return [part for each in entries if folder in each.parents for part in _without(each, hidden)]
