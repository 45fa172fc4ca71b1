"""What a worker may read: the interpreter, its libraries and the system's, and never the kit or the folder it is checked out in.

The checks, solutions and data lie in the kit, and the kit may be installed among the libraries (in site-packages, beside torch).
A folder that holds it is therefore opened entry by entry. Landlock has no rule that takes back what another rule gives.
"""

import sys
import sysconfig
from collections.abc import Iterable
from importlib.machinery import PathFinder
from pathlib import Path

KIT = Path(__file__).resolve().parents[1]
LIBRARIES = {"site-packages", "dist-packages"}
SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib",
    "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/sys/devices/system/cpu",
)  # fmt: skip


def python() -> set[Path]:
    """The folders that Python's own modules and the installed libraries lie in."""
    named = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_config_var("LIBDIR")}
    named |= {each for each in sys.path if Path(each).name in LIBRARIES}
    torch = PathFinder.find_spec("torch")  # wherever that is, the other libraries are too
    if torch is not None and torch.origin is not None:
        named.add(str(Path(torch.origin).parents[1]))
    return {Path(each).resolve() for each in named if each and Path(each).is_dir()}


def paths(roots: Iterable[Path] | None = None, kit: Path = KIT) -> list[Path]:
    """Every file and folder to allow, none inside another. `roots` are the folders wanted, by default all that Python needs."""
    wanted = {*(python() if roots is None else roots)}
    hidden = kit if kit.parent in wanted else kit.parent
    wanted |= {Path(each).resolve() for each in SYSTEM if roots is None and Path(each).exists()}
    found = {part for each in wanted for part in _without(each, hidden)}
    return sorted(each for each in found if not found.intersection(each.parents))


def _without(folder: Path, hidden: Path) -> list[Path]:
    """The folder, or those of its entries, and theirs, that do not hold what is hidden; links that lead out are left out."""
    if folder == hidden:
        return []
    if folder not in hidden.parents:
        return [folder]
    try:
        entries = [each.resolve() for each in folder.iterdir()]
    except OSError:
        return []
    return [part for each in entries if folder in each.parents for part in _without(each, hidden)]
