"""Hands in an archive whose entries lead outside: up and away, to absolute places, and by links.

Must: nothing is unpacked to any folder, and such entries are left out.
"""

# /// attack
# earns = {}
# rest = "nothing"
# build = true
# ///
import stat
import zipfile


def build(folder, target):
    outside = target.folder / "outside"
    with zipfile.ZipFile(folder / "work.zip", "w") as archive:
        for name in (f"../../../../../../../../tmp/{target.token}.py", f"{outside}/new.py", f"..\\{target.token}.py", "C:/new.py"):
            archive.writestr(name, "x = 1\n")
        link = zipfile.ZipInfo("unit02_similarity.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(outside / "canary.txt"))
