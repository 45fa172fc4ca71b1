"""Where there is no sandbox: each attack's attack() in a plain process, to see that it is a real one.

`python -m tests.hostile.bare FOLDER`, where FOLDER holds the target's module, takes the attacks' files from standard input, a line
each, and answers "done" when an attack has had its way. torch is imported once; every attack has a process of its own.
"""

import os
import runpy
import signal
import sys
import tempfile

SECONDS = 20  # an attack that leaves something leaves it at once


def main(folder: str) -> None:
    """Serve until standard input ends."""
    import torch

    assert torch.get_num_threads() == 1, "a fork would hang"
    sys.path.insert(0, folder)
    for line in sys.stdin:
        if (pid := os.fork()) == 0:
            signal.alarm(SECONDS)
            os.chdir(tempfile.mkdtemp(dir=folder))
            try:
                os.dup2(os.open(os.devnull, os.O_RDWR), 1)
                runpy.run_path(line.strip())["attack"]()
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
