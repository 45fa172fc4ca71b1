"""Where what all share is scarce (processes, memory, room on the disk), nobody gains points by it, and honest work is graded.

`python -m tests.hostile.scarce` tries every one of SCARCE, with one job and with two, as root, who alone may make it so;
`… processes-of-a-user` those that are named. Each grades a class of its own: attackers that take all they can, and honest work.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader import course as courses
from grader.grading import record
from grader.results import upgrade
from tests import as_user
from tests.hostile.attack import FOLDER, load
from tests.hostile.target import ROOT
from tests.processes import GUARD

ATTACKERS = ("crashing_the_zygotes_forks", "exhausting_threads", "exhausting_memory", "exhausting_disk")
UNIT = "unit02_similarity"
IMPOSSIBLE = "this machine lets nobody make things scarce for a run"
FEW = 40  # processes and threads of a user
GROUPED = 220  # in a cgroup
MEMORY = 1400 << 20  # bytes in a cgroup: enough for the grader and an honest worker, and not for one that takes all it may
ROOM = 16 << 10  # bytes on the disk
JOIN = 'echo $$ > "$0" && exec "$@"'  # into a cgroup
CONTAINER = (
    *("podman", "--runtime", "runc", "run", "--rm", "--network", "none", "--volume", "FOLDER:FOLDER"),
    *("--ulimit", "nofile=1024:4096", "--ulimit", "nproc=4096:4096"),  # no more than a container in a container may have
)
MOUNT = 'mount -t tmpfs -o size="$0" none "$TMPDIR" && exec "$@"'


def trial(jobs: int, *around: str) -> list[str]:
    """Grade a class by a command that begins with `around`; what was gained or lost, a sentence each."""
    course = courses.load()
    with tempfile.TemporaryDirectory(prefix="scarce-") as name:
        folder, out, room = (Path(name) / each for each in ("class", "out", "tmp"))
        room.mkdir()
        reference = course.reference[UNIT]
        works = {each: f"{reference}\n\n{(FOLDER / f'{each}.py').read_text()}" for each in ATTACKERS}
        works |= {"honest": reference, "slip": reference.replace(".abs()", "")}
        for each, text in works.items():
            (folder / each).mkdir(parents=True)
            (folder / each / f"{UNIT}.py").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "grader", "grade", str(folder), "--out", str(out), "--jobs", str(jobs), "--seed", "7"]
        command = [each.replace("FOLDER", name) for each in around] + ["env", f"TMPDIR={room}", f"PYTHONPATH={ROOT}", *command]
        around_it = {**os.environ, "TMPDIR": str(room)}
        done = subprocess.run(command, env=around_it, capture_output=True, text=True, timeout=GUARD, check=False)
        found = [] if "Traceback" not in done.stdout + done.stderr else [f"a traceback was shown: {done.stderr[-2000:]}"]
        scores = {each: upgrade.read(out / "submissions" / each / "result.json") for each in works}
        found += [f"{each} has no result: {done.stderr[-500:]}" for each, made in scores.items() if made is None]
        found += [sentence for each, made in scores.items() if made for sentence in _wrong(each, made)]
        found += [f"{each.name} stays in the temporary folder" for each in room.iterdir()]
        return found


def _wrong(name: str, made: record.Result) -> list[str]:
    """What of a result should not be: points for what an attacker redefined, or a wrong verdict on honest work."""
    statuses = {each["name"]: each["status"] for each in made["exercises"] if each["unit"] == UNIT}
    if name in ATTACKERS:
        own = set(attack_names(name))
        gained = {each["name"]: each["points"] for each in made["exercises"] if each["name"] in own and each["points"]}
        return [f"{name} has {points:g} points for {each}" for each, points in gained.items()]
    expected = {each: "failed" if name == "slip" and each in SLIPS else "passed" for each in statuses}
    return [f"{name}: {each} is {statuses[each]}" for each in statuses if statuses[each] != expected[each]]


SLIPS = ("mnist_distance", "l1_distance")


def attack_names(name: str) -> list[str]:
    """The exercises that an attack redefines, all of whose checks it must fail."""
    (attack,) = [each for each in load() if each.id == name]
    return [exercise for exercise, earned in attack.earns.items() if earned == []]


def processes_of_a_user(jobs: int) -> list[str]:
    """As nobody, who may have FEW processes and threads."""
    as_user.open_up([as_user.ROOT, Path(sys.prefix), Path(sys.base_prefix).resolve(), Path(tempfile.gettempdir())])
    found = tempfile.NamedTemporaryFile(prefix="found-", suffix=".json")  # noqa: SIM115  (it lives as long as this function)
    os.chmod(found.name, 0o666)
    as_user.run(as_user.find("nobody"), "-m", "tests.hostile.scarce", "few", str(jobs), found.name)
    return list(json.loads(Path(found.name).read_text() or '["nobody could not be tried"]'))


def processes_of_a_cgroup(jobs: int) -> list[str]:
    """In a cgroup that may have GROUPED processes and threads."""
    return _in_cgroup("pids", {"pids.max": GROUPED}, jobs)


def memory_of_a_cgroup(jobs: int) -> list[str]:
    """In a cgroup that may have MEMORY for each grading process."""
    return _in_cgroup("memory", {"memory.limit_in_bytes": MEMORY * jobs}, jobs)


def room_on_the_disk(jobs: int) -> list[str]:
    """With a temporary folder of ROOM."""
    return trial(jobs, "unshare", "--mount", "sh", "-c", MOUNT, str(ROOM))


def container_of_64(jobs: int) -> list[str]:
    """In a container that may have 64 processes and threads: this machine's own files, with a layer to write to over them."""
    return trial(jobs, *CONTAINER, "--pids-limit", "64", "--rootfs", "/:O")


def container_of_2048(jobs: int) -> list[str]:
    """In a container with podman's default limit."""
    return trial(jobs, *CONTAINER, "--pids-limit", "2048", "--rootfs", "/:O")


def _in_cgroup(controller: str, limits: dict[str, int], jobs: int) -> list[str]:
    group = Path("/sys/fs/cgroup") / controller / f"scarce-{os.getpid()}"
    group.mkdir()
    try:
        for name, limit in limits.items():
            (group / name).write_text(str(limit))
        return trial(jobs, "sh", "-c", JOIN, str(group / "cgroup.procs"))
    finally:
        group.rmdir()


SCARCE: dict[str, Callable[[int], list[str]]] = {
    "processes-of-a-cgroup": processes_of_a_cgroup,
    "memory-of-a-cgroup": memory_of_a_cgroup,
    "room-on-the-disk": room_on_the_disk,
    "container-of-64": container_of_64,
    "container-of-2048": container_of_2048,
    "processes-of-a-user": processes_of_a_user,  # last: it changes what this process sees of the file system
}


def main(words: list[str]) -> int:
    """The exit status: 0 where nothing was gained or lost."""
    if words[:1] == ["few"]:
        resource.setrlimit(resource.RLIMIT_NPROC, (FEW, FEW))
        Path(words[2]).write_text(json.dumps(trial(int(words[1]))))
        return 0
    status = 0
    for name in words or SCARCE:
        for jobs in (1, 2):
            found = SCARCE[name](jobs)
            print(f"{name}, {jobs} {'job' if jobs == 1 else 'jobs'}: {'held' if not found else 'broken'}", *found, sep="\n  ", flush=True)
            status |= bool(found)
    return status


if __name__ == "__main__":
    assert shutil.which("unshare"), "util-linux is needed"
    sys.exit(main(sys.argv[1:]))
