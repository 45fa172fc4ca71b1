"""`grader start FOLDER`: a working copy of the stubs with the sample digits, made without touching any work."""

from pathlib import Path

from rich.console import Console

from grader import course as courses
from grader.course import CourseError
from grader.digits import DataError, find_data_folder, load_embedded, split
from grader.layout import write_layout

SAMPLE = "mnist_sample"


def start_course(folder: Path) -> int:
    """Fill the folder; the exit status. Files that are there already stay as they are."""
    console = Console(highlight=False)
    try:
        course = courses.load()
        folder.mkdir(parents=True, exist_ok=True)
        sources = [*course.modules("assignments"), course.root / "assignments" / "README.md"]
        kept = [each.name for each in sources if (folder / each.name).exists()]
        for each in sources:
            if each.name not in kept:
                (folder / each.name).write_bytes(each.read_bytes())
        if not (folder / SAMPLE).exists():
            write_layout(split(load_embedded(find_data_folder()), 0), folder / SAMPLE, range(10))
    except (CourseError, DataError) as error:
        Console(stderr=True, highlight=False).print(str(error), markup=False)
        return 2
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        Console(stderr=True, highlight=False).print(
            f"{error.filename} cannot be used: give another folder.", markup=False
        )
        return 2
    if kept:
        console.print(f"Kept what was there: {len(kept)} of {len(sources)} files were left as they are.")
    first = course.units[0]
    console.print(
        f"Your course is in {folder}. Open {first.name}.py there and read down to the first exercise.", markup=False
    )
    console.print(f"Write your lines, then run:  cd {folder}  and  grader check", markup=False)
    console.print("Stuck? Run:  grader hint NAME", markup=False)
    return 0
