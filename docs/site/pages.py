"""A hook of mkdocs: pages from outside `docs/`. README.md becomes the home page; what it links to comes along.

In the files, a link leads to where its target is in the repository. On the site it leads to where the target's page is.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# A file of the repository, and the page (or the file) that it is on the site.
MOVED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "SECURITY.md": "SECURITY.md",
    "data/README.md": "data/README.md",
    "examples/line_fit/README.md": "examples/line_fit/README.md",
    "grader/grading/record.schema.json": "record.schema.json",
    "grader/course/course.schema.json": "course.schema.json",
}
CAME_FROM = {place: name for name, place in MOVED.items()}
LINK = re.compile(r'(?P<before>\]\(|<img src=")(?P<target>[^)#"\s]+)')


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and files of MOVED."""
    root = Path(config.config_file_path).parent
    for name, place in MOVED.items():
        files.append(File.generated(config, place, content=(root / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead each relative link of a page to its target's place on the site. What is not on the site stays, and ends the build."""
    place = page.file.src_uri
    name = CAME_FROM.get(place, f"docs/{place}")

    def lead(found: re.Match[str]) -> str:
        aim = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["target"]))
        there = MOVED.get(aim, aim.removeprefix("docs/"))
        known = files.get_file_from_path(there) is not None
        return found["before"] + (posixpath.relpath(there, posixpath.dirname(place) or ".") if known else found["target"])

    return LINK.sub(lead, markdown)
