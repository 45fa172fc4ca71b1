"""Hands in an archive of 200 modules of a megabyte of emoji each, which as text takes four times as much, and as JSON three.

Must: no more than the limit of a submission is unpacked and decoded; the rest is left out by name.
"""

# /// attack
# earns = {}
# rest = "nothing"
# says = ["unit02_similarity.py was left out: the files together are larger than 4 MiB"]
# build = true
# ///
import zipfile


def build(folder, target):
    text = "# " + "\N{GRINNING FACE}" * ((1 << 18) - 10)
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in ("unit01_pixels", "unit02_similarity", *(f"module{number}" for number in range(198))):
            archive.writestr(f"{name}.py", text)
