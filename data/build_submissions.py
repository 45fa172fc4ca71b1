"""Build the sample class in data/submissions/: ten learners, most of them with mistakes that real learners make.

    python data/build_submissions.py

Every sample is the reference without its narrative and demonstrations, with some functions replaced by what the learner wrote. Run
it again after a change of solutions/; the result is the same bytes every time. Nobody in the class has begun the bonus.
"""

import ast
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "data" / "submissions"
BONUS = "unit11_deeper.py"

AVERAGES_EVERYTHING = """
def mnist_distance(a, b):
    return (a - b).abs().mean()
"""
BROADCASTS = """
def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets.squeeze() == 1, 1 - predictions, predictions).mean()
"""
NEVER_CLEARS = """
def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
"""
KEEPS_GENERATOR = """
class BasicOptim:
    def __init__(self, params, lr):
        self.params, self.lr = params, lr

    def step(self):
        for p in self.params:
            p.data -= p.grad.data * self.lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None
"""
BACKWARD_NOT_CALLED = """
def calc_grad(xb, yb, model):
    preds = model(xb)
    loss = mnist_loss(preds, yb)
    loss.backward
"""
RAW_SCORES = """
def batch_accuracy(preds, yb):
    correct = (preds > 0.5) == yb
    return correct.float().mean()
"""
NOTEBOOK_VARIABLE = """
def train_epoch(model, dl, lr, params):
    for xb, yb in train_dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
            p.grad.zero_()
"""
ERASES_WEIGHTS = """
def train_epoch(model, dl, lr, params):
    for xb, yb in dl:
        calc_grad(xb, yb, model)
        for p in params:
            p.data -= p.grad * lr
            p.data.zero_()
"""
LOOPS = """
def mnist_distance(a, b):
    distances = []
    i = 0
    while i < len(a):
        distances.append((a[i] - b).abs().mean())
    return torch.stack(distances)
"""
WRONG_WAY_ROUND = """
def is_3(x, mean3, mean7):
    return mnist_distance(x, mean3) > mnist_distance(x, mean7)
"""
REGRESSES = """
def train_classifier(train_x, train_y, device):
    model = nn.Linear(784, 1).to(device)
    opt = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(5):
        for rows in torch.randperm(len(train_x)).split(64):
            loss = ((model(train_x[rows]) - train_y[rows, None].float()) ** 2).mean()
            loss.backward()
            opt.step()
            opt.zero_grad()
    return model
"""


def files(folder: str) -> list[Path]:
    """The unit files of a folder in order, but for the bonus."""
    return sorted(path for path in (ROOT / folder).glob("unit*.py") if path.name != BONUS)


def units() -> dict[str, str]:
    """The reference units without narrative and demonstrations, by module name."""
    return {path.stem: code_of(path.read_text()) for path in files("solutions")}


def code_of(source: str) -> str:
    """The statements of a module that are not run as a demonstration, without comments and docstrings."""
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not (isinstance(node, ast.If) and "__name__" in ast.unparse(node.test))]
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) and len(node.body) > 1:
            del node.body[0]
    return ast.unparse(tree) + "\n"


def with_own(source: str, own: str) -> str:
    """The source with one function or class replaced by the learner's own."""
    first = ast.parse(own).body[0]
    assert isinstance(first, (ast.FunctionDef, ast.ClassDef))
    lines = source.split("\n")
    node = next(each for each in ast.parse(source).body if getattr(each, "name", None) == first.name)
    lines[node.lineno - 1 : node.end_lineno] = own.strip().split("\n")
    return "\n".join(lines)


def write(student: str, modules: dict[str, str]) -> None:
    folder = TARGET / student
    folder.mkdir(parents=True)
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text)


def write_zip(student: str, modules: dict[str, str]) -> None:
    with zipfile.ZipFile(TARGET / f"{student}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in modules.items():
            archive.writestr(zipfile.ZipInfo(f"{student}/{name}.py"), text)  # a ZipInfo has a fixed date: same bytes


def sample(**own: str) -> dict[str, str]:
    """Every unit, with the learner's own functions; a keyword names the unit by its number: u02=…, u02b=…"""
    modules = units()
    for key, text in own.items():
        name = next(each for each in modules if each.startswith(f"unit{key[1:3]}"))
        modules[name] = with_own(modules[name], text)
    return modules


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    write("student-01", units())
    write("student-02", {path.stem: path.read_text() for path in files("assignments")})
    write("student-03", sample(u02=AVERAGES_EVERYTHING, u04=BROADCASTS))
    write("student-04", sample(u05=NEVER_CLEARS, u06=KEEPS_GENERATOR))
    write("student-05", sample(u05=BACKWARD_NOT_CALLED, u05b=RAW_SCORES, u05c=NOTEBOOK_VARIABLE))
    syntax = sample(u05=ERASES_WEIGHTS)
    syntax["unit04_loss"] = syntax["unit04_loss"].replace("def mnist_loss(predictions", "def mnist_loss(predictions:", 1)
    write("student-06", syntax)
    write("student-07", sample(u02=LOOPS))
    exits = units()
    exits["unit06_optimizer"] += "\nimport os\nos._exit(0)\n"
    write("student-08", exits)
    early = [text for name, text in units().items() if name < "unit05"]
    (TARGET / "student-09.py").write_text("\n".join(text for text in early))
    write_zip("student-10", sample(u02=WRONG_WAY_ROUND, u09=REGRESSES))


if __name__ == "__main__":
    main()
