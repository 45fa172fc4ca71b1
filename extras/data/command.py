"""What `grader data` does: say what is here, fetch the rest, bring it by hand, lay it out as the chapter does."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from checks.embedded import Digits, Split, load_embedded
from checks.idx import FILES, load_idx, read_idx
from extras.data import by_hand, place
from extras.layout import write_layout
from grader.course.data import Data, DataError


def status() -> int:
    """What data are here and whether they are what they should be; 1 where something present is damaged."""
    console = Console(highlight=False)
    good = True
    try:
        count = len(load_embedded(place.ROOT / "data").labels)
        _say(console, f"Embedded digits: {count:,} images, verified. Used by default.")
    except DataError as error:
        good = False
        _say(console, f"Embedded digits: {error}")
    where = place.folder()
    lacking = place.missing(where)
    _say(console, f"Full MNIST: {where} (from {place.named_by()})")
    for name in FILES:
        if name in lacking:
            _say(console, f"  {name}: not here")
            continue
        try:
            read_idx(where, name)
            _say(console, f"  {name}: verified")
        except DataError as error:
            good = False
            _say(console, f"  {name}: {error}")
    if lacking:
        _say(console, "`grader data fetch` fetches what is not here; `grader data add DIR` takes it from a folder.")
    return 0 if good else 1


def fetch() -> int:
    """Fetch what is missing of the full data, with a progress bar a file."""
    from extras.data import mirrors  # what it fetches with takes a while to import

    console = Console(highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    try:
        where = place.folder()
        where.mkdir(parents=True, exist_ok=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            bars: dict[str, TaskID] = {}

            def report(name: str, have: int, whole: int | None) -> None:
                if name not in bars:
                    bars[name] = progress.add_task(name)
                progress.update(bars[name], completed=have, total=whole)

            fetched = mirrors.fetch(where, report)
    except DataError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(
            f"{error.filename} cannot be written ({error.strerror}).\nName another folder by {place.VARIABLE}."
        )
    except KeyboardInterrupt:
        return _refuse("\nStopped. The same command goes on from here.", 130)
    found = "fetched and verified" if fetched else "nothing was missing"
    _say(console, f"Full MNIST: {found}. It lies in {where}. Use it with `--data full`.")
    return 0


def add(source: Path) -> int:
    """Take the full data from a folder."""
    try:
        by_hand.add(source, where := place.folder())
    except DataError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(
            f"{error.filename} cannot be written ({error.strerror}).\nName another folder by {place.VARIABLE}."
        )
    message = f"Full MNIST: verified and added. It lies in {where}. Use it with `--data full`."
    _say(Console(highlight=False), message)
    return 0


def layout(folder: Path, data: Data, every: bool) -> int:
    """Write the chapter's folders of PNGs: threes and sevens, or `every` digit."""
    source: Split | Digits
    try:
        source = load_idx(data.folder) if data.name == place.FULL else load_embedded(data.folder / "data")
        count = write_layout(source, folder, range(10) if every else (3, 7))
    except DataError as error:
        return _refuse(str(error))
    _say(Console(highlight=False), f"Wrote {count:,} pictures into {folder}.")
    return 0


def _refuse(sentence: str, status: int = 2) -> int:
    _say(Console(stderr=True, highlight=False), sentence)
    return status


def _say(console: Console, text: str) -> None:
    """Print plainly: a path is never broken by a line's end, nor read as markup."""
    console.print(text, markup=False, soft_wrap=True)
