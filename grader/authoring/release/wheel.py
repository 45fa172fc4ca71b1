"""A wheel, as pip installs it, from files in memory (PyPA specification "Binary distribution format", version 1.0)."""

import base64
import hashlib
from collections.abc import Mapping

from grader.authoring.release.archive import pack
from grader.authoring.release.sources import Sources

FOR_DEVELOPERS = {"dev", "cluster", "site"}  # extras that no installed kit needs
WHEEL = "Wheel-Version: 1.0\nGenerator: grader release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wheel(sources: Sources, files: Mapping[str, bytes], audience: str) -> tuple[str, bytes]:
    """A wheel's file name and content. `audience` ("learner", "instructor") becomes the local part of its version."""
    name, version = str(sources.project["name"]).replace("-", "_"), f"{sources.version}+{audience}"
    info = f"{name}-{version}.dist-info"
    scripts = "".join(f"{script} = {target}\n" for script, target in sources.project["scripts"].items())
    content = {
        **files,
        f"{info}/METADATA": metadata(sources, version).encode(),
        f"{info}/WHEEL": WHEEL.encode(),
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}".encode(),
        f"{info}/licenses/LICENSE": sources.read("LICENSE"),
    }
    record = f"{info}/RECORD"
    rows = [f"{path},sha256={_digest(content[path])},{len(content[path])}\n" for path in sorted(content)]
    content[record] = "".join([*rows, f"{record},,\n"]).encode()
    return f"{name}-{version}-py3-none-any.whl", pack(content)


def metadata(sources: Sources, version: str) -> str:
    """The METADATA file (PyPA specification "Core metadata", version 2.4)."""
    project = sources.project
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {version}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {each}" for each in project["dependencies"]),
    ]
    for extra, wanted in project["optional-dependencies"].items():
        if extra not in FOR_DEVELOPERS:
            lines.append(f"Provides-Extra: {extra}")
            lines += [f"Requires-Dist: {each}; extra == '{extra}'" for each in wanted]
    return "\n".join(lines) + "\n"


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
