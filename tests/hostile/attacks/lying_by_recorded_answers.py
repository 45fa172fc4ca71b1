"""Ships the right answers to every call of every check, recorded in a run under another seed, and computes nothing.

Must: it earns nothing, for a class's own seed decides the inputs. (tests/test_seed.py: under the recorded seed it earns everything.)
"""

# /// attack
# earns = { l1_distance = [], rmse_distance = [], mnist_distance = [] }
# build = true
# ///
import hashlib
import json
import subprocess
import sys
from pathlib import Path

KIT = Path(__file__).resolve().parents[3]
NAMES = ("l1_distance", "rmse_distance", "mnist_distance")
SEED = 2024
CODE = '''

import hashlib
import json

def key(name, inputs):
    parts = [name, *((str(list(each.shape)), each.numpy().tobytes().hex()) for each in inputs)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

def answering(name):
    def look_up(*inputs):
        return torch.tensor(RECORDED[key(name, inputs)])
    return look_up

l1_distance, rmse_distance, mnist_distance = map(answering, ("l1_distance", "rmse_distance", "mnist_distance"))
'''


def key(name, inputs):
    parts = [name, *((str(list(each.shape)), each.numpy().tobytes().hex()) for each in inputs)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def record():
    """What the reference answers to each call under SEED, by the call's key."""
    from checks.embedded import load_embedded, split
    from grader import course as courses
    from grader.checking.student import Student, plain
    from grader.grading.judge import Judge
    from grader.grading.terms import Terms
    from grader.submission.model import Submission

    found = {}
    call = Student.call

    def noted(self, function, args, kwargs):
        answer = call(self, function, args, kwargs)
        name = function.target.get("name")
        if name in NAMES:
            found[key(name, [plain(each) for each in args])] = plain(answer).tolist()
        return answer

    Student.call = noted
    course = courses.load()
    with Judge(course, Terms(SEED, "embedded")) as judge:
        judge.grade(Submission("reference", course.reference, {}), frozenset(NAMES))
    return found


def build(folder, target):
    done = subprocess.run([sys.executable, __file__], cwd=KIT, env={"PYTHONPATH": str(KIT)}, capture_output=True, text=True, check=True)
    text = (KIT / "solutions" / "unit02_similarity.py").read_text()
    (folder / "unit02_similarity.py").write_text(f"{text}\n\nRECORDED = {json.loads(done.stdout)}\n{CODE}")


if __name__ == "__main__":
    print(json.dumps(record()))
