"""Hands in an archive of a megabyte that unpacks to hundreds of them, with thousands of entries.

Must: no more than the limit of a file is unpacked, and the learner is told which file is too large.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py is 256 MiB large"]
# build = true
# ///
import zipfile


def build(folder, target):
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("unit02_similarity.py", "w") as file:
            for _ in range(256):
                file.write(bytes(1 << 20))
        for number in range(5000):
            archive.writestr(f"module{number}.py", "x = 1\n")
