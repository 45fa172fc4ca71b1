"""What a course's checks may ask for beside the engine's own arguments: the functions of checks/given.py.

    @given
    def points(data, seed):
        \"\"\"Measured x [20] and y [20], in an order drawn by the seed.\"\"\"

`data` is the tier at hand (its name and its folder), `seed` the grading seed. Any other argument is the name of another given.
Each is computed once for a tier and a seed, in the trusted process, and all checks share it: a check that changes a tensor has to
copy it first.
"""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from grader.course import Course, CourseError
from grader.course.data import Data, DataError
from grader.course.loaded import course_module

OWN = ("student", "truth", "rng", "thresholds", "questions", "device", "context", "request")  # the engine's own arguments
MARK = "__given__"

Function = TypeVar("Function", bound=Callable[..., Any])


def given(function: Function) -> Function:
    """Mark a function of checks/given.py: its name becomes an argument that every check may ask for."""
    setattr(function, MARK, True)
    return function


def functions(course: Course) -> dict[str, Callable[..., Any]]:
    """The course's givens by name. Raises CourseError where one has a name of the engine's own, or cannot be read."""
    try:
        module = course_module(course, "checks.given")
    except Exception as error:
        raise CourseError(f"checks/given.py cannot be read: {type(error).__name__}: {error}") from error
    found = {name: each for name, each in vars(module).items() if getattr(each, MARK, False)} if module else {}
    if taken := sorted(set(found) & set(OWN)):
        raise CourseError(f"checks/given.py: every check has an argument {taken[0]} already: choose another name.")
    for name, function in found.items():
        asked = set(inspect.signature(function).parameters) - {"data", "seed"}
        if unknown := sorted(asked - set(found)):
            raise CourseError(f"checks/given.py: {name} asks for {unknown[0]}, which is none of data, seed and the givens.")
    return found


class Givens:
    """The values of a course's givens for one tier and one seed. All are computed at once: what is wrong with the data shows early.

    Raises DataError where the data cannot be used, CourseError where checks/given.py is wrong.
    """

    def __init__(self, course: Course, data: Data, seed: int) -> None:
        self.data = data
        self.seed = seed
        self._functions = functions(course)
        self._values: dict[str, Any] = {}
        for name in self._functions:
            self._compute(name, ())

    def __call__(self, name: str) -> Any:
        """The value of a given by its name. Raises KeyError where the course has none of this name."""
        return self._values[name]

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def _compute(self, name: str, above: tuple[str, ...]) -> Any:
        if name in self._values:
            return self._values[name]
        if name in above:
            raise CourseError(f"checks/given.py: {' asks for '.join((*above, name))}: let one of them ask for less.")
        function = self._functions[name]
        asked = inspect.signature(function).parameters
        fixed = {"data": self.data, "seed": self.seed}
        arguments = {each: fixed[each] if each in fixed else self._compute(each, (*above, name)) for each in asked}
        try:
            self._values[name] = function(**arguments)
        except DataError:
            raise
        except Exception as error:
            raise CourseError(f"checks/given.py: {name} raised {type(error).__name__}: {error}") from error
        return self._values[name]
