"""What a learner gets holds no hidden check, no solution and no rubric: looked for in every file, and in archives in archives."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from grader.authoring.release.answers import without_answers
from grader.authoring.release.errors import ReleaseError
from grader.course import Course
from tests.conftest import ROOT
from tests.release.conftest import members, named

pytestmark = pytest.mark.slow

REGION = re.compile(r"^[ \t]*### BEGIN SOLUTION\n(.*?)^[ \t]*### END SOLUTION", re.S | re.M)
HIDDEN = sorted((ROOT / "checks" / "hidden").rglob("check_*.py"))
SOLUTIONS = sorted((ROOT / "solutions").glob("*.py"))
# Functions that are right for one exercise and a known mistake in another: the public checks, which learners may read, hold them.
ALSO_A_MISTAKE = {
    "unit01_pixels.rank",  # the half of shape_facts
    "unit01_pixels.double_odds",  # halve_evens, taken for it
    "unit02_similarity.l1_distance",  # mnist_distance, averaged over the batch too
    "unit03_descent.quadratic",  # with its arguments exchanged
    "unit06_optimizer.step",  # the right half of a BasicOptim whose other half is wrong
    "unit06_optimizer.zero_grad",
    "unit08_learner.predict",  # of a Learner that is wrong elsewhere
}


@pytest.fixture(scope="module")
def given(files: dict[str, bytes]) -> dict[str, bytes]:
    """Everything that a learner gets, by artefact and path."""
    found: dict[str, bytes] = {}
    for path, content in files.items():
        if path.startswith("learner/"):
            found |= {f"{path}!{name}": inner for name, inner in members(content)}
    return found


@pytest.fixture(scope="module")
def texts(given: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in given.items() if not name.endswith((".png", ".whl"))}


def functions(source: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Every function of a module, and its body without its docstring, in one spelling."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield node, "\n".join(ast.unparse(each) for each in body)


def test_no_path_says_hidden_or_solution(given: dict[str, bytes]) -> None:
    assert len(given) > 400
    of_everyone = "!grader/authoring/new_course/template/"  # the course that `grader new-course` makes is no secret
    suspicious = [each for each in given if re.search(r"hidden|solution|submissions|rubric", each.lower()) and of_everyone not in each]
    assert suspicious == []


def test_no_hidden_check(texts: dict[str, str]) -> None:
    """Neither its text, nor the same statements laid out otherwise."""
    assert len(HIDDEN) > 50
    whole = "\n".join(texts.values())
    spelt = {body for name, text in texts.items() if name.endswith(".py") for _, body in functions(text)}
    count = 0
    for path in HIDDEN:
        source = path.read_text()
        assert source.split("\n", 1)[1] not in whole
        for node, body in functions(source):
            if node.name.startswith("check_") and len(body.splitlines()) > 1:
                count += 1
                assert str(ast.get_source_segment(source, node)) not in whole, f"{path.name}: {node.name}"
                assert body not in spelt, f"{path.name}: {node.name}"
    assert count > 150


def test_no_solution(texts: dict[str, str]) -> None:
    """No solution region stands in what a learner gets, line for line; the checks may name parts of one as mistakes."""
    checks = "checks/public/"
    others = "\n".join(text for name, text in texts.items() if checks not in name)
    lines = set(others.splitlines())
    count = 0
    for path in SOLUTIONS:
        for region in REGION.findall(path.read_text()):
            count += 1
            if region.count("\n") == 1:
                assert region.rstrip("\n") not in lines, f"{path.name}: {region}"
            else:
                assert region not in others, f"{path.name}: {region}"
    assert count > 60


def test_no_function_is_a_solved_exercise(texts: dict[str, str]) -> None:
    spelt: dict[str, set[str]] = {}
    for name, text in texts.items():
        if name.endswith(".py"):
            for _, body in functions(text):
                spelt.setdefault(body, set()).add(name)
    found = set()
    for path in SOLUTIONS:
        source = path.read_text()
        begins = [source[: each.start()].count("\n") + 1 for each in REGION.finditer(source)]
        for node, body in functions(source):
            if any(node.lineno <= line <= (node.end_lineno or 0) for line in begins) and body in spelt:
                assert all("checks/public/" in each for each in spelt[body]), f"{node.name}: {spelt[body]}"
                found.add(f"{path.stem}.{node.name}")
    assert found == ALSO_A_MISTAKE


def test_no_course_text_has_the_marker_of_a_solution(texts: dict[str, str]) -> None:
    units = {name: text for name, text in texts.items() if re.search(r"/unit\d\d_\w+\.py$", name)}
    assert len(units) == 3 * 11  # the zip's stubs, those of its wheel, those of the wheel
    assert not [name for name, text in units.items() if "SOLUTION" in text]


def test_no_rubric_and_all_else_of_the_manifest(texts: dict[str, str], course: Course) -> None:
    own = tomllib.loads((ROOT / "course.toml").read_text())
    questions = [each for unit in own["unit"] for each in unit.get("question", [])]
    rubrics = [each.pop("rubric") for each in questions if "rubric" in each]
    withheld = [each.pop("withheld") for each in questions if "withheld" in each]
    assert (len(rubrics), len(withheld)) == (10, 17)
    whole = "\n".join(texts.values())
    assert not [line for rubric in rubrics for line in rubric if line in whole]
    assert not [sentence for each in withheld for sentence in each.values() if sentence in whole]
    manifests = [text for name, text in texts.items() if name.endswith("course_mnist_basics/course.toml")]
    assert len(manifests) == 2  # in the wheel, and in the zip's copy of it
    assert [tomllib.loads(text) for text in manifests] == [own, own]


def test_nothing_tells_the_right_choice(texts: dict[str, str], course: Course) -> None:
    """Neither a letter that is missing in the manifest, nor an answer written beside its question."""
    asked = [each for each in course.exercises.values() if each.name.startswith("choices_")]
    source = ast.parse((ROOT / "solutions" / "unit10_questions.py").read_text())
    solved = {node.name: node.body[-1] for node in source.body if isinstance(node, ast.FunctionDef)}
    right = {
        name: ast.literal_eval(node.value)
        for name, node in solved.items()
        if isinstance(node, ast.Return) and node.value and "choices_" in name
    }
    letters = {question: letter for answers in right.values() for question, letter in answers.items()}
    assert (len(asked), len(letters)) == (3, 17)
    for text in (text for name, text in texts.items() if name.endswith("course_mnist_basics/course.toml")):
        questions = [each for unit in tomllib.loads(text)["unit"] for each in unit.get("question", [])]
        known = {each["name"]: set(each["wrong"]) for each in questions if each["kind"] == "choice"}
        assert known.keys() == letters.keys()
        assert all(len(wrong) == 2 and letters[name] not in wrong for name, wrong in known.items())
    for name, text in texts.items():
        for question, letter in letters.items():
            assert not re.search(
                rf"""["']{question}["']\s*[:,]\s*["']{letter}["']|\b{question}\s*=\s*["']{letter}["']""", text
            ), name
        assert "".join(letters.values()) not in text


def test_a_manifest_that_tells_the_right_choice_stops_the_release() -> None:
    """Three wrong letters leave one."""
    told = '[[unit]]\n[[unit.question]]\nname = "q07"\nkind = "choice"\n[unit.question.wrong]\na = "No."\nb = "No."\nd = "No."\n'
    with pytest.raises(ReleaseError) as caught:
        without_answers(told)
    cure = "move one of them to [unit.question.withheld], which learners do not get."
    assert str(caught.value) == f"course.toml: q07 says which choices are wrong, so which is right: {cure}"
    kept = without_answers(told.replace('b = "No."\n', "") + '[unit.question.withheld]\nb = "Nearly."\n')
    assert set(tomllib.loads(kept)["unit"][0]["question"][0]["wrong"]) == {"a", "d"}
    assert "Nearly" not in kept


def test_what_is_withheld_in_another_style_stops_the_release() -> None:
    manifest = '[[unit]]\n[[unit.question]]\nname = "q"\nwithheld = { b = "Nearly." }\n'
    with pytest.raises(ReleaseError, match=r"and every `\[unit.question.withheld\]` with a line for each letter"):
        without_answers(manifest)


def test_a_learners_stub_is_a_stub(texts: dict[str, str]) -> None:
    stubs = [text for name, text in texts.items() if name.endswith("/unit02_similarity.py")]
    assert len(stubs) == 3
    assert all(text.count("raise NotImplementedError") == 5 for text in stubs)


def test_what_instructors_get_holds_all_of_it(files: dict[str, bytes]) -> None:
    """So that the tests above would find it."""
    found = dict(members(named(files, "+instructor")[1]))
    for path in HIDDEN:
        assert found[f"course_mnist_basics/{path.relative_to(ROOT)}"] == path.read_bytes()
    for path in SOLUTIONS:
        assert found[f"course_mnist_basics/solutions/{path.name}"] == path.read_bytes()
    assert dict(members(named(files, "gradescope")[1])).keys() > found.keys()


def test_no_release_names_a_registry_or_a_machine(files: dict[str, bytes]) -> None:
    hosts = [
        "pypi" + ".org",
        "python" + "hosted",
        "docker" + ".io",
        "ghcr" + ".io",
        "quay" + ".io",
        "download.py" + "torch",
        *([f"{ROOT}/"] if len(ROOT.parts) > 2 else []),  # a single name, such as /grader, may be a word
    ]
    everything = {path: content for path, content in files.items() if not path.endswith((".whl", ".zip"))}
    for path, content in files.items():
        if path.endswith((".whl", ".zip")):
            everything |= {f"{path}!{name}": inner for name, inner in members(content)}
    for name, content in everything.items():
        assert not [host for host in hosts if host.encode() in content], name


def test_the_rubrics_of_a_manifest_in_another_style_stop_the_release() -> None:
    manifest = '[[unit]]\n[[unit.question]]\nname = "q"\nrubric = ["1: it says why"]\n'
    with pytest.raises(ReleaseError, match="write every rubric as `rubric = \\[`, a line for each item"):
        without_answers(manifest)
    assert "says why" not in without_answers(manifest.replace('["1', '[\n    "1').replace('"]', '",\n]'))
