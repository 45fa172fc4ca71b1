"""Makes its folder one that cannot be removed: nested deeper than a path can be long, unreadable, with names that are no text.

Must: the folder is gone with its worker.
"""

# /// attack
# earns = { mnist_distance = [] }
# ///
import os


def mnist_distance(a, b):
    for name in (b"\xff\xfe\n", b"-rf", "\u202e".encode(), b"x" * 255):
        os.mkdir(os.path.join(b".", name))
        with open(os.path.join(b".", name, b"file"), "w") as file:
            file.write("x")
    for _ in range(500):
        os.mkdir("d" * 200, 0o700)
        os.chdir("d" * 200)
    os.umask(0o777)
    os.mkdir("closed")
    with open("closed/file", "w") as file:
        file.write("x")
    raise OSError("nobody gets this out again")
